"""What the agent makes of the way in which the run before it ended."""

from __future__ import annotations

import logging
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.agent.boot import MARKER_FILE, Boot
from kiosk.agent.care_record import RECORD_FILE, CareRecord, Cause, read_record
from kiosk.agent.ladder import Ladder
from offline_cache.care import examine
from offline_cache.care_copy import GOOD_COPY_FILE
from offline_cache.writer import CatalogueWriter
from tests import job_shapes, proven_catalogues

NOW = datetime(2026, 3, 2, 3, 10, tzinfo=UTC)


class Crash(Exception):
    """The agent's own bug."""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return proven_catalogues.make(tmp_path_factory.mktemp("boot") / "c.db", 1, count=8)


@pytest.fixture
def home(tmp_path: Path, catalogue: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(catalogue, home / "catalogue.db")
    return home


def start(home: Path, boot_id: str = "monday") -> Boot:
    boot = Boot(home, now=lambda: NOW, boot_id=boot_id)
    boot.rise()
    return boot


def test_a_clean_life_examines_nothing(home: Path) -> None:
    for _ in range(3):
        with Boot(home, now=lambda: NOW, boot_id="monday").running():
            assert (home / MARKER_FILE).exists()
        assert not (home / MARKER_FILE).exists()
    assert read_record(home) == CareRecord(starts={Cause.CLEAN: 3})


@pytest.mark.parametrize(
    ("boot_id", "cause"), [("monday", Cause.KILLED), ("tuesday", Cause.POWER), ("", Cause.POWER)]
)
def test_after_an_unclean_end_the_catalogue_is_examined(
    home: Path, boot_id: str, cause: Cause, caplog: pytest.LogCaptureFixture
) -> None:
    start(home).ready()
    with caplog.at_level(logging.INFO):
        start(home, boot_id)
    assert "The catalogue was examined and is sound (version 1)." in caplog.messages
    record = read_record(home)
    assert record.starts == {Cause.CLEAN: 1, cause: 1}
    assert record.climb is not None
    assert (record.climb.cause, record.climb.outcome) == (cause, Ladder.SOUND)
    assert record.climb.at == NOW


def test_an_agent_that_breaks_has_not_ended_cleanly(home: Path) -> None:
    with pytest.raises(Crash), Boot(home, now=lambda: NOW, boot_id="monday").running():
        raise Crash
    assert (home / MARKER_FILE).exists()


def test_a_damaged_catalogue_is_brought_back(home: Path, catalogue: Path) -> None:
    shutil.copy(catalogue, home / GOOD_COPY_FILE)
    start(home).ready()
    proven_catalogues.flip_within(home / "catalogue.db", "示例通知".encode())
    start(home, "tuesday")
    climb = read_record(home).climb
    assert climb is not None
    assert climb.outcome is Ladder.RESTORED
    assert examine(home / "catalogue.db").version == 1


def test_a_first_start_takes_what_came_with_the_program(tmp_path: Path, catalogue: Path) -> None:
    def seed() -> bool:
        shutil.copy(catalogue, tmp_path / "catalogue.db")
        return True

    with Boot(tmp_path, now=lambda: NOW, boot_id="monday", seed=seed).running():
        assert examine(tmp_path / "catalogue.db").version == 1
    climb = read_record(tmp_path).climb
    assert climb is not None
    assert (climb.cause, climb.outcome) == (Cause.CLEAN, Ladder.SEEDED)


def test_three_starts_that_got_nowhere_are_followed_by_safe_mode(
    home: Path, catalogue: Path
) -> None:
    shutil.copy(catalogue, home / GOOD_COPY_FILE)
    modes = []
    for _ in range(8):
        start(home)
        climb = read_record(home).climb
        modes.append(climb.safe_mode if climb else False)
    assert modes == [False, False, False, True, False, False, True, False]
    assert examine(home / "catalogue.db").version == 1


def test_no_version_falls_before_six_starts_got_nowhere(home: Path, catalogue: Path) -> None:
    shutil.copy(catalogue, home / GOOD_COPY_FILE)
    live = home / "catalogue.db"
    with closing(CatalogueWriter(live, job_shapes.SITE)) as writer:
        proven_catalogues.apply(writer, 2, 8)
    versions = []
    for _ in range(7):
        start(home)
        versions.append(examine(live).version)
    assert versions == [2, 2, 2, 2, 2, 2, 1]


def test_a_start_that_got_somewhere_forgives_those_before(home: Path) -> None:
    for _ in range(7):
        start(home)
        boot = start(home)
        assert boot.run() > 3600
        climb = read_record(home).climb
        assert climb is not None
        assert not climb.safe_mode


def test_a_torn_marker_is_a_marker(home: Path) -> None:
    (home / MARKER_FILE).write_bytes(b'{"boot_')
    start(home)
    assert read_record(home).starts == {Cause.POWER: 1}


def test_a_torn_record_is_begun_anew(home: Path) -> None:
    (home / RECORD_FILE).write_bytes(b'{"starts": {"cl')
    start(home)
    assert read_record(home).starts == {Cause.CLEAN: 1}


def test_a_home_that_takes_no_file_does_not_stop_the_agent(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kiosk.agent.boot.keep_file", full)
    monkeypatch.setattr("kiosk.agent.care_record.keep_file", full)
    with (
        caplog.at_level(logging.INFO),
        Boot(home, now=lambda: NOW, boot_id="monday").running(),
    ):
        pass
    assert any("No space left" in message for message in caplog.messages)

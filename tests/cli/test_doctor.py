"""Every finding names one thing, and the doctor never changes what it looks at."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from kiosk.agent.care_record import (
    WANTED_FILE,
    CareRecord,
    Cause,
    Climb,
    Night,
    count_start,
    note_climb,
    note_night,
)
from kiosk.agent.ladder import Ladder
from kiosk.agent.lock import agent_at_work, sole_agent
from kiosk.settings import Settings
from kiosk.submissions import SubmissionKind
from kiosk.timekeeping import ClockReading
from kiosk.verbs import doctor_catalogue, doctor_machine, doctor_platform
from kiosk.verbs.findings import Level, long
from kiosk.verbs.standing import Standing, standing
from offline_cache.care import examine
from offline_cache.care_copy import GOOD_COPY_FILE, Copied
from offline_cache.outbox import Outbox
from offline_cache.outbox_queue import OutboxQueue, OutboxState
from offline_cache.outbox_schema import prepare_outbox
from offline_cache.rows import Contact
from offline_cache.writer import CatalogueWriter
from tests import job_shapes, proven_catalogues
from tests.cli.conftest import Kiosk

NOW: Final = proven_catalogues.PUBLISHED + timedelta(minutes=65)
NAMES: Final = {
    *("settings", "disk", "sqlite", "agent", "time", "catalogue", "platform", "copy", "starts"),
    *("trust", "identity", "outbox"),
}
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return proven_catalogues.make(tmp_path_factory.mktemp("doctor") / "c.db", 1, count=8)


@pytest.fixture
def home(tmp_path: Path, catalogue: Path) -> Path:
    home = tmp_path / "home"
    (home / "keys").mkdir(parents=True)
    shutil.copy(catalogue, home / "catalogue.db")
    (home / "keys" / "trusted.key").write_text("5a" * 32)
    (home / "kiosk.toml").write_text('[central]\nurl = "http://127.0.0.1:1"\n')
    return home


def stands(home: Path, now: datetime = NOW, boot_id: str = "this-boot") -> Standing:
    since_boot = (now - proven_catalogues.PUBLISHED).total_seconds()
    return standing(home, Settings(), lambda: ClockReading(now, boot_id, since_boot))


def findings(home: Path, kiosk: Kiosk, *words: str) -> tuple[int, dict[str, dict[str, str]]]:
    said = kiosk("doctor", "--json", "--home", home, *words)
    answer = json.loads(said.out)
    assert answer["ok"] == (said.code == 0)
    found = {finding["name"]: finding for finding in answer["findings"]}
    assert set(found) >= NAMES
    for finding in found.values():
        assert finding["sentence"].endswith(".")
        assert bool(finding["remedy"]) == (finding["level"] != "ok")
    return said.code, found


def levels(found: dict[str, dict[str, str]], level: str) -> set[str]:
    return {name for name, finding in found.items() if finding["level"] == level}


def test_a_new_home_has_faults_and_says_what_to_do(kiosk: Kiosk, tmp_path: Path) -> None:
    code, found = findings(tmp_path, kiosk)
    assert code == 1
    assert levels(found, "fault") == {"agent", "catalogue", "trust"}
    assert "kiosk sync --once" in found["catalogue"]["remedy"]


def test_a_terminal_at_work_has_none(kiosk: Kiosk, home: Path) -> None:
    with sole_agent(home), closing(CatalogueWriter(home / "catalogue.db", job_shapes.SITE)):
        code, found = findings(home, kiosk, "--deep")
        assert code == 0
        assert levels(found, "fault") == set()
        assert found["catalogue"]["level"] == "ok"
        assert "every word is what was signed" in found["catalogue"]["sentence"]


def test_the_doctor_changes_nothing(kiosk: Kiosk, home: Path) -> None:
    def everything() -> dict[str, bytes]:
        files = [path for path in home.rglob("*") if path.is_file()]
        return {p.name: p.read_bytes() for p in files if not p.name.endswith(("-shm", "-wal"))}

    before = everything()
    kiosk("doctor", "--deep", "--home", home)
    kiosk("status", "--home", home)
    assert everything() == before


def test_each_finding_is_a_line_and_a_remedy(kiosk: Kiosk, home: Path) -> None:
    said = kiosk("doctor", "--home", home)
    assert said.code == 1
    assert "fault    agent      No agent is at work" in said.out
    assert "→ start it" in said.out


def test_a_flipped_bit_is_a_fault(kiosk: Kiosk, home: Path) -> None:
    proven_catalogues.flip_within(home / "catalogue.db", "示例通知".encode())
    _, found = findings(home, kiosk)
    assert found["catalogue"]["level"] == "fault"
    assert "damaged (line: notices notice-" in found["catalogue"]["sentence"]
    assert "kiosk doctor --care" in found["catalogue"]["remedy"]


def test_wrong_settings_are_a_fault_and_the_rest_is_still_told(kiosk: Kiosk, home: Path) -> None:
    (home / "kiosk.toml").write_text("[station]\nlat = 'north'\n")
    _, found = findings(home, kiosk)
    assert found["settings"]["level"] == "fault"
    assert "station.lat" in found["settings"]["sentence"]
    assert found["catalogue"]["level"] == "ok"


@pytest.mark.parametrize(
    ("free", "level"),
    [(10_000_000, Level.FAULT), (50_500_000, Level.WARNING), (60_000_000, Level.OK)],
)
def test_room_on_the_disk(
    home: Path, free: int, level: Level, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(0, 0, free))
    monkeypatch.setattr(doctor_machine, "size_of", lambda _: 400_000)
    assert doctor_machine.disk_finding(home).level is level


def test_a_home_that_cannot_be_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    found = doctor_machine.disk_finding(home)
    assert found.level is Level.FAULT
    assert "Read-only file system" in found.sentence


def test_an_old_library_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor_machine.library_finding().level is Level.OK
    monkeypatch.setattr(doctor_machine, "LIBRARY", (3, 51, 2))
    assert doctor_machine.library_finding().level is Level.WARNING


def test_asking_whether_an_agent_is_at_work_disturbs_none(tmp_path: Path) -> None:
    assert not agent_at_work(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with sole_agent(tmp_path):
        assert agent_at_work(tmp_path)
        assert agent_at_work(tmp_path)
    assert not agent_at_work(tmp_path)
    with sole_agent(tmp_path):
        pass


@pytest.mark.parametrize(
    ("now", "boot_id", "level", "words"),
    [
        (NOW, "this-boot", Level.OK, "agrees"),
        (NOW - timedelta(days=400), "other", Level.WARNING, "cannot be believed"),
        (NOW + timedelta(days=2), "other", Level.OK, "agrees"),
    ],
)
def test_the_clock(home: Path, now: datetime, boot_id: str, level: Level, words: str) -> None:
    found = doctor_machine.time_finding(stands(home, now, boot_id))
    assert found.level is level
    assert words in found.sentence


def test_a_clock_that_is_off_is_told_by_how_much(home: Path) -> None:
    behind = standing(
        home, Settings(), lambda: ClockReading(NOW - timedelta(hours=3), "this-boot", 3900)
    )
    found = doctor_machine.time_finding(behind)
    assert found.level is Level.WARNING
    assert "3 h behind" in found.sentence


def heard(home: Path, verdict: str, *, confirmed: datetime | None = None) -> None:
    with closing(CatalogueWriter(home / "catalogue.db", job_shapes.SITE)) as writer:
        writer.note_contact(Contact(tried_at=NOW, verdict=verdict, heard_at=confirmed))


@pytest.mark.parametrize(
    ("verdict", "later", "level", "words"),
    [
        ("current", timedelta(0), Level.OK, "confirmed what this terminal has"),
        ("current", timedelta(hours=1), Level.WARNING, "confirmed"),
        ("captive_portal", timedelta(0), Level.WARNING, "sign-in page"),
        ("dns", timedelta(days=15), Level.FAULT, "was not heard for 15 days"),
        ("a_word_of_tomorrow", timedelta(0), Level.WARNING, "a_word_of_tomorrow"),
    ],
)
def test_the_platform(home: Path, verdict: str, later: timedelta, level: Level, words: str) -> None:
    heard(home, verdict, confirmed=NOW)
    found = doctor_catalogue.verdict_finding(stands(home, NOW + later))
    assert found.level is level
    assert words in found.sentence


def test_a_platform_that_was_never_asked(tmp_path: Path) -> None:
    assert doctor_catalogue.verdict_finding(stands(tmp_path)).level is Level.WARNING


def test_the_last_good_copy(home: Path) -> None:
    assert doctor_catalogue.copy_finding(stands(home)).level is Level.WARNING
    (home / GOOD_COPY_FILE).touch()
    now = datetime.now(UTC)
    assert doctor_catalogue.copy_finding(stands(home, now)).level is Level.OK
    old = doctor_catalogue.copy_finding(stands(home, now + timedelta(days=5)))
    assert old.level is Level.WARNING
    note_night(home, Night(at=NOW, sound=True, copied=Copied.NO_ROOM))
    assert "no room" in doctor_catalogue.copy_finding(stands(home, now)).sentence


def test_how_the_agent_came_up(home: Path) -> None:
    found = doctor_catalogue.start_finding(stands(home))
    assert (found.level, "none yet" in found.sentence) == (Level.OK, True)
    for cause in (Cause.POWER, Cause.POWER, Cause.CLEAN):
        count_start(home, cause)
    restored = Climb(at=NOW, cause=Cause.POWER, outcome=Ladder.RESTORED, detail="It was damaged.")
    note_climb(home, restored)
    found = doctor_catalogue.start_finding(stands(home))
    assert found.level is Level.WARNING
    assert "It was damaged. (2026-03-02 09:05 UTC, power)" in found.sentence
    assert "clean 1, power 2" in found.sentence
    assert doctor_catalogue.start_finding(stands(home, NOW + timedelta(days=8))).level is Level.OK
    safe = replace_record(stands(home), safe_mode=True)
    assert "three starts" in doctor_catalogue.start_finding(safe).remedy
    sound = replace_record(stands(home), outcome=Ladder.SOUND)
    assert doctor_catalogue.start_finding(sound).level is Level.OK


def replace_record(terminal: Standing, **changes: object) -> Standing:
    climb = terminal.record.climb
    assert climb is not None
    said = {field: getattr(climb, field) for field in climb.__struct_fields__} | changes
    return replace(terminal, record=CareRecord(climb=Climb(**said)))


def test_keys(home: Path) -> None:
    assert doctor_platform.trust_finding(home, Settings()).level is Level.OK
    (home / "keys" / "trusted.key").write_text("not a key")
    assert doctor_platform.trust_finding(home, Settings()).level is Level.FAULT
    assert doctor_platform.identity_finding(home).level is Level.WARNING
    (home / "keys" / "terminal.json").write_text("{")
    assert doctor_platform.identity_finding(home).level is Level.FAULT


def laid_in(home: Path, age: timedelta) -> None:
    prepare_outbox(home / "outbox.db")
    with closing(Outbox(home / "outbox.db")) as outbox:
        outbox.add(SubmissionKind.JOB_REPORT, "7K2M-9QXT", b"sealed", NOW - age)


@pytest.mark.parametrize(
    ("age", "level", "words"),
    [
        (
            timedelta(minutes=3),
            Level.OK,
            "Submissions that wait to be sent: 1, the oldest for 3 min.",
        ),
        (
            timedelta(days=3),
            Level.WARNING,
            "Submissions that wait to be sent: 1, the oldest for 3 days.",
        ),
    ],
)
def test_the_outbox(home: Path, age: timedelta, level: Level, words: str) -> None:
    assert (
        doctor_platform.outbox_finding(stands(home)).sentence
        == "Submissions that wait to be sent: 0."
    )
    laid_in(home, age)
    found = doctor_platform.outbox_finding(stands(home))
    assert (found.level, found.sentence) == (level, words)


def test_what_was_set_aside_needs_a_person(home: Path) -> None:
    laid_in(home, timedelta(minutes=3))
    with closing(OutboxQueue(home / "outbox.db")) as queue:
        queue.mark(queue.to_send()[0], OutboxState.PARKED, "conflict")
    found = doctor_platform.outbox_finding(stands(home))
    assert found.level is Level.WARNING
    assert found.sentence == "Submissions that wait to be sent: 0; set aside: 1."


def test_an_outbox_that_cannot_be_read_is_left_alone(home: Path) -> None:
    (home / "outbox.db").write_bytes(b"damaged" * 1000)
    found = doctor_platform.outbox_finding(stands(home))
    assert found.level is Level.FAULT
    assert "kiosk outbox export" in found.remedy
    assert (home / "outbox.db").read_bytes() == b"damaged" * 1000


def test_care_is_done_here_where_no_agent_is_at_work(kiosk: Kiosk, home: Path) -> None:
    assert kiosk("doctor", "--care", "--home", home).code == 0
    assert examine(home / GOOD_COPY_FILE).version == 1
    proven_catalogues.flip_within(home / "catalogue.db", "示例通知".encode())
    assert kiosk("doctor", "--care", "--home", home).code == 0
    assert examine(home / "catalogue.db").version == 1


def test_care_is_left_to_the_agent_that_is_at_work(kiosk: Kiosk, home: Path) -> None:
    with sole_agent(home):
        said = kiosk("doctor", "--care", "--home", home)
    assert (said.code, said.err) == (0, "")
    assert (home / WANTED_FILE).exists()
    assert not (home / GOOD_COPY_FILE).exists()


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[None]:
    """``--care`` sends the log to whoever typed; later tests want it as it was."""
    import logging

    before = logging.getLogger().handlers[:], logging.getLogger().level
    yield
    logging.getLogger().handlers[:], level = before
    logging.getLogger().setLevel(level)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-5), "5 s"),
        (timedelta(minutes=3), "3 min"),
        (timedelta(hours=30), "30 h"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_spans_of_time(span: timedelta, words: str) -> None:
    assert long(span) == words

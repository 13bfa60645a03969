"""When the night's care is due, and what it leaves behind."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from kiosk.agent.care import COPY_AGAIN, LOOK_AGAIN_SECONDS, OVERDUE, NightlyCare
from kiosk.agent.care_record import WANTED_FILE, Night, note_night, read_record
from kiosk.agent.ladder import Ladder
from kiosk.records import CHINA_TIME
from offline_cache.care import examine
from offline_cache.care_copy import GOOD_COPY_FILE, Copied
from offline_cache.writer import CatalogueWriter
from tests import job_shapes, proven_catalogues

EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=CHINA_TIME)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return proven_catalogues.make(tmp_path_factory.mktemp("night") / "c.db", 1, count=8)


class Terminal:
    """A home with its care, a clock to turn, and the writer that care must have closed."""

    def __init__(self, home: Path) -> None:
        home.mkdir(exist_ok=True)
        self.home = home
        self.now = EVENING
        self.released = 0
        self.room = 1 << 40
        self.care = NightlyCare(
            home,
            release=self._release,
            now=lambda: self.now,
            rng=Random(1),
            free=lambda _: self.room,
        )

    def _release(self) -> None:
        self.released += 1

    def night(self) -> Night:
        """Care at once, and what it noted."""
        self.care.distrust()
        assert self.care.run() == LOOK_AGAIN_SECONDS
        night = read_record(self.home).night
        assert night is not None
        return night

    def hours_due(self) -> list[float]:
        """Hours of the coming day at which care is due."""
        return [
            quarter / 4
            for quarter in range(96)
            if self.care.due(EVENING + timedelta(hours=quarter / 4))
        ]


@pytest.fixture
def terminal(tmp_path: Path, catalogue: Path) -> Terminal:
    terminal = Terminal(tmp_path / "home")
    shutil.copy(catalogue, terminal.home / "catalogue.db")
    return terminal


def test_a_first_catalogue_is_copied_at_once(terminal: Terminal) -> None:
    assert terminal.care.due(EVENING)
    terminal.care.run()
    assert read_record(terminal.home).night == Night(
        at=EVENING, sound=True, copied=Copied.MADE, version=1
    )
    assert terminal.released == 1
    assert examine(terminal.home / GOOD_COPY_FILE).version == 1


def test_without_a_catalogue_there_is_nothing_to_copy(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "new")
    assert not terminal.care.due(EVENING)
    CatalogueWriter(terminal.home / "catalogue.db", job_shapes.SITE).close()
    assert not terminal.care.due(EVENING)
    terminal.care.run()
    assert (terminal.released, read_record(terminal.home).night) == (0, None)


def test_care_comes_once_a_night_in_the_night(terminal: Terminal) -> None:
    terminal.now = EVENING - timedelta(hours=12)
    terminal.night()
    hours = terminal.hours_due()
    # 20:00 plus these hours: from some minute after three until five.
    assert hours
    assert all(7 <= hour < 9 for hour in hours)
    terminal.now = EVENING + timedelta(hours=hours[0])
    terminal.care.run()
    assert terminal.hours_due() == []


def test_terminals_do_not_all_wake_in_the_same_minute(tmp_path: Path) -> None:
    first = set()
    for number in range(20):
        care = NightlyCare(tmp_path, release=lambda: None, now=lambda: EVENING, rng=Random(number))
        (tmp_path / GOOD_COPY_FILE).touch()
        note_night(tmp_path, Night(at=EVENING - timedelta(hours=10), sound=True))
        at = EVENING + timedelta(hours=6)
        while not care.due(at):
            at += timedelta(minutes=1)
        first.add(at.minute)
    assert len(first) > 8


def test_a_station_that_is_dark_at_night_is_cared_for_by_day(terminal: Terminal) -> None:
    terminal.night()
    assert not terminal.care.due(EVENING + OVERDUE - timedelta(minutes=1))
    assert terminal.care.due(EVENING + OVERDUE)
    assert terminal.care.due(EVENING - timedelta(days=365))  # the clock was put back


def test_no_room_is_said_and_tried_again_later(terminal: Terminal) -> None:
    terminal.room = 1000
    night = terminal.night()
    assert (night.sound, night.copied) == (True, Copied.NO_ROOM)
    assert not terminal.care.due(EVENING + timedelta(hours=1))
    assert terminal.care.due(EVENING + COPY_AGAIN)


def test_a_catalogue_that_went_bad_is_brought_back_by_night(terminal: Terminal) -> None:
    terminal.night()
    proven_catalogues.flip_within(terminal.home / "catalogue.db", "示例通知".encode())
    terminal.now += timedelta(hours=8)
    night = terminal.night()
    assert (night.sound, night.copied) == (False, None)
    assert terminal.released == 2
    climb = read_record(terminal.home).climb
    assert climb is not None
    assert climb.outcome is Ladder.RESTORED
    assert examine(terminal.home / "catalogue.db").version == 1


def test_a_newer_version_replaces_the_copy(terminal: Terminal) -> None:
    terminal.night()
    with closing(CatalogueWriter(terminal.home / "catalogue.db", job_shapes.SITE)) as writer:
        proven_catalogues.apply(writer, 2, 8)
    assert terminal.night().version == 2
    assert examine(terminal.home / GOOD_COPY_FILE).version == 2


def test_distrust_is_good_for_one_look(terminal: Terminal) -> None:
    terminal.night()
    terminal.care.distrust()
    assert terminal.care.due(EVENING.astimezone(UTC))
    terminal.care.run()
    assert not terminal.care.due(EVENING)


def test_a_copy_that_fails_is_no_disaster(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("kiosk.agent.care.copy_proven", fail)
    night = terminal.night()
    assert (night.sound, night.copied, night.version) == (True, None, 1)


def test_a_person_can_ask_for_care(terminal: Terminal) -> None:
    terminal.night()
    (terminal.home / WANTED_FILE).touch()
    assert terminal.care.due(EVENING)
    terminal.care.run()
    assert terminal.released == 2
    assert not terminal.care.due(EVENING)

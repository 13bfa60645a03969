from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.timekeeping import (
    LONGEST_SILENCE,
    Anchor,
    ClockReading,
    boot_id,
    read_clock,
    trusted_time,
)

HEARD = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PUBLISHED = HEARD - timedelta(hours=2)
YEAR = timedelta(days=365)
walls = st.datetimes(datetime(1970, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


def reading(wall: datetime, boot: str = "this", since_boot: float = 1000.0) -> ClockReading:
    return ClockReading(wall, boot, since_boot)


ANCHOR = Anchor(HEARD, reading(HEARD))


@given(walls, st.floats(0, 4e8))
def test_within_a_boot_the_wall_clock_does_not_matter(wall: datetime, passed: float) -> None:
    trusted = trusted_time(reading(wall, since_boot=1000.0 + passed), ANCHOR, PUBLISHED)
    assert trusted.now == HEARD + timedelta(seconds=passed)
    assert not trusted.doubtful


@given(walls, st.none() | st.just(ANCHOR), st.none() | st.just(PUBLISHED))
def test_time_never_runs_behind_what_was_signed_or_heard(
    wall: datetime, anchor: Anchor | None, floor: datetime | None
) -> None:
    trusted = trusted_time(reading(wall, boot="next"), anchor, floor)
    for known in (floor, anchor and anchor.at):
        assert known is None or trusted.now >= known


@pytest.mark.parametrize("wrong", [-YEAR, YEAR, HEARD - datetime(1970, 1, 1, tzinfo=UTC)])
def test_after_a_restart_an_impossible_clock_is_doubted(wrong: timedelta) -> None:
    trusted = trusted_time(reading(HEARD - wrong, boot="next"), ANCHOR, PUBLISHED)
    assert trusted.doubtful
    assert trusted.now == HEARD


def test_after_a_restart_a_plausible_clock_is_believed() -> None:
    morning = HEARD + timedelta(hours=14)
    assert trusted_time(reading(morning, "next"), ANCHOR, PUBLISHED).now == morning
    last = HEARD + LONGEST_SILENCE
    assert not trusted_time(reading(last, "next"), ANCHOR).doubtful
    assert trusted_time(reading(last + timedelta(seconds=1), "next"), ANCHOR).doubtful


def test_a_clock_that_is_wrong_by_a_known_offset_goes_on_being_useful() -> None:
    slow = Anchor(HEARD, reading(HEARD - YEAR))
    trusted = trusted_time(reading(HEARD - YEAR + timedelta(days=2), "next"), slow)
    assert (trusted.now, trusted.doubtful) == (HEARD + timedelta(days=2), False)
    mended = trusted_time(reading(HEARD + timedelta(days=2), "next"), slow)
    assert (mended.now, mended.doubtful) == (HEARD + timedelta(days=2), False)


def test_without_a_boot_id_no_two_readings_are_of_one_boot() -> None:
    anchor = Anchor(HEARD, reading(HEARD, boot=""))
    assert trusted_time(reading(HEARD + YEAR, boot=""), anchor).doubtful


def test_a_terminal_that_knows_nothing_believes_its_clock() -> None:
    assert trusted_time(reading(HEARD), None).now == HEARD


def test_a_fresher_signature_moves_time_on() -> None:
    stick = HEARD + timedelta(days=3)
    assert trusted_time(reading(HEARD, since_boot=1001.0), ANCHOR, stick).now == stick


def test_the_machines_clocks_are_read() -> None:
    first, second = read_clock(), read_clock()
    assert first.boot_id == second.boot_id == boot_id()
    assert second.since_boot >= first.since_boot > 0
    assert first.wall.tzinfo is not None

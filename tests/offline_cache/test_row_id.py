"""Order and expiry survive the packing into one integer."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from offline_cache import row_id

metres = st.integers(0, row_id.REMOTE)
days = st.dates(date(2000, 1, 1), date(2179, 6, 6))
numbers = st.integers(0, row_id.MOST_JOBS - 1)


@given(metres, days, numbers)
def test_everything_comes_out_again(far: int, day: date, number: int) -> None:
    row = row_id.row_id(far, day, number)
    assert 0 <= row < 2**62
    assert row_id.metres_of(row) == (far if far <= row_id.FARTHEST else None)
    assert row_id.day_of(row) == day
    assert row & row_id.NUMBER_MASK == number


@given(metres, days, numbers, metres, days, numbers)
def test_rows_sort_by_distance_then_day(
    far: int, day: date, number: int, other_far: int, other_day: date, other_number: int
) -> None:
    one = row_id.row_id(far, day, number)
    other = row_id.row_id(other_far, other_day, other_number)
    assert (one < other) == ((far, day, number) < (other_far, other_day, other_number))


@given(st.integers(-10, 2**23), metres, days, numbers)
def test_a_radius_is_a_range(within: int, far: int, day: date, number: int) -> None:
    inside = row_id.row_id(far, day, number) < row_id.rows_end(within)
    assert inside == (far <= within and far <= row_id.FARTHEST)


def test_days_outside_are_clamped() -> None:
    assert row_id.day_number(date(1980, 1, 1)) == 0
    assert row_id.day_number(date(9999, 12, 31)) == 2**16 - 1
    assert row_id.day_number(date(2000, 1, 2)) == 1

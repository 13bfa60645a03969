"""Order and expiry inside a row id.

A terminal does not move, so the distance of a job is a constant. With metres in the high bits the
full-text index yields matches nearest first, a radius is a range of row ids, and with the day in
the middle an expired job is left out without looking it up (docs/decisions/0002).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kiosk.records import Job
from offline_cache.site import Site

FARTHEST: Final = 2**22 - 3
"""Real distances are clamped to this many metres."""
UNKNOWN: Final = 2**22 - 2
REMOTE: Final = 2**22 - 1
MOST_JOBS: Final = 2**24
"""Numbers run from 0 to one less."""
NUMBER_MASK: Final = MOST_JOBS - 1
_EPOCH: Final = date(2000, 1, 1)
_LAST_DAY: Final = 2**16 - 1


def row_id(metres: int, valid_through: date, number: int) -> int:
    """``metres << 40 | valid_day << 24 | number``, never negative, below 2**62."""
    return metres << 40 | day_number(valid_through) << 24 | number


def day_number(day: date) -> int:
    """Days since 2000-01-01 in 16 bits (2000 to 2179); days outside are clamped."""
    return min(max((day - _EPOCH).days, 0), _LAST_DAY)


def day_of(row: int) -> date:
    """Last day on which the job of ``row`` is valid."""
    return _EPOCH + timedelta(days=row >> 24 & _LAST_DAY)


def metres_of(row: int) -> int | None:
    """Straight distance in metres; None where the place is unknown or the work is remote."""
    metres = row >> 40
    return metres if metres <= FARTHEST else None


def rows_end(within_metres: int | None) -> int:
    """First row id beyond a radius; a radius leaves out unknown places and remote work."""
    metres = REMOTE if within_metres is None else min(max(within_metres, -1), FARTHEST)
    return (metres + 1) << 40


def metres_from(site: Site, job: Job) -> int:
    """Metres in the row id of ``job``."""
    if job.remote:
        return REMOTE
    metres = site.metres_to(job.position)
    return UNKNOWN if metres is None else min(metres, FARTHEST)

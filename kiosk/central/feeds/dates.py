"""Dates as feeds write them, with the offset of the country they are about."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from kiosk.records import CHINA_TIME

_DATE = re.compile(
    r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?"
    r"(?:[T\s]*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")


def read_moment(text: str) -> datetime | None:
    """The first date, with its time where given, that ``text`` starts with; +08:00 unless said."""
    found = _DATE.match(text.strip()) or _COMPACT.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, *rest = found.groups()
    hour, minute, second, offset = (rest + [None] * 4)[:4]
    try:
        return datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            tzinfo=_zone(offset),
        )
    except ValueError:
        return None


def last_moment(text: str) -> datetime | None:
    """The last date in ``text``: 2026-01-01至2026-03-31 ends in March."""
    moments = [read_moment(found[0]) for found in _DATE.finditer(text)] or [read_moment(text)]
    return moments[-1]


def _zone(offset: str | None) -> timezone:
    if offset is None:
        return CHINA_TIME
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    size = timedelta(hours=hours, minutes=minutes)
    return timezone(-size if offset[0] == "-" else size)

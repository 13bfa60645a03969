"""How days and hours read: the same on the screen and on paper."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

WEEKDAYS: Final = "一二三四五六日"


def weekday_words(day: date) -> str:
    """5月18日 星期一."""
    return f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def clock_words(moment: datetime) -> str:
    """9:41."""
    return f"{moment.hour}:{moment.minute:02d}"


def date_and_time_words(moment: datetime) -> str:
    """11月20日 9:38."""
    return f"{moment.month}月{moment.day}日 {clock_words(moment)}"


def span_words(starts: datetime, ends: datetime) -> str:
    """19:00–20:30."""
    return f"{clock_words(starts)}–{clock_words(ends)}"

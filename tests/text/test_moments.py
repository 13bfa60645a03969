"""Days and hours in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kiosk.records import CHINA_TIME
from kiosk.text.moments import clock_words, date_and_time_words, span_words, weekday_words

MORNING = datetime(2026, 5, 18, 9, 5, tzinfo=CHINA_TIME)


def test_every_day_of_a_week() -> None:
    first = date(2026, 5, 18)
    days = [weekday_words(first + timedelta(days=number)) for number in range(7)]
    assert days[0] == "5月18日 星期一"
    assert "".join(day[-1] for day in days) == "一二三四五六日"


def test_hours() -> None:
    assert clock_words(MORNING) == "9:05"
    assert date_and_time_words(MORNING) == "5月18日 9:05"
    assert span_words(MORNING, MORNING + timedelta(hours=2)) == "9:05–11:05"

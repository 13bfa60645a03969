"""Distances in words, by metres and by minutes of walking."""

from __future__ import annotations

import pytest

from kiosk.geo.walking import walking_minutes
from kiosk.text.distances import FAR_METRES, distance_words, minutes_words, walk_words
from tests.sample_records import a_job


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "步行约 1 分钟"),
        (300, "步行约 6 分钟"),
        (FAR_METRES, "步行约 98 分钟"),
        (FAR_METRES + 1, "约 5 公里"),
        (20_600, "约 21 公里"),
    ],
)
def test_metres(metres: int, words: str) -> None:
    assert distance_words(metres) == words


@pytest.mark.parametrize("metres", [0, 60, 300, 1200, FAR_METRES, 7_000, 20_600])
def test_minutes_say_the_same(metres: int) -> None:
    assert minutes_words(walking_minutes(metres)) == distance_words(metres)


def test_why_there_is_none() -> None:
    assert walk_words(a_job(remote=True), "步行约 6 分钟") == "在家可做"
    assert walk_words(a_job(), "") == "位置待核实"
    assert walk_words(a_job(), "约 5 公里") == "约 5 公里"

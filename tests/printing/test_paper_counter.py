"""Paper is counted from roll to roll."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kiosk.printing.paper_counter import PaperCounter


def counter(path: Path, slips: int = 100, warn: int = 20) -> PaperCounter:
    return PaperCounter(path, slips, warn)


def test_slips_are_counted_until_the_roll_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "printer.json"
    assert (counter(path).left, counter(path).is_low) == (100, False)
    counter(path).count(79)
    assert not counter(path).is_low
    counter(path).count()
    assert (counter(path).printed, counter(path).left, counter(path).is_low) == (80, 20, True)
    counter(path).count(50)
    assert counter(path).left == 0
    counter(path).roll_changed()
    assert (counter(path).left, counter(path).is_low) == (100, False)


def test_a_roll_of_unknown_length_never_warns(tmp_path: Path) -> None:
    unknown = counter(tmp_path / "printer.json", slips=0)
    unknown.count(10_000)
    assert (unknown.printed, unknown.left, unknown.is_low) == (10_000, None, False)


@pytest.mark.parametrize("found", ["", "{", "[]", '{"slips": "3"}', '{"slips": -3}', "7"])
def test_a_count_that_was_lost_begins_again(tmp_path: Path, found: str) -> None:
    path = tmp_path / "printer.json"
    path.write_text(found)
    assert counter(path).printed == 0
    counter(path).count()
    assert counter(path).printed == 1
    assert [file.name for file in tmp_path.iterdir()] == ["printer.json"]


def test_what_cannot_be_counted_is_said_and_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        counter(tmp_path / "nowhere" / "printer.json").count()
    assert "not counted" in caplog.text

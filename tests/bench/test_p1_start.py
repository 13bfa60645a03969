"""P1 says what it found: ratios of medians, a missing peer, a program that showed nothing."""

import os
import sys
from pathlib import Path

import pytest

from tests.bench.p1_start import _LIMIT, _PEER, _rows_of
from tests.bench.starting import NeverStarted, Start, _marked

TELLING = """
import os, time
for name in ("first_frame", "touch_accepted"):
    with open(os.environ["KIOSK_MARKS"], "a") as marks:
        marks.write(f"{name} {time.monotonic_ns()}\\n")
time.sleep(60)
"""


def starts(*seconds: float) -> list[Start]:
    return [Start(first, first + 0.1) for first in seconds]


def test_ratios_are_of_medians() -> None:
    limit, peer = _rows_of(
        "first_frame",
        {"ours": starts(0.4, 9.0, 0.3), _LIMIT: starts(0.2, 0.2, 0.2), _PEER: starts(1, 1, 1)},
        load=0.5,
    )
    assert limit.ratio == pytest.approx(2)
    assert limit.met is False
    assert peer.ratio == pytest.approx(0.4)
    assert peer.met is True
    assert "load 0.5" in peer.note


def test_a_missing_peer_is_said() -> None:
    limit, peer = _rows_of("touch_accepted", {"ours": starts(0.2), _LIMIT: starts(0.2)}, load=0.5)
    assert limit.met is True
    assert peer.met is None
    assert "missing" in peer.note


def test_marks_are_read_and_the_program_ended(tmp_path: Path) -> None:
    start = _marked([sys.executable, "-c", TELLING], os.environ, tmp_path / "marks")
    assert 0 < start.first_frame <= start.touch_accepted < 30


def test_a_program_that_ends_early_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NeverStarted, match="ended with code 3"):
        _marked([sys.executable, "-c", "raise SystemExit(3)"], os.environ, tmp_path / "marks")

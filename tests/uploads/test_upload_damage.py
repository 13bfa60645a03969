"""Files that were cut off on their way, or had bits turned: never a crash, never a riddle."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.central.uploads.kinds import FileKind
from kiosk.central.uploads.refusals import Refusal
from kiosk.central.uploads.verdicts import Inspected
from tests.uploads import corpus

THROUGH_THE_DOOR = 5
WITHIN_ONE_PROCESS = 500
TOP = Path(__file__).resolve().parents[2]
EXPECTED = {*Refusal} - {Refusal.UNAVAILABLE, Refusal.TOOK_TOO_LONG}


@pytest.mark.parametrize("kind", FileKind)
def test_damaged_files_are_kept_or_refused_at_the_door(kind: FileKind) -> None:
    good = corpus.good()[kind]
    damaged = [corpus.flipped(good, seed) for seed in range(THROUGH_THE_DOOR)]
    damaged += [corpus.cut_off(good, seed) for seed in range(THROUGH_THE_DOOR)]
    for judged in corpus.judged_together(damaged):
        if not isinstance(judged.verdict, Inspected):
            assert judged.verdict.reason in EXPECTED


@pytest.mark.parametrize("kind", FileKind)
def test_hundreds_of_damaged_files_meet_no_unforeseen_exception(kind: FileKind) -> None:
    command = [sys.executable, "-m", "tests.uploads.damaging", kind, str(WITHIN_ONE_PROCESS)]
    ended = subprocess.run(
        command, check=False, cwd=TOP, capture_output=True, text=True, timeout=100
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    counts = json.loads(ended.stdout)
    assert sum(counts.values()) == 2 * WITHIN_ONE_PROCESS
    assert counts["damaged"] > 0, "some of the damage is found"

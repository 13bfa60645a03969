"""The short form of ``make soak``: forty histories of a terminal, in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.central_process import REPOSITORY

SCHEDULES = 40
KILLS = 10
SECONDS = 240


def soak(*arguments: str) -> str:
    """Output of ``python -m tests.soak``, which must end well."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", *arguments],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_forty_schedules_break_no_promise() -> None:
    said = soak("--schedules", str(SCHEDULES), "--kills", "0")
    assert f"0 violations in {SCHEDULES} schedules" in said
    struck = {line.split()[0] for line in said.splitlines() if line.startswith(("kill_", "cut_"))}
    assert struck >= {"kill_statement", "kill_file", "kill_byte", "cut_up", "cut_down"}


def test_an_agent_killed_at_any_moment_leaves_a_published_version() -> None:
    said = soak("--schedules", "0", "--kills", str(KILLS))
    assert f"{KILLS} agents killed" in said


def test_every_bug_can_still_be_planted() -> None:
    said = soak("--can-plant")
    assert "can be planted" in said


@pytest.mark.parametrize("bug", ["state_before_rows", "another_id_for_every_try"])
def test_a_planted_bug_is_found_at_once(bug: str) -> None:
    assert f"{bug}: schedule " in soak("--planted", bug, "--schedules", "5")

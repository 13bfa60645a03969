"""R1 at the terminal's end: kill -9 at every statement and every request, over a real platform."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kiosk.central.keys import signing_key
from tests.central_process import REPOSITORY, serving
from tests.enrolled import enrolled


def test_killed_at_every_step_each_report_arrives_once(tmp_path: Path) -> None:
    office, home = tmp_path / "office", tmp_path / "terminal"
    office.mkdir()
    signing_key(office)
    with serving(office) as central:
        enrolled(office, central.url, home)
        words = [str(home), str(office), central.url]
        done = subprocess.run(
            [sys.executable, "-m", "tests.agent.killed_push", *words],
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout) > 30, "steps"

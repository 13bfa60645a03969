"""P6: frames while 100,000 jobs are scrolled, at rest and while the agent syncs 100,000 others.

The screen's own window and job list on a virtual display, moved sixty times a second, against the
bare list of P1 moved in the same way. p99 of the time between two frames; bare and ours in turn,
medians of the rounds count. The sync is the agent's own process in the same home: a whole snapshot
in which every job changed, from the agent's start until it says that the version is applied.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from tests.bench.one_sync import sync
from tests.bench.published import hashed, publish_jobs, terminal_home
from tests.bench.table import BenchRow
from tests.central_process import serving
from tests.job_shapes import jobs
from tests.xvfb import on_display, xvfb

JOBS = 100_000
ROUNDS = 3
SECONDS = 6.0
WARM_SECONDS = 3.0
PATIENCE = 300.0
_LIMIT = "bare QML list"


@dataclass
class Pacing:
    """p99 of the frame times of each round, in seconds."""

    bare: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    syncing: list[float] = field(default_factory=list)
    sync_seconds: list[float] = field(default_factory=list)


def rows() -> list[BenchRow]:
    """p99 at rest and during a sync; what is missing is said in the note."""
    if shutil.which("Xvfb") is None:
        return _unmeasured("Xvfb is missing: packaging/setup-system.sh test installs it")
    load = os.getloadavg()[0]
    pacing = Pacing()
    with tempfile.TemporaryDirectory(prefix="p6-") as name, xvfb() as display:
        _measure(Path(name), {**on_display(display), "QT_QUICK_BACKEND": "software"}, pacing)
    note = f"medians of {ROUNDS} runs in turn, {os.cpu_count()} cores, load {load:.1f} before"
    sync_note = f"a sync took {median(pacing.sync_seconds):.0f} s meanwhile"
    return [
        _row("at rest", pacing.ours, pacing.bare, 1.2, note),
        _row("during a full sync", pacing.syncing, pacing.bare, 1.5, sync_note),
    ]


def _measure(folder: Path, environment: Mapping[str, str], pacing: Pacing) -> None:
    central = folder / "central"
    sys.stderr.write(f"  publishing {JOBS:,} jobs twice\n")
    publish_jobs(central, 1, hashed(jobs(JOBS, today=date.today())))
    with serving(central) as platform:
        homes = [terminal_home(folder / f"home-{n}", central, platform.url) for n in range(ROUNDS)]
        for home in homes:
            sync(home)
            with (home / "kiosk.toml").open("a") as settings:
                settings.write("[session]\nidle_seconds = 300\n")
        publish_jobs(central, 2, hashed(jobs(JOBS, seed=2, today=date.today())))
        for home in homes:
            pacing.bare.append(_scrolled("bare", environment, _at_rest)[0])
            pacing.ours.append(_scrolled(str(home), environment, _at_rest)[0])
            syncing, seconds = _scrolled(str(home), environment, lambda h=home: _synced(h))
            pacing.syncing.append(syncing)
            pacing.sync_seconds.append(seconds)


def _scrolled(
    what: str, environment: Mapping[str, str], meanwhile: Callable[[], None]
) -> tuple[float, float]:
    """p99 of the frame times while ``meanwhile`` runs, and how long it ran."""
    command = [sys.executable, "-m", "tests.bench.scrolled", what]
    with subprocess.Popen(command, env=dict(environment), stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()  # the first frame
            time.sleep(WARM_SECONDS)
            began = time.monotonic()
            meanwhile()
            ended = time.monotonic()
            process.send_signal(signal.SIGTERM)
            moments = json.loads(process.communicate(timeout=PATIENCE)[0])
        finally:
            process.kill()
    return p99([at for at in moments if began <= at <= ended]), ended - began


def p99(moments: Sequence[float]) -> float:
    """Seconds that 99 of 100 frames came within, after the one before."""
    return quantiles([after - before for before, after in pairwise(moments)], n=100)[98]


def _at_rest() -> None:
    time.sleep(SECONDS)


def _synced(home: Path) -> None:
    with _agent(home) as log:
        for line in log:
            if "version 2 applied" in line:
                return
    raise AssertionError("the agent ended without having applied the version")


@contextmanager
def _agent(home: Path) -> Iterator[Iterator[str]]:
    command = [sys.executable, "-m", "kiosk", "agent", "--home", str(home)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            yield iter(process.stderr)
        finally:
            process.kill()


def _row(
    when: str, ours: Sequence[float], bare: Sequence[float], reach: float, note: str
) -> BenchRow:
    ratio = median(ours) / median(bare)
    return BenchRow(
        "P6", f"scrolling 100 k jobs, p99 frame {when}", _shown(ours), _LIMIT, _shown(bare),
        ratio, f"≤ {reach:g}×", ratio <= reach, note,
    )  # fmt: skip


def _shown(seconds: Sequence[float]) -> str:
    return f"{median(seconds) * 1000:.1f} ms ({min(seconds) * 1000:.1f}–{max(seconds) * 1000:.1f})"


def _unmeasured(why: str) -> list[BenchRow]:
    return [
        BenchRow("P6", f"scrolling 100 k jobs, {when}", "-", _LIMIT, "-", None, said, None, why)
        for when, said in (("at rest", "≤ 1.2×"), ("during a full sync", "≤ 1.5×"))
    ]

"""P1: process start → first frame with cards from the database, and a touch accepted.

100,000 jobs in the cache. The limit is a bare QML list of the same Qt, the peer Chromium with the
attract screen as a static page without any database. All three draw in software into one Xvfb, are
started once for nothing (warm files, a made profile) and then in turn; medians count.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from offline_cache.writer import CatalogueWriter
from tests.bench.starting import NeverStarted, Start, bare_start, chromium_start, screen_start
from tests.bench.table import BenchRow
from tests.job_shapes import SITE, catalogue_row, jobs, state_of
from tests.xvfb import on_display, xvfb

JOBS = 100_000
ROUNDS = 7
CATALOGUE_FILE = "catalogue.db"
_LIMIT = "bare QML list"
_PEER = "Chromium, static page"
_WORKS = {
    "first_frame": "start → first frame with cards",
    "touch_accepted": "start → touch accepted",
}


def rows() -> list[BenchRow]:
    """Both moments against the limit and the peer; what is missing is said in the note."""
    if shutil.which("Xvfb") is None:
        return _unmeasured("Xvfb is missing: packaging/setup-system.sh test installs it")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="p1-") as folder:
        home = Path(folder)
        _fill(home / CATALOGUE_FILE)
        with xvfb() as display:
            try:
                starts = _measure(home, on_display(display))
            except NeverStarted as why:
                return _unmeasured(str(why))
    return [row for moment in _WORKS for row in _rows_of(moment, starts, load)]


def _fill(path: Path) -> None:
    writer = CatalogueWriter(path, SITE)
    with writer.publishing() as publishing:
        publishing.replace("jobs", map(catalogue_row, jobs(JOBS, today=date.today())))
        publishing.finish(state_of())
    writer.close()


def _measure(home: Path, environment: dict[str, str]) -> dict[str, list[Start]]:
    """Starts of each contestant, in turn."""
    contestants = _contestants(home, environment)
    for start in contestants.values():
        start()
    starts: dict[str, list[Start]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, start in contestants.items():
            starts[name].append(start())
    return starts


def _contestants(home: Path, environment: dict[str, str]) -> dict[str, Callable[[], Start]]:
    marks = home / "marks"
    found: dict[str, Callable[[], Start]] = {
        "ours": lambda: screen_start(home, environment, marks),
        _LIMIT: lambda: bare_start(environment, marks),
    }
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program:
        profile = home / "profile"
        found[_PEER] = lambda: chromium_start(program, environment, profile)
    return found


def _rows_of(moment: str, starts: dict[str, list[Start]], load: float) -> list[BenchRow]:
    work = f"100 k {_WORKS[moment]}"
    seconds = {name: [getattr(start, moment) for start in runs] for name, runs in starts.items()}
    ours = seconds["ours"]
    found = []
    for name, reach in ((_LIMIT, 1.5), (_PEER, 1.0)):
        said = f"≤ {reach:g}×" if name == _LIMIT else "faster"
        if name not in seconds:
            note = "Chromium is missing: packaging/setup-system.sh test installs it"
            found.append(BenchRow("P1", work, _shown(ours), name, "-", None, said, None, note))
            continue
        ratio = median(ours) / median(seconds[name])
        met = ratio <= reach if name == _LIMIT else ratio < reach
        row = BenchRow(
            "P1", work, _shown(ours), name, _shown(seconds[name]), ratio, said, met,
            f"medians of {len(ours)} runs in turn, {os.cpu_count()} cores, load {load:.1f} before",
        )  # fmt: skip
        found.append(row)
    return found


def _shown(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f})"


def _unmeasured(why: str) -> list[BenchRow]:
    return [
        BenchRow("P1", work, "-", _LIMIT, "-", None, "≤ 1.5×", None, why)
        for work in _WORKS.values()
    ]

"""P5: one per cent of 100,000 jobs changed, against fetching and applying everything.

Every round publishes a version in which 800 jobs changed, 100 came and 100 went. The terminal that
has the version before takes the delta, a fresh one takes the snapshot; medians count.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median

from kiosk.central.changes import HashedRow
from tests.bench.one_sync import sync
from tests.bench.published import hashed, point_at, publish_jobs, terminal_home
from tests.bench.table import BenchRow
from tests.central_process import serving
from tests.job_shapes import jobs

JOBS = 100_000
ROUNDS = 3
_WHOLE = "the whole snapshot"


@dataclass
class _Region:
    """Jobs by id, changing from version to version."""

    rows: dict[str, HashedRow]
    random: Random = field(default_factory=lambda: Random(5))
    came: int = 0

    def change(self) -> tuple[list[HashedRow], list[str]]:
        """Change a hundredth: what changed or came, and what went."""
        part = max(1, len(self.rows) // 1000)
        chosen = self.random.sample(sorted(self.rows), 9 * part)
        gone, changing = chosen[:part], iter(chosen[part:])
        seed = self.random.randrange(2, 1 << 30)
        records = [
            replace(job, id=next(changing, "") or self._new_id())
            for job in islice(jobs(9 * part, seed=seed), 9 * part)
        ]
        changed = list(hashed(records))
        for job_id in gone:
            del self.rows[job_id]
        self.rows.update((row.id, row) for row in changed)
        return changed, gone

    def in_order(self) -> list[HashedRow]:
        """All rows in order of id."""
        return [self.rows[job_id] for job_id in sorted(self.rows)]

    def _new_id(self) -> str:
        self.came += 1
        return f"t{self.came:07d}"


def rows() -> list[BenchRow]:
    """Bytes and seconds of a delta against the snapshot's."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="p5-") as name:
        bytes_, seconds = _measured(Path(name))
    note = f"medians of {ROUNDS} runs in turn, {os.cpu_count()} cores, load {load:.1f} before"
    return [
        _row("bytes", bytes_, "{:,.0f} B", 0.02, "blobs, without the manifest of both"),
        _row("time", seconds, "{:.2f} s", 0.05, note),
    ]


def _measured(folder: Path) -> tuple[list[tuple[int, int]], list[tuple[float, float]]]:
    """(delta, snapshot) of each round: bytes and seconds."""
    central = folder / "central"
    sys.stderr.write(f"  publishing {JOBS:,} jobs\n")
    region = _Region({row.id: row for row in hashed(jobs(JOBS))})
    publish_jobs(central, 1, region.in_order())
    sizes: list[tuple[int, int]] = []
    seconds: list[tuple[float, float]] = []
    with serving(central) as platform:
        terminal = terminal_home(folder / "terminal", central, platform.url)
        sync(terminal)
    for version in range(2, 2 + ROUNDS):
        changed, gone = region.change()
        published = publish_jobs(central, version, region.in_order(), changed=changed, gone=gone)
        with serving(central) as platform:
            point_at(terminal, platform.url)
            delta = sync(terminal)
            whole = sync(terminal_home(folder / f"fresh-{version}", central, platform.url))
        assert delta.version == whole.version == version
        sizes.append((published.deltas[0].blob.size, published.snapshot.size))
        seconds.append((delta.seconds, whole.seconds))
    return sizes, seconds


def _row(
    what: str, pairs: list[tuple[int, int]] | list[tuple[float, float]], shape: str,
    reach: float, note: str,
) -> BenchRow:  # fmt: skip
    ours, theirs = median(one for one, _ in pairs), median(other for _, other in pairs)
    ratio = ours / theirs
    return BenchRow(
        "P5", f"1 % of 100 k jobs changed: {what}", shape.format(ours), _WHOLE,
        shape.format(theirs), ratio, f"≤ {reach:.0%}", ratio <= reach, note,
    )  # fmt: skip

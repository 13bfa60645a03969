"""P4: a terminal's first sync of 100,000 jobs, from the first byte until all is committed.

A real platform process over real HTTP, the agent's pull in a process of its own: fetched, hashed,
unpacked, decoded, measured, indexed, the digest proven, committed. The limit is ``executemany`` of
the same rows and words into the same tables, the peer PouchDB's replication of the same records,
also over HTTP, with its usual batch of 100. In turn; medians count.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median

from offline_cache import CATALOGUE_FILE
from tests.bench.bare_insert import insert
from tests.bench.one_sync import Synced, sync
from tests.bench.pouchdb_peer import NoPeer, PouchPeer, pouchdb_peer
from tests.bench.published import hashed, publish_jobs, terminal_home
from tests.bench.table import BenchRow
from tests.central_process import serving
from tests.job_shapes import jobs

JOBS = 100_000
JOBS_OF_PEER = 10_000
ROUNDS = 3
LARGER_BATCH = 1000
MOST_MEMORY = 300_000_000
_LIMIT = "executemany, same rows and words"
_PEER = "PouchDB over HTTP"


def rows(*, full: bool = False) -> list[BenchRow]:
    """Speed against limit and peer, and peak memory; at a million jobs only when ``full``."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="p4-") as name:
        folder = Path(name)
        sys.stderr.write(f"  publishing {JOBS:,} jobs\n")
        publish_jobs(folder / "central", 1, hashed(jobs(JOBS)))
        measured = _measured(folder, load)
    million = _million() if full else _not_run()
    return [*measured, million]


def _measured(folder: Path, load: float) -> list[BenchRow]:
    ours: list[Synced] = []
    limit: list[float] = []
    peer: list[float] = []
    missing = ""
    with ExitStack() as stack:
        url = stack.enter_context(serving(folder / "central")).url
        replicating: PouchPeer | None = None
        try:
            replicating = stack.enter_context(pouchdb_peer(_documents(folder), folder))
        except NoPeer as why:
            missing = str(why)
        for number in range(ROUNDS):
            home = terminal_home(folder / f"terminal-{number}", folder / "central", url)
            ours.append(sync(home))
            limit.append(insert(home / CATALOGUE_FILE, folder / f"bare-{number}.db"))
            if replicating:
                peer.append(replicating.replicate())
        larger = replicating.replicate(LARGER_BATCH) if replicating else 0.0
    rates = [JOBS / one.seconds for one in ours]
    note = f"medians of {ROUNDS} runs in turn, {os.cpu_count()} cores, load {load:.1f} before"
    return [
        _row(rates, _LIMIT, [JOBS / seconds for seconds in limit], 0.6, note),
        _row(rates, _PEER, peer, 8.0, missing or f"{larger:,.0f}/s in batches of {LARGER_BATCH}"),
        _memory_row("100 k", max(one.peak for one in ours), "limit of the agent"),
    ]


def _row(
    ours: Sequence[float], name: str, theirs: Sequence[float], reach: float, note: str
) -> BenchRow:
    work, said = "100 k jobs: first byte → committed", f"≥ {reach:g}×"
    if not theirs:
        return BenchRow("P4", work, _shown(ours), name, "-", None, said, None, note)
    ratio = median(ours) / median(theirs)
    return BenchRow(
        "P4", work, _shown(ours), name, _shown(theirs), ratio, said, ratio >= reach, note
    )


def _memory_row(size: str, peak: int, note: str) -> BenchRow:
    return BenchRow(
        "P4", f"{size} jobs: peak memory of the agent", f"{peak / 1e6:.0f} MB", "-", "-", None,
        f"< {MOST_MEMORY / 1e6:.0f} MB", peak < MOST_MEMORY, note,
    )  # fmt: skip


def _million() -> BenchRow:
    with tempfile.TemporaryDirectory(prefix="p4-") as name:
        folder = Path(name)
        sys.stderr.write("  publishing 1,000,000 jobs\n")
        publish_jobs(folder / "central", 1, hashed(jobs(1_000_000)))
        with serving(folder / "central") as platform:
            once = sync(terminal_home(folder / "terminal", folder / "central", platform.url))
    return _memory_row("1 M", once.peak, f"{1_000_000 / once.seconds:,.0f} jobs/s")


def _not_run() -> BenchRow:
    return BenchRow("P4", "1 M jobs", "-", "-", "-", None, "-", None, "not run: give --full")


def _documents(folder: Path) -> Path:
    path = folder / "documents.ndjson"
    with path.open("w", encoding="utf-8") as file:
        for row in islice(hashed(jobs(JOBS_OF_PEER)), JOBS_OF_PEER):
            record = json.loads(row.line)["record"]
            document = {"_id": record.pop("id"), **record}
            file.write(json.dumps(document, ensure_ascii=False) + "\n")
    return path


def _shown(rates: Sequence[float]) -> str:
    return f"{median(rates):,.0f}/s ({min(rates):,.0f}–{max(rates):,.0f})"

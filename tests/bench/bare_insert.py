"""The limit of P4: the same rows and the same words into the same tables by ``executemany``.

Run as ``python -m tests.bench.bare_insert CATALOGUE INTO``; prints the seconds. Everything is in
memory and in the index's own order before the clock starts; nothing is fetched, unpacked, decoded,
hashed or measured, so no sync can undercut it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from kiosk.text.tokens import index_words
from offline_cache._sqlite import connect
from offline_cache.job_index import FILLING
from offline_cache.lines import read_job
from offline_cache.writer import CatalogueWriter
from tests.job_shapes import SITE

_ROW = "INSERT INTO jobs (number, row, id, hash, line) VALUES (?, ?, ?, ?, ?)"


def insert(catalogue: Path, into: Path) -> float:
    """Seconds that another process needs to fill ``into`` with the jobs of ``catalogue``."""
    command = [sys.executable, "-m", "tests.bench.bare_insert", str(catalogue), str(into)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def main(catalogue: Path, into: Path) -> None:
    """Fill ``into`` and print the seconds."""
    source = connect(catalogue, read_only=True, busy_seconds=1)
    rows = source.execute("SELECT number, row, id, hash, line FROM jobs ORDER BY number").fetchall()
    pairs = source.execute("SELECT first, second FROM syllable_pairs").fetchall()
    source.close()
    words = []
    for _, row, _, _, line in rows:
        stored = read_job(line)
        words.append((row, index_words(stored.record, stored.pinyin)))
    words.sort()
    writer = CatalogueWriter(into, SITE)
    target = writer._connection
    began = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    target.executemany("INSERT INTO job_index (job_index, rank) VALUES (?, ?)", FILLING.items())
    target.executemany(
        "INSERT INTO jobs (number, row, id, hash, line) VALUES (?, ?, ?, ?, ?)", rows
    )
    target.executemany("INSERT INTO job_index (rowid, words) VALUES (?, ?)", words)
    target.executemany("INSERT INTO syllable_pairs VALUES (?, ?)", pairs)
    target.execute("INSERT INTO job_index (job_index) VALUES ('optimize')")
    target.execute("COMMIT")
    sys.stdout.write(f"{time.perf_counter() - began}\n")
    writer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

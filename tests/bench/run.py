"""`make bench`: every row in one table a person can read, and in build/bench.json.

Run as ``python -m tests.bench.run [p1_start p3_search ...]``; without names, all rows.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.bench.table import BenchRow, aligned

MODULES = (
    *("p1_start", "p3_search", "p4_first_sync", "p5_delta", "p6_frames", "p07_slips"),
    *("p11_platform", "p12_phone_road"),
)
SIZEABLE = ("p3_search", "p4_first_sync")
"""Rows that also measure a million jobs, which takes minutes, when asked with ``--full``."""
JSON_FILE = Path("build/bench.json")


def main(arguments: list[str]) -> int:
    """Exit code 0 when every row was measured, 2 for a name that is no row."""
    full = "--full" in arguments
    names = [name for name in arguments if name != "--full"] or list(MODULES)
    unknown = [name for name in names if name not in MODULES]
    if unknown:
        sys.stderr.write(f"There is no bench row {unknown[0]}; choose from {', '.join(MODULES)}.\n")
        return 2
    rows: list[BenchRow] = []
    for name in names:
        sys.stderr.write(f"measuring {name} ...\n")
        module = import_module(f"tests.bench.{name}")
        rows += module.rows(full=True) if full and name in SIZEABLE else module.rows()
    JSON_FILE.parent.mkdir(exist_ok=True)
    JSON_FILE.write_text(
        json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1), encoding="utf-8"
    )
    sys.stdout.write(aligned(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Moments of the start, for whoever measures it: ``NAME MONOTONIC_NS`` lines in $KIOSK_MARKS."""

from __future__ import annotations

import os
import time
from pathlib import Path


def mark(name: str) -> None:
    """Write down that ``name`` happened now, if anybody asked to know."""
    wanted = os.environ.get("KIOSK_MARKS")
    if wanted:
        with Path(wanted).open("a", encoding="ascii") as marks:
            marks.write(f"{name} {time.monotonic_ns()}\n")

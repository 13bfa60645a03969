"""The catalogue that came with the program, for a terminal that has never heard its platform.

A seed is a bundle as ``kiosk bundle export`` writes it, checked like any other: what was signed for
another platform or region is not taken.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assets import asset

SEED_FILE: Final = "seed.bundle"


def seed_file(home: Path) -> Path | None:
    """The bundle that a technician put into ``home``, else the packaged one, else None."""
    for path in (home / SEED_FILE, asset(SEED_FILE)):
        if path.is_file():
            return path
    return None

"""Real input for trying the importers, where it lies beside the project; never part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_file(name: str) -> Path:
    """The file ``name``; the test is skipped, saying why, where it is not there."""
    path = SHARED_DATA / name
    if not path.is_file():
        pytest.skip(f"needs {name}, which is not part of the project")
    return path

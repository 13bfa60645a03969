"""Fonts, icons, brand mark and the sample city: files, found through one function."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def asset(*parts: str) -> Path:
    """Absolute path of a bundled file, e.g. ``asset("fonts", "KioskSans-Regular.ttf")``."""
    return _HERE.joinpath(*parts)

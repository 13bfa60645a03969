"""Where the public half of a platform's key lies, so that a terminal in the same home finds it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PUBLIC_KEY_FILE: Final = Path("keys") / "central-signing.pub"
"""Hex on one line; copied to ``keys/trusted.key`` of a terminal elsewhere."""

"""Division codes on a command line."""

from __future__ import annotations

import argparse
import re


def division(text: str) -> str:
    """``text`` if it has the form of a division code (GB/T 2260, and 9 digits for a street)."""
    if not re.fullmatch(r"[1-9]\d{5}(\d{3})?", text, re.ASCII):
        raise argparse.ArgumentTypeError(
            f"'{text}' is no division code, which has 6 digits (370102) or 9 for a street"
        )
    return text

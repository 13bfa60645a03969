"""From a number as an employer wrote it to one that a phone dials at a touch."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

_NUMBER: Final = re.compile(
    r"(?<![\d*xX●])(?:\+?86[- ]?)?("
    r"1\d{2}[- ]?\d{4}[- ]?\d{4}"
    r"|0\d{2,3}[- ]?\d{3,4}[- ]?\d{4}"
    r"|[48]00[- ]?\d{3,4}[- ]?\d{3,4}"
    r"|\d{7,8}"
    r"|1\d{2,4}|9\d{4,5}"
    r")(?![\d*xX●])"
)


def dialled(written: str | None) -> str | None:
    """Digits of the first whole number in ``written``; None where none can be dialled.

    An extension (转 8012) is left to be typed. A masked number is none.
    """
    without_brackets = re.sub("[()]", " ", normalize("NFKC", written or "")).strip()
    found = _NUMBER.search(re.sub(r"[‐-―]", "-", re.sub(r"\s+", " ", without_brackets)))
    return re.sub(r"\D", "", found[1]) if found else None

"""Whom to call: only a number that can be dialled."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

_NUMBER: Final = re.compile(
    r"(?<!\d)(?:(?:\+?86-?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)"
    r"|(0\d{2,3}[- ]?[2-9]\d{6,7}(?:[-转]\d{1,5})?)(?!\d)"
    r"|([48]00[- ]?\d{3,4}[- ]?\d{3,4})(?!\d)"
    r"|([2-9]\d{6,7})(?!\d)"
    r"|(12[0-9]{3}|96\d{3,4})(?!\d))"
)
_MASKED: Final = re.compile(r"\d[*xX·●]{2,}|[*xX●]{3,}")


def read_phone(text: str) -> str | None:
    """The first whole telephone number in ``text``; None if there is none or it is masked."""
    plain = normalize("NFKC", text)
    if _MASKED.search(plain):
        return None
    found = _NUMBER.search(re.sub(r"[()（）]", "-", plain).replace("—", "-").strip("-"))
    if found is None:
        return None
    if found[1]:
        return found[1] + found[2] + found[3]
    return next(group for group in found.groups()[3:] if group)

"""统一社会信用代码: eighteen characters, the last of which checks the others (GB 32100-2015)."""

from __future__ import annotations

from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_credit_code(text: str) -> bool:
    """Whether ``text`` (upper case) can be the code of an organisation."""
    if len(text) != 18 or any(letter not in _ALPHABET for letter in text):
        return False
    weighed = sum(_ALPHABET.index(letter) * pow(3, at, 31) for at, letter in enumerate(text[:17]))
    return _ALPHABET[-weighed % 31] == text[17]

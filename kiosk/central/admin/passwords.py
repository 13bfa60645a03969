"""Passwords: kept as argon2 keeps them, and the most obvious ones refused."""

from __future__ import annotations

from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 128
"""Characters; what is longer costs time to hash and protects no better."""
_FEWEST_DIFFERENT: Final = 5
_OBVIOUS: Final = (
    *("password", "passw0rd", "qwerty", "asdfgh", "letmein", "welcome", "admin", "administrator"),
    *("jiuyejiao", "jiuye", "mima", "woaini", "iloveyou", "kiosk", "p@ssw0rd", "1qaz2wsx"),
    *("密码", "就业角", "管理员", "审核"),
)
_ROWS: Final = (
    "01234567890",
    "09876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)
_HASHER: Final = PasswordHasher()


class WeakPassword(Exception):
    """Not one to protect residents with; the message is one sentence."""


def hashed(password: str) -> str:
    """What is kept of ``password``."""
    return _HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether it is the one that was kept; where none was, that takes as long to find out."""
    decoy = _decoy()
    try:
        return _HASHER.verify(kept or decoy, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether it was kept with less effort than is usual now."""
    return _HASHER.check_needs_rehash(kept)


def check_strength(password: str, name: str) -> None:
    """Raise ``WeakPassword`` where anybody would try ``password`` of the operator ``name``."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(f"A password has {SHORTEST} to {LONGEST} characters.")
    rest = password.casefold()
    for known in (name.casefold(), *_OBVIOUS, *_runs(rest)):
        rest = rest.replace(known, "")
    if len(set(rest)) < _FEWEST_DIFFERENT:
        raise WeakPassword(
            "This password is one of the first that anybody would try; three or four unrelated "
            "words make a good one."
        )


def _runs(text: str) -> list[str]:
    """Pieces of four characters in the order of a keyboard or the alphabet."""
    pieces = (text[start : start + 4] for start in range(len(text) - 3))
    return [piece for piece in pieces if any(piece in row for row in _ROWS)]


@cache
def _decoy() -> str:
    return _HASHER.hash("nobody has this one")

"""What a rule found, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``words`` of ``field`` broke ``rule`` (a stable name); ``basis`` cites the law."""

    rule: str
    field: str
    words: str
    basis: str

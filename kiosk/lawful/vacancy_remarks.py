"""What is said to a shop about one field of its vacancy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a remark weighs."""

    REFUSE = "refuse"
    """It cannot be sent like this."""
    ASK = "ask"
    """It can be sent, and a person decides with this remark before their eyes."""


@dataclass(frozen=True, slots=True)
class Remark:
    """``sentence`` is for the shop, about ``words`` of ``field``; the rest is for the office."""

    field: str
    rule: str
    sentence: str
    severity: Severity
    words: str
    basis: str

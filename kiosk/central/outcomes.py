"""What can become of one row of a feed; every row becomes exactly one of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kiosk.lawful.findings import Finding
from kiosk.records import Record


@dataclass(frozen=True, slots=True)
class Accepted:
    """Lawful as far as the rules can tell; may be published."""

    row: int
    record: Record


NOT_SEEN: Final = "not_seen"
"""Held because nobody has looked at it yet; no rule found anything."""


@dataclass(frozen=True, slots=True)
class Held:
    """Kept back for a person, with the rules and words that did it, if any did."""

    row: int
    record: Record
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Says the same as an earlier row of this import."""

    row: int
    of_row: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not a posting; ``reason`` is a stable name such as ``empty_row`` or ``no_title``."""

    row: int
    reason: str


Outcome = Accepted | Held | Duplicate | Rejected


@dataclass(slots=True)
class ImportTally:
    """Counts of one import: read = accepted + held + duplicate + rejected."""

    accepted: int = 0
    held: Counter[str] = field(default_factory=Counter)
    duplicate: int = 0
    rejected: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """Rows accounted for."""
        return self.accepted + self.held.total() + self.duplicate + self.rejected.total()

    def count(self, outcome: Outcome) -> None:
        """Add one outcome; a held row counts once, under its first finding's rule."""
        match outcome:
            case Accepted():
                self.accepted += 1
            case Held(findings=findings):
                self.held[findings[0].rule if findings else NOT_SEEN] += 1
            case Duplicate():
                self.duplicate += 1
            case Rejected(reason=reason):
                self.rejected[reason] += 1

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> ImportTally:
        """Tally of ``outcomes``."""
        tally = cls()
        for outcome in outcomes:
            tally.count(outcome)
        return tally

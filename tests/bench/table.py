"""The shape of a bench row and how a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One line of docs' performance table; ``met`` is None where there was nothing to compare.

    ``ours`` and ``peer`` carry their unit in the text, ``ratio`` is ours / peer.
    """

    id: str
    work: str
    ours: str
    peer_name: str
    peer: str
    ratio: float | None
    reach: str
    met: bool | None
    note: str = ""


HEADINGS = ("id", "work", "ours", "compared with", "theirs", "ratio", "reach", "met", "note")


def aligned(rows: Sequence[BenchRow]) -> str:
    """Rows under their headings, columns padded for a terminal (wide characters count twice)."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        )
        for line in lines
    )


def _cells(row: BenchRow) -> tuple[str, ...]:
    ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
    met = "-" if row.met is None else "yes" if row.met else "NO"
    return (row.id, row.work, row.ours, row.peer_name, row.peer, ratio, row.reach, met, row.note)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)

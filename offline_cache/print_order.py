"""What the screen wants on paper and what became of it: rows of ``prints`` in outbox.db.

A row says which records, never any word of a person. What is personal lies in memory-backed files
(``PrintOrder.memory`` names one) and is gone with the session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

ORDER_COLUMNS: Final = (
    "number, id, session, staff, sheets, created_at, boot_id, since_boot, state, verdict, done"
)
MOST_RECORDS: Final = 500
"""More than one order ever has; a morning's slips are a few dozen."""


class SheetKind(StrEnum):
    """What is printed of the records that an order names."""

    SLIPS = "slips"  # one slip for each job
    SHORTLIST = "shortlist"  # several jobs on one strip
    POLICY = "policy"
    ACTIVITY = "activity"
    RESUME = "resume"
    POSTERS = "posters"
    LIST = "list"
    PROOF = "proof"  # the printer test


class PrintState(StrEnum):
    """Where an order stands. ``DOUBTFUL``: some of it may have come out; only a person knows."""

    WAITING = "waiting"
    PRINTING = "printing"
    STOPPING = "stopping"
    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    DOUBTFUL = "doubtful"


ENDED: Final = frozenset({PrintState.PRINTED, PrintState.NOT_PRINTED, PrintState.DOUBTFUL})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """``paper`` is a layout (roll80, a4 …), empty for the printer's own.

    ``per_sheet`` counts the jobs of one poster, ``memory`` names what is personal.
    """

    kind: SheetKind
    ids: tuple[str, ...] = ()
    paper: str = ""
    per_sheet: int = 0
    memory: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRow:
    """One order as it stands; ``done`` counts its sheets that are surely out.

    ``order`` is None where the row cannot be read any more. ``boot_id`` and ``since_boot``
    (seconds) say when it was laid in by a clock that nobody sets.
    """

    number: int
    id: str
    session: str
    staff: bool
    order: PrintOrder | None
    created_at: datetime | None
    boot_id: str
    since_boot: float
    state: PrintState
    verdict: str
    done: int

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.state in ENDED


def read_row(row: tuple[Any, ...]) -> PrintRow:
    """The row of ``ORDER_COLUMNS``; what a flipped bit made of it is an order of nothing."""
    number, record_id, session, staff, sheets, created_at, boot, since, state, verdict, done = row
    known = PrintState(state) if state in set(PrintState) else PrintState.DOUBTFUL
    return PrintRow(
        number=int(number),
        id=str(record_id),
        session=str(session),
        staff=bool(staff),
        order=_order(sheets),
        created_at=_moment(created_at),
        boot_id=str(boot),
        since_boot=since if isinstance(since, float) else 0.0,
        state=known,
        verdict=str(verdict),
        done=done if isinstance(done, int) else 0,
    )


def _order(sheets: object) -> PrintOrder | None:
    try:
        order = msgspec.json.decode(sheets if isinstance(sheets, str) else "", type=PrintOrder)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return order if len(order.ids) <= MOST_RECORDS else None


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None

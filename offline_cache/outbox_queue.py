"""The agent's side of the outbox: what is to be sent, and what became of it.

A row is deleted against a receipt and never otherwise. States: ``waiting`` (never sent, or surely
not arrived), ``sending``, ``unconfirmed`` (may have arrived: the same bytes are sent again),
``parked`` (a person has to look; nothing behind it waits for that).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kiosk.submissions import SubmissionKind
from offline_cache._sqlite import Connection
from offline_cache.outbox_faults import OutboxBusy
from offline_cache.outbox_file import (
    is_as_written,
    open_outbox,
    outbox_faults_named,
    transaction,
)

_BUSY_SECONDS: Final = 5.0
ROW_COLUMNS: Final = "number, id, kind, reference, created_at, sealed, digest, state, verdict"
# The plus keeps SQLite from seeking in a tree that a flipped bit may have put out of order.
_THIS: Final = "WHERE +number = ?"


class OutboxState(StrEnum):
    """Where a row stands; one that is confirmed is no longer there."""

    WAITING = "waiting"
    SENDING = "sending"
    UNCONFIRMED = "unconfirmed"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One submission as it waits; ``digest`` (32 bytes) was proven when it was read."""

    number: int
    id: str
    kind: SubmissionKind
    reference: str
    created_at: datetime
    sealed: bytes = field(repr=False)
    digest: bytes = field(repr=False)
    state: OutboxState
    verdict: str


@dataclass(frozen=True, slots=True)
class DamagedRow:
    """A row that is not what was laid in: a bit was flipped, or a page torn."""

    number: int
    state: OutboxState


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """Rows to be sent, the time the oldest of them was laid in, and rows set aside."""

    waiting: int = 0
    oldest: datetime | None = None
    parked: int = 0


class OutboxQueue:
    """For one thread of the agent. Raises an ``OutboxFault`` where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = open_outbox(path, busy_seconds=_BUSY_SECONDS)
        self._seen = -1

    def recover(self) -> int:
        """After a start: what was being sent may have arrived; how many rows that were."""
        with self._writing() as connection:
            return connection.execute(
                "UPDATE submissions SET state = 'unconfirmed' WHERE state = 'sending'"
            ).rowcount

    def changed(self) -> bool:
        """Whether the other side wrote since this was last asked; a locked file says False."""
        try:
            with outbox_faults_named(self._path):
                now: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        except OutboxBusy:
            return False
        before, self._seen = self._seen, now
        return now != before

    def to_send(self) -> list[int]:
        """Numbers of all rows that are not parked, oldest first."""
        with outbox_faults_named(self._path):
            rows = self._connection.execute(
                "SELECT number FROM submissions WHERE state != 'parked' ORDER BY number"
            ).fetchall()
        return [int(row[0]) for row in rows]

    def row(self, number: int) -> OutboxRow | DamagedRow | None:
        """The row of that number, proven; None where there is none."""
        with outbox_faults_named(self._path):
            found = self._connection.execute(
                f"SELECT {ROW_COLUMNS} FROM submissions {_THIS}", (number,)
            ).fetchone()
        return found and proven_row(found)

    def rows(self) -> list[OutboxRow | DamagedRow]:
        """Everything, oldest first."""
        with outbox_faults_named(self._path):
            found = self._connection.execute(
                f"SELECT {ROW_COLUMNS} FROM submissions ORDER BY number"
            ).fetchall()
        return [proven_row(row) for row in found]

    def mark(self, number: int, state: OutboxState, verdict: str = "") -> None:
        """Note where a row stands and what the last try came to."""
        with self._writing() as connection:
            connection.execute(
                f"UPDATE submissions SET state = ?, verdict = ? {_THIS}", (state, verdict, number)
            )

    def confirm(self, row: OutboxRow) -> None:
        """The platform has exactly ``row``: forget it, on the disk too."""
        with self._writing() as connection:
            connection.execute(
                f"DELETE FROM submissions {_THIS} AND digest = ?", (row.number, row.digest)
            )

    def counts(self) -> OutboxCounts:
        """How much waits."""
        with outbox_faults_named(self._path):
            waiting, oldest, parked = self._connection.execute(
                "SELECT count(*) FILTER (WHERE state != 'parked'),"
                " min(created_at) FILTER (WHERE state != 'parked'),"
                " count(*) FILTER (WHERE state = 'parked') FROM submissions"
            ).fetchone()
        return OutboxCounts(waiting, _moment(oldest), parked)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with outbox_faults_named(self._path), transaction(self._connection):
            yield self._connection


def proven_row(row: tuple[Any, ...]) -> OutboxRow | DamagedRow:
    """What ``row``, of ``ROW_COLUMNS``, is once it was compared with its digest."""
    number, record_id, kind, reference, created_at, sealed, digest, state, verdict = row
    # The state alone is not under the digest; whatever it was, to send again is safe.
    known = OutboxState(state) if state in set(OutboxState) else OutboxState.UNCONFIRMED
    as_written = is_as_written((record_id, kind, reference, created_at, sealed, digest))
    # A sound row of a kind that only a newer program knows is kept as carefully, and not sent.
    if not as_written or kind not in set(SubmissionKind):
        return DamagedRow(number, known)
    return OutboxRow(
        number=number,
        id=record_id,
        kind=SubmissionKind(kind),
        reference=reference,
        created_at=datetime.fromisoformat(created_at),
        sealed=sealed,
        digest=digest,
        state=known,
        verdict=str(verdict),
    )


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None  # a flipped bit: the row itself is found out when it is read
    return moment if moment and moment.tzinfo else None

"""The screen's side of the outbox: lay something in, or know beforehand that it would not go in."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from kiosk.submissions import SubmissionKind
from offline_cache.outbox_faults import (
    OutboxBusy,
    OutboxFault,
    OutboxFull,
    OutboxMissing,
    OutboxTooNew,
    OutboxUnreadable,
    OutboxUnwritable,
)
from offline_cache.outbox_file import (
    MOST_BYTES,
    MOST_ROWS,
    open_outbox,
    outbox_faults_named,
    row_digest,
    transaction,
)

__all__ = [
    "Outbox",
    "OutboxBusy",
    "OutboxFault",
    "OutboxFull",
    "OutboxMissing",
    "OutboxTooNew",
    "OutboxUnreadable",
    "OutboxUnwritable",
]

TYPICAL_BYTES: Final = 4_096
SPARE_DISK_BYTES: Final = 16_000_000
"""Less than this free, and nothing more is taken: the journal and the catalogue need room too."""


class Outbox:
    """Never waits for the other process: raises ``OutboxBusy``, and whoever draws asks again.

    Raises an ``OutboxFault`` where the file cannot be used.
    """

    def __init__(
        self, path: Path, *, most_rows: int = MOST_ROWS, most_bytes: int = MOST_BYTES
    ) -> None:
        self._path = path
        self._most_rows, self._most_bytes = most_rows, most_bytes
        self._connection = open_outbox(path, busy_seconds=0)

    def add(self, kind: SubmissionKind, reference: str, sealed: bytes, at: datetime) -> str:
        """Keep ``sealed`` until the platform has it; the id. Once this returns it is on disk."""
        record_id = str(uuid4())
        created_at = at.astimezone(UTC).isoformat(timespec="seconds")
        digest = row_digest(record_id, kind, reference, created_at, sealed)
        with outbox_faults_named(self._path), transaction(self._connection):
            if not self._fits(len(sealed)):
                raise OutboxFull(f"{self._path} is full: connect the terminal to its platform.")
            self._connection.execute(
                "INSERT INTO submissions"
                " (id, kind, reference, created_at, sealed, digest, state, verdict)"
                " VALUES (?, ?, ?, ?, ?, ?, 'waiting', '')",
                (record_id, kind, reference, created_at, sealed, digest),
            )
        return record_id

    def has_room(self, sealed_bytes: int = TYPICAL_BYTES) -> bool:
        """Whether so many bytes would be taken now; asked before a person types anything."""
        with outbox_faults_named(self._path), transaction(self._connection):
            fits = self._fits(sealed_bytes)
        return fits and shutil.disk_usage(self._path.parent).free >= SPARE_DISK_BYTES

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _fits(self, sealed_bytes: int) -> bool:
        rows, kept = self._connection.execute(
            "SELECT count(*), coalesce(sum(length(sealed)), 0) FROM submissions"
        ).fetchone()
        return bool(rows < self._most_rows and kept + sealed_bytes <= self._most_bytes)

"""What is sound of a damaged outbox goes on its way; the damaged file itself is kept whole.

Nothing is repaired: every row that proves itself is written into a new file, and then the two
change places. Cut off anywhere, ``prepare_outbox`` finishes or begins again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from offline_cache._sqlite import Connection, DatabaseError, connect
from offline_cache.care_files import put_in_place, set_aside
from offline_cache.outbox_faults import OutboxUnreadable
from offline_cache.outbox_file import (
    is_as_written,
    open_outbox,
    outbox_faults_named,
    readable,
    transaction,
)
from offline_cache.outbox_queue import ROW_COLUMNS, OutboxRow, proven_row
from offline_cache.outbox_schema import draft_of, finish_rescue, prepare_outbox

_BUSY_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Rescued:
    """``rows`` that are in the outbox again; everything else is in the file ``aside``."""

    rows: int
    aside: Path | None


def rescue_outbox(path: Path, now: datetime) -> Rescued:
    """Replace the damaged outbox at ``path`` by a sound one; nobody of this process has it open.

    Another ``OutboxFault`` than ``OutboxUnreadable`` says that everything is still as it was.
    """
    finish_rescue(path)
    with outbox_faults_named(path):
        damaged = connect(path, read_only=False, busy_seconds=_BUSY_SECONDS)
    with closing(damaged):  # and locked until the new file is in its place
        damaged.text_factory = readable
        _hold(damaged, path)
        rows = _sound_rows(damaged)
        _write_draft(draft_of(path), rows)
        aside = set_aside(path, now, keep=None)
        put_in_place(draft_of(path), path)
    return Rescued(len(rows), aside)


def sound_rows(path: Path) -> list[OutboxRow]:
    """What can still be read of the outbox at ``path``, however damaged; it is not changed."""
    with outbox_faults_named(path):
        connection = connect(path, read_only=True, busy_seconds=_BUSY_SECONDS)
    with closing(connection):
        connection.text_factory = readable
        found = [proven_row(row) for row in _sound_rows(connection)]
    return [row for row in found if isinstance(row, OutboxRow)]


def _write_draft(draft: Path, rows: list[tuple[Any, ...]]) -> None:
    prepare_outbox(draft)
    with (
        closing(open_outbox(draft, busy_seconds=_BUSY_SECONDS)) as connection,
        outbox_faults_named(draft),
        transaction(connection),
    ):
        connection.executemany(
            f"INSERT INTO submissions ({ROW_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
        )


def _hold(connection: Connection, path: Path) -> None:
    """Let the screen lay nothing more into this file, as far as it can be locked at all."""
    with suppress(OutboxUnreadable), outbox_faults_named(path):
        connection.execute("BEGIN EXCLUSIVE")


def _sound_rows(connection: Connection) -> list[tuple[Any, ...]]:
    """Rows that prove themselves, oldest first, read from both ends of a broken tree."""
    found: dict[str, tuple[Any, ...]] = {}
    for order in ("ASC", "DESC"):
        for number, *written, state, verdict in _as_far_as_readable(connection, order):
            if is_as_written(tuple(written)):
                found[written[0]] = (number, *written, str(state), str(verdict))
    return sorted(found.values())


def _as_far_as_readable(connection: Connection, order: str) -> Iterator[tuple[Any, ...]]:
    with suppress(DatabaseError):
        yield from connection.execute(
            f"SELECT {ROW_COLUMNS} FROM submissions ORDER BY number {order}"
        )

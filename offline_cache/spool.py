"""The agent's side of what is to be printed: the next order, and what became of it.

Opened for one look and closed again: nothing here holds a file that is to be rescued. ``printing``
is on disk before the first byte goes to a printer, so that an agent that was killed
knows afterwards what may have come out, and prints nothing twice without being asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from offline_cache._sqlite import Connection
from offline_cache.outbox_file import PRINTS_SCHEMA, open_outbox, outbox_faults_named, transaction
from offline_cache.print_order import ORDER_COLUMNS, PrintRow, PrintState, read_row

INTERRUPTED: Final = "interrupted"
"""Verdict on an order whose agent ended in the middle of it."""
_BUSY_SECONDS: Final = 5.0


class Spool:
    """For one thread of the agent. Raises an ``OutboxFault`` where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = open_outbox(path, busy_seconds=_BUSY_SECONDS, at_least=PRINTS_SCHEMA)

    def recover(self) -> int:
        """After a start: what was being printed may be out; how many orders that were."""
        with self._writing() as connection:
            return connection.execute(
                "UPDATE prints SET state = 'doubtful', verdict = ?"
                " WHERE state IN ('printing', 'stopping')",
                (INTERRUPTED,),
            ).rowcount

    def next(self) -> PrintRow | None:
        """The oldest order that waits."""
        with outbox_faults_named(self._path):
            found = self._connection.execute(
                f"SELECT {ORDER_COLUMNS} FROM prints WHERE state = 'waiting'"
                " ORDER BY staff, number LIMIT 1"
            ).fetchone()
        return found and read_row(found)

    def begin(self, number: int) -> bool:
        """Note that paper may come out from now on; False where nobody wants it any more."""
        with self._writing() as connection:
            return bool(
                connection.execute(
                    "UPDATE prints SET state = 'printing' WHERE number = ? AND state = 'waiting'",
                    (number,),
                ).rowcount
            )

    def wanted(self, number: int) -> bool:
        """Whether the next sheet of an order under way is still wanted."""
        with outbox_faults_named(self._path):
            found = self._connection.execute(
                "SELECT state FROM prints WHERE number = ?", (number,)
            ).fetchone()
        return bool(found and found[0] == PrintState.PRINTING)

    def note_done(self, number: int, done: int) -> None:
        """So many sheets are out."""
        with self._writing() as connection:
            connection.execute("UPDATE prints SET done = ? WHERE number = ?", (done, number))

    def end(self, number: int, state: PrintState, verdict: str = "") -> None:
        """Note what became of an order; nothing where it was taken back."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE prints SET state = ?, verdict = ? WHERE number = ?",
                (state, verdict, number),
            )

    def sweep(self, keep: int) -> None:
        """Take away ended orders but for the last ``keep``; of residents and staff alike."""
        with self._writing() as connection:
            connection.execute(
                "DELETE FROM prints WHERE state IN ('printed', 'not_printed', 'doubtful')"
                " AND number <= (SELECT max(number) FROM prints) - ?",
                (keep,),
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with outbox_faults_named(self._path), transaction(self._connection):
            yield self._connection

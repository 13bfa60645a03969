"""The screen's side of the spool: lay an order in, look what became of it, take it back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from kiosk.timekeeping import ClockReading
from offline_cache.outbox_faults import OutboxFull
from offline_cache.outbox_file import PRINTS_SCHEMA, open_outbox, outbox_faults_named, transaction
from offline_cache.print_order import ORDER_COLUMNS, PrintOrder, PrintRow, read_row

MOST_ORDERS = 200
"""The agent takes ended ones away; so many at once mean that there is none."""


class PrintTray:
    """Never waits for the agent: raises ``OutboxBusy``, and whoever draws asks again.

    Raises an ``OutboxFault`` where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = open_outbox(path, busy_seconds=0, at_least=PRINTS_SCHEMA)

    def lay(
        self,
        record_id: str,
        order: PrintOrder,
        *,
        session: str,
        staff: bool,
        at: datetime,
        reading: ClockReading,
    ) -> None:
        """Want ``order`` printed, under an id of its own. Once this returns it is on disk."""
        with outbox_faults_named(self._path), transaction(self._connection):
            (orders,) = self._connection.execute("SELECT count(*) FROM prints").fetchone()
            if orders >= MOST_ORDERS:
                raise OutboxFull(f"{self._path} holds {orders} orders to print: is there an agent?")
            self._connection.execute(
                "INSERT INTO prints (id, session, staff, sheets, created_at, boot_id, since_boot,"
                " state, verdict, done) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', '', 0)",
                (
                    *(record_id, session, int(staff), msgspec.json.encode(order).decode()),
                    at.astimezone(UTC).isoformat(timespec="seconds"),
                    *(reading.boot_id, reading.since_boot),
                ),
            )

    def row(self, record_id: str) -> PrintRow | None:
        """How the order of this id stands; None once it was taken back or swept."""
        with outbox_faults_named(self._path):
            found = self._connection.execute(
                f"SELECT {ORDER_COLUMNS} FROM prints WHERE id = ?", (record_id,)
            ).fetchone()
        return found and read_row(found)

    def stop(self, record_id: str) -> None:
        """Print no further sheet of this order; the one under way comes out whole."""
        self._write(
            "UPDATE prints SET state = CASE state WHEN 'waiting' THEN 'not_printed'"
            " ELSE 'stopping' END, verdict = 'stopped'"
            " WHERE id = ? AND state IN ('waiting', 'printing')",
            record_id,
        )

    def give_up(self, record_id: str, verdict: str) -> None:
        """Nobody waits for this order any more, unless it has begun meanwhile."""
        with outbox_faults_named(self._path), transaction(self._connection):
            self._connection.execute(
                "UPDATE prints SET state = 'not_printed', verdict = ?"
                " WHERE id = ? AND state = 'waiting'",
                (verdict, record_id),
            )

    def end_session(self, session: str) -> None:
        """A resident has left: what has not begun never comes out. Staff come back for theirs."""
        self._write("DELETE FROM prints WHERE session = ? AND staff = 0", session)

    def nobody_is_here(self) -> None:
        """A screen has only begun: no resident waits for anything."""
        with outbox_faults_named(self._path), transaction(self._connection):
            self._connection.execute("DELETE FROM prints WHERE staff = 0")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _write(self, statement: str, value: str) -> None:
        with outbox_faults_named(self._path), transaction(self._connection):
            self._connection.execute(statement, (value,))

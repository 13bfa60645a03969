"""What residents leave at the terminal of a schedule, and where all of it must be."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, select

from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.terminal_tables import SpentNonce
from kiosk.submissions import SubmissionKind, new_reference
from offline_cache import OUTBOX_FILE
from offline_cache._sqlite import connect
from offline_cache.outbox import Outbox
from offline_cache.outbox_faults import OutboxMissing, OutboxUnwritable
from tests.soak.model import hold


class Desk:
    """``left`` are the sealed bodies by id that the terminal took; nothing of them may get lost."""

    def __init__(self, home: Path, office: Store, scratch: Path) -> None:
        self.left: dict[str, bytes] = {}
        self._home = home
        self._office = office
        self._scratch = scratch / OUTBOX_FILE
        self._count = 0

    def leave(self, size: int) -> bool:
        """A resident leaves something; whether the terminal took it."""
        self._count += 1
        sealed = b"\1" + self._count.to_bytes(4, "big") + bytes(size)
        try:
            with closing(Outbox(self._home / OUTBOX_FILE)) as outbox:
                kind, now = SubmissionKind.JOB_REPORT, datetime.now(UTC)
                self.left[outbox.add(kind, new_reference(), sealed, now)] = sealed
        except (OutboxUnwritable, OutboxMissing):
            return False
        return True

    def waiting(self) -> int:
        """How much is still at the terminal."""
        return len(self._kept())

    def check(self) -> None:
        """Everything is here or there, there once, and as it was left."""
        kept, received = self._kept(), self._received()
        twice = [sealed for sealed, times in Counter(received.values()).items() if times > 1]
        hold(not twice, f"{len(twice)} submissions are on the platform more than once")
        here = {i: row[0] for i, row in kept.items()}
        for where, rows in (("terminal", here), ("platform", received)):
            hold(rows.keys() <= self.left.keys(), f"the {where} has what nobody left")
            hold(
                all(self.left[i] == sealed for i, sealed in rows.items()),
                f"on the {where} a submission is not what was left",
            )
        lost = self.left.keys() - kept.keys() - received.keys()
        hold(not lost, f"{len(lost)} submissions are neither here nor there")
        parked = [verdict for _, state, verdict in kept.values() if state == "parked"]
        hold(not parked, f"submissions were set aside though nothing is wrong with them: {parked}")

    def next_id(self) -> str:
        """Id of what is sent next, or of something that nobody left."""
        return next(iter(self._kept()), str(UUID(int=1)))

    def standing(self) -> str:
        """State and verdict of what waits, for a message."""
        return str([row[1:] for row in self._kept().values()])

    def close(self) -> None:
        """Leave nothing to the next schedule."""
        with self._office.writing() as connection:
            connection.execute(delete(SubmissionRow))
            connection.execute(delete(SpentNonce))

    def _received(self) -> dict[str, bytes]:
        with self._office.reading() as connection:
            rows = connection.execute(select(SubmissionRow.id, SubmissionRow.sealed)).all()
        return {row.id: row.sealed for row in rows}

    def _kept(self) -> dict[str, tuple[bytes, str, str]]:
        # From a copy, since only a writer plays an unfinished journal back.
        for suffix in ("", "-journal"):
            goal = self._scratch.with_name(OUTBOX_FILE + suffix)
            goal.unlink(missing_ok=True)
            source = self._home / (OUTBOX_FILE + suffix)
            if source.exists():
                shutil.copyfile(source, goal)
        if not self._scratch.exists():
            return {}
        with closing(connect(self._scratch, read_only=False, busy_seconds=5)) as connection:
            if not connection.execute("PRAGMA user_version").fetchone()[0]:
                return {}
            rows = connection.execute("SELECT id, sealed, state, verdict FROM submissions")
            return {i: (sealed, state, verdict) for i, sealed, state, verdict in rows}

"""The screen's door to the spool: an order goes in, and what becomes of it is looked up.

A file that the agent holds this instant is asked again, without a word, and everything is written
in the order in which it was wanted. A door has one order under way at most; a resident's orders
are taken back when the session ends.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.timekeeping import Clock
from offline_cache.outbox_faults import OutboxBusy, OutboxFault
from offline_cache.print_order import ENDED, PrintOrder, PrintRow, PrintState
from ui.catalogue import Catalogue

if TYPE_CHECKING:
    from offline_cache.print_tray import PrintTray

LOOK_MS: Final = 100
RETRY_MS: Final = 80
MOST_TRIES: Final = 50
"""Four seconds; the agent holds the file for milliseconds."""
PATIENCE_LOOKS: Final = 150
"""Fifteen seconds in which nobody begins: there is no agent, or it prints something endless."""
NO_ANSWER: Final = "no_answer"
NOT_TAKEN: Final = "not_taken"
GONE: Final = "gone"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fate:
    """How an order stands, as far as the screen knows; ``done`` counts sheets that are out."""

    state: PrintState = PrintState.WAITING
    verdict: str = ""
    done: int = 0


@dataclass(slots=True)
class _Writing:
    write: Callable[[PrintTray], object]
    then: Callable[[bool], None]
    tries: int = MOST_TRIES


class PrintDoor(QObject):
    """``changed`` with every news of the order under way; None in ``fate`` before any."""

    changed = Signal()

    def __init__(
        self,
        path: Path,
        catalogue: Catalogue,
        clock: Clock,
        *,
        staff: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._catalogue, self._clock = path, catalogue, clock
        self._staff = staff
        self._session = str(uuid4())
        self._id = ""
        self._looks = 0
        self.fate: Fate | None = None
        self._to_write: deque[_Writing] = deque()
        self._again = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._again.timeout.connect(self._write)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        if not staff:
            self._want(lambda tray: tray.nobody_is_here())

    @property
    def under_way(self) -> bool:
        """Whether an order has neither come out nor failed."""
        return self.fate is not None and self.fate.state not in ENDED

    def order(self, order: PrintOrder) -> None:
        """Want ``order`` on paper; one that is under way stays the only one."""
        if self.under_way:
            return
        session, staff = self._session, self._staff
        at, reading = self._catalogue.now(), self._clock()
        self._id = name = str(uuid4())
        self._set(Fate())
        self._want(
            lambda tray: tray.lay(
                name, order, session=session, staff=staff, at=at, reading=reading
            ),
            lambda laid: self._laid(name, laid),
        )

    def stop(self) -> None:
        """Print no further sheet."""
        name = self._id
        self._want(lambda tray: tray.stop(name))

    @Slot()
    def look(self) -> None:
        """See what the agent has done."""
        row = self._row()
        self._looks += 1
        if isinstance(row, OutboxFault):
            if not isinstance(row, OutboxBusy):
                _log.info("The spool cannot be read: %s", row)
        elif row is None:
            self._end(Fate(PrintState.NOT_PRINTED, GONE))
        elif row.ended:
            self._end(Fate(row.state, row.verdict, row.done))
        else:
            self._set(Fate(row.state, row.verdict, row.done))
        waiting = self.fate is not None and self.fate.state is PrintState.WAITING
        if waiting and self._looks >= PATIENCE_LOOKS:
            self._give_up()

    def forget(self) -> None:
        """The session ends: what has not begun never comes out."""
        session, self._session = self._session, str(uuid4())
        used = self.fate is not None
        self._timer.stop()
        self._id = ""
        self._set(None)
        if used:
            self._want(lambda tray: tray.end_session(session))

    def close(self) -> None:
        """Stop every clock."""
        self._timer.stop()
        self._again.stop()

    def _laid(self, name: str, laid: bool) -> None:
        if name != self._id:
            return  # that session has ended, and its orders are taken back next
        if laid:
            self._looks = 0
            self._timer.start()
        else:
            self._end(Fate(PrintState.NOT_PRINTED, NOT_TAKEN))

    def _give_up(self) -> None:
        name = self._id
        self._looks = 0
        self._want(lambda tray: tray.give_up(name, NO_ANSWER))

    def _end(self, fate: Fate) -> None:
        self._timer.stop()
        self._set(fate)

    def _set(self, fate: Fate | None) -> None:
        if fate != self.fate:
            self.fate = fate
            self.changed.emit()

    def _row(self) -> PrintRow | OutboxFault | None:
        from offline_cache.print_tray import PrintTray  # noqa: PLC0415

        try:
            with closing(PrintTray(self._path)) as tray:
                return tray.row(self._id)
        except OutboxFault as fault:
            return fault

    def _want(
        self,
        write: Callable[[PrintTray], object],
        then: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._to_write.append(_Writing(write, then))
        if len(self._to_write) == 1:
            self._write()

    @Slot()
    def _write(self) -> None:
        """As far as the agent lets go of the file."""
        while self._to_write:
            first = self._to_write[0]
            fault = self._try(first.write)
            first.tries -= 1
            if isinstance(fault, OutboxBusy) and first.tries:
                self._again.start()
                return
            self._to_write.popleft()
            first.then(fault is None)

    def _try(self, write: Callable[[PrintTray], object]) -> OutboxFault | None:
        from offline_cache.print_tray import PrintTray  # noqa: PLC0415

        try:
            with closing(PrintTray(self._path)) as tray:
                write(tray)
        except OutboxFault as fault:
            if not isinstance(fault, OutboxBusy):
                _log.info("The spool takes nothing: %s", fault)
            return fault
        return None

"""The screen's door to catalogue.db: opens it when it appears, tells when it changed.

A missing, locked, damaged or replaced file never reaches a person as an error, nor does a wrong
clock: reads answer with what the caller calls empty, and the door tries again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.records import CHINA_TIME
from kiosk.timekeeping import Clock, TrustedTime, trusted_time
from offline_cache.faults import (
    CatalogueBusy,
    CatalogueFault,
    CatalogueMissing,
)
from offline_cache.reader import CatalogueReader
from offline_cache.rows import CatalogueState

Answer = TypeVar("Answer")
POLL_MS = 1000
RETRY_MS = 60
LOOKS_BETWEEN_TRIES = 15
"""How many looks a file that turned out damaged is left alone, unless another one takes its place:
opening it every second would make the screen flicker."""
_log = logging.getLogger(__name__)


class Catalogue(QObject):
    """Read access, and the time to act on.

    ``changed`` says that the records or the day they are read on are others, ``heard`` only that
    the agent noted another contact with the platform.
    """

    changed = Signal()
    heard = Signal()

    def __init__(self, path: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._clock = clock
        self._reader: CatalogueReader | None = None
        self._file: tuple[int, int] | None = None
        self._damaged: tuple[int, int, int] | None = None
        self._waiting = 0
        self._state: CatalogueState | None = None
        self._complaint = ""
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.look)
        self._open()
        self._told = self._marks()

    def watch(self) -> None:
        """Start looking for changes once a second."""
        self._timer.start()

    def close(self) -> None:
        """Stop looking and close the file."""
        self._timer.stop()
        self._let_go()

    @property
    def state(self) -> CatalogueState | None:
        """What the cache holds, as last seen."""
        return self._state

    def time(self) -> TrustedTime:
        """The time to act on, and whether it is in doubt: a wrong clock blanks nothing."""
        state = self._state
        if state is None:
            return trusted_time(self._clock(), None)
        return trusted_time(self._clock(), state.anchor, state.published_at)

    def now(self) -> datetime:
        """Local time, never behind what the platform is known to have said."""
        return self.time().now.astimezone(CHINA_TIME)

    def today(self) -> date:
        """Date of ``now``."""
        return self.now().date()

    @property
    def doubtful(self) -> bool:
        """Whether nobody knows what day it is."""
        return self.time().doubtful

    @property
    def heard_at(self) -> datetime | None:
        """When the platform last confirmed what is shown; None before the first version."""
        state = self._state
        return None if state is None else state.heard_at

    @property
    def call_first(self) -> bool:
        """Whether posts may have changed since: 请先打电话核实."""
        state = self._state
        return state is not None and state.call_first(self.time())

    def read(self, ask: Callable[[CatalogueReader], Answer], empty: Answer) -> Answer:
        """Answer of ``ask``, or ``empty`` where there is no usable catalogue just now."""
        if self._reader is None:
            return empty
        try:
            return ask(self._reader)
        except CatalogueBusy:
            QTimer.singleShot(RETRY_MS, self._tell)
        except CatalogueFault as error:
            self._complain(error)
            self._let_go()
            self._damaged, self._waiting = _stamp(self._path), LOOKS_BETWEEN_TRIES
        return empty

    @Slot()
    def look(self) -> None:
        """See whether the other side wrote or put another file in place; tell everybody if so."""
        if self._reader is None or self._replaced():
            if self._may_try() and self._open():
                self._tell()
        elif self.read(lambda reader: reader.changed(), False):
            self._tell_commit()
        elif self._told != self._marks():
            self._tell()

    def _tell(self) -> None:
        self._state = self.read(lambda reader: reader.state(), self._state)
        self._told = self._marks()
        self.changed.emit()

    def _tell_commit(self) -> None:
        before = self._state
        state = self.read(lambda reader: reader.state(), before)
        if (
            state
            and before
            and (state.version, state.applied_at)
            == (
                before.version,
                before.applied_at,
            )
        ):
            self._state = state
            self.heard.emit()
        else:
            self._tell()

    def _marks(self) -> tuple[date, bool]:
        return self.today(), self.call_first

    def _replaced(self) -> bool:
        stamp = _stamp(self._path)
        return stamp is not None and stamp[:2] != self._file

    def _may_try(self) -> bool:
        if self._waiting and self._damaged == _stamp(self._path):
            self._waiting -= 1
            return not self._waiting
        return True

    def _open(self) -> bool:
        """Take the file at the path; what was open stays open unless that one can be read."""
        stamp = _stamp(self._path)
        try:
            reader = CatalogueReader(self._path)
        except (CatalogueMissing, CatalogueBusy):
            return False
        except CatalogueFault as error:
            self._complain(error)
            return False
        try:
            state = reader.state()
        except CatalogueFault as error:
            reader.close()
            if not isinstance(error, CatalogueBusy):
                self._complain(error)
            return False
        self._let_go()
        self._reader, self._file, self._state = reader, stamp and stamp[:2], state
        return True

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _complain(self, error: Exception) -> None:
        if str(error) != self._complaint:
            self._complaint = str(error)
            _log.error("%s", error)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Device and inode, which say what file stands at ``path``, and when it was last written."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns

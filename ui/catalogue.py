"""The screen's door to catalogue.db: opens it when it appears, tells when it changed.

A missing, locked or damaged file never reaches a person as an error: reads answer with what the
caller calls empty, and the door tries again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from offline_cache.faults import (
    CatalogueBusy,
    CatalogueFault,
    CatalogueMissing,
    CatalogueUnreadable,
)
from offline_cache.reader import CatalogueReader
from offline_cache.rows import CatalogueState

Answer = TypeVar("Answer")
POLL_MS = 1000
RETRY_MS = 60
_log = logging.getLogger(__name__)


class Catalogue(QObject):
    """Read access with a changed signal; ``now`` gives the local time with its offset."""

    changed = Signal()

    def __init__(
        self, path: Path, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._system_now = now
        self._reader: CatalogueReader | None = None
        self._state: CatalogueState | None = None
        self._complaint = ""
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.look)
        self._open()

    def watch(self) -> None:
        """Start looking for changes once a second."""
        self._timer.start()

    def close(self) -> None:
        """Stop looking and close the file."""
        self._timer.stop()
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    @property
    def state(self) -> CatalogueState | None:
        """What the cache holds, as last seen."""
        return self._state

    def now(self) -> datetime:
        """Local time, never behind the signed time of publication: a wrong clock blanks nothing."""
        here = self._system_now()
        if self._state is None:
            return here
        return max(here, self._state.published_at.astimezone(here.tzinfo))

    def today(self) -> date:
        """Date of ``now``."""
        return self.now().date()

    def read(self, ask: Callable[[CatalogueReader], Answer], empty: Answer) -> Answer:
        """Answer of ``ask``, or ``empty`` where there is no usable catalogue just now."""
        if self._reader is None:
            return empty
        try:
            return ask(self._reader)
        except CatalogueBusy:
            QTimer.singleShot(RETRY_MS, self._tell)
        except CatalogueUnreadable as error:
            self._complain(error)
            self._reader.close()
            self._reader = None
        return empty

    def look(self) -> None:
        """See whether the other side wrote; tell everybody if so."""
        if self._reader is None:
            if self._open():
                self._tell()
        elif self.read(lambda reader: reader.changed(), False):
            self._tell()

    def _tell(self) -> None:
        self._state = self.read(lambda reader: reader.state(), self._state)
        self.changed.emit()

    def _open(self) -> bool:
        try:
            self._reader = CatalogueReader(self._path)
        except (CatalogueMissing, CatalogueBusy):
            return False
        except CatalogueFault as error:
            self._complain(error)
            return False
        self._state = self.read(lambda reader: reader.state(), self._state)
        return True

    def _complain(self, error: Exception) -> None:
        if str(error) != self._complaint:
            self._complaint = str(error)
            _log.error("%s", error)

"""The screen's side of the desk where the agent lays phone tickets: asks, looks, forgets."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from offline_cache.desk import Answer, Desk, Reached, Wish
from ui.errand import Errand

FIRST_LOOK_MS: Final = 20
LOOK_MS: Final = 200
PATIENCE_LOOKS: Final = 150
"""Three seconds without an answer: the agent is not there."""

_log = logging.getLogger(__name__)


class PhoneDesk(QObject):
    """At most one ticket at a time; ``answered`` with every news of it, ``silent`` without any."""

    answered = Signal()
    silent = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = Desk(home)
        self._name = ""
        self._looks = 0
        self.answer: Answer | None = None
        self._timer = QTimer(self, interval=FIRST_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._clear()

    def ask(self, errand: Errand) -> None:
        """Want a ticket for ``errand``; the one before is forgotten."""
        self.forget()
        try:
            self._name = self._desk.want(Wish(purpose=errand.purpose, about=errand.about))
        except OSError as error:
            _log.info("No phone ticket can be asked for: %s", error)
            self.silent.emit()
            return
        self._looks = 0
        self._timer.start(FIRST_LOOK_MS)

    @Slot()
    def look(self) -> None:
        """See what the agent has said."""
        answer = self._read()
        self._looks += 1
        if answer is None:
            if self.answer is None and self._looks >= PATIENCE_LOOKS:
                self.forget()
                self.silent.emit()
            return
        if answer != self.answer:
            self.answer = answer
            self._timer.setInterval(LOOK_MS)
            self.answered.emit()
        if answer.reached in (Reached.RECEIVED, Reached.REFUSED):
            self._timer.stop()

    def forget(self) -> None:
        """No ticket is wanted any more; a phone that has it goes on alone."""
        self._timer.stop()
        self.answer = None
        name, self._name = self._name, ""
        if name:
            try:
                self._desk.forget(name)
            except OSError as error:
                _log.info("A phone ticket stays on the desk: %s", error)

    def _clear(self) -> None:
        """Nobody stands before a screen that has only begun: what lies there is of another one."""
        try:
            self._desk.clear()
        except OSError as error:
            _log.info("The desk cannot be cleared: %s", error)

    def _read(self) -> Answer | None:
        try:
            return self._desk.answer(self._name)
        except OSError as error:
            _log.info("The desk cannot be read: %s", error)
            return None

"""The duty of knowing how the printer is, before somebody finds out by pressing a button."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing.paper_counter import PaperCounter
from kiosk.printing.port import Printer
from offline_cache.printer_note import PrinterNote, read_note, take_paper_reset, write_note

LOOK_SECONDS: Final = 15.0
LOOK_AGAIN_SECONDS: Final = 3.0
"""Where something is wrong, somebody is putting it right."""

log = logging.getLogger(__name__)


class PrinterWatch:
    """Notes how ``printer`` is; in the thread that prints, so that nobody asks it in between."""

    name = "printer"

    def __init__(
        self, home: Path, printer: Printer, counter: PaperCounter, now: Callable[[], datetime]
    ) -> None:
        self._home = home
        self._printer = printer
        self._counter = counter
        self._now = now

    def run(self) -> float:
        """Look once; seconds until the next."""
        try:
            return self._look()
        except OSError as error:  # a full disk; the screen goes on with what it knew
            log.info("nothing can be noted of the printer: %s", error)
            return LOOK_SECONDS

    def _look(self) -> float:
        if take_paper_reset(self._home):
            self._counter.roll_changed()
        found = self._printer.standing()
        note = PrinterNote(
            state=found.state,
            detail=found.detail,
            at=self._now(),
            slips_left=self._counter.left,
            paper_low=self._counter.is_low or found.state is PrinterState.PAPER_LOW,
        )
        before = read_note(self._home)
        if before is None or replace(before, at=note.at) != note:
            log.info("the printer is %s %s", note.state, note.detail)
            write_note(self._home, note)
        return LOOK_SECONDS if found.state in PRINTS else LOOK_AGAIN_SECONDS


def noted_state(home: Path) -> str:
    """Name of the state that was noted last, for the heartbeat; empty before the first."""
    note = read_note(home)
    return note.state if note and note.state in set(PrinterState) else ""

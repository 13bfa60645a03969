"""A folder of PDF files in place of a printer: what a terminal has before anybody sets one up.

Newer sheets push older ones out, so that a disk never fills with slips. A personal sheet is
refused: a file would outlive the person's session.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing.port import NotPrinted, Printed, Sent, Sheet, Standing

KEPT_SHEETS: Final = 200
KEPT_FOR: Final = timedelta(days=30)
LEAST_FREE: Final = 20_000_000
"""Bytes; what the terminal needs for its catalogue is not given to slips."""
LONGEST_TITLE: Final = 40
_OURS: Final = re.compile(r"(\d{8}-\d{6})-.*\.pdf")
_MOMENT: Final = "%Y%m%d-%H%M%S"


class FolderPrinter:
    """Lays sheets into ``folder``; ``now`` names them by the minute."""

    takes_personal = False

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    def standing(self) -> Standing:
        """See ``Printer``; makes nothing."""
        nearest = self._folder
        while not nearest.exists() and nearest != nearest.parent:
            nearest = nearest.parent
        if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
            return Standing(PrinterState.MISCONFIGURED, f"{nearest} cannot be written")
        free = shutil.disk_usage(nearest).free
        if free < LEAST_FREE:
            return Standing(PrinterState.FULL, f"{free} bytes are free where {self._folder} lies")
        return Standing(PrinterState.READY, f"PDF files in {self._folder}")

    def send(self, sheet: Sheet, cancelled: Callable[[], bool]) -> Sent:
        """See ``Printer``."""
        if sheet.personal:
            detail = "a personal sheet is not laid into a folder"
            return NotPrinted(Standing(PrinterState.MISCONFIGURED, detail))
        standing = self.standing()
        if standing.state not in PRINTS or cancelled():
            return NotPrinted(standing)
        return self._lay(sheet, self._now())

    def _lay(self, sheet: Sheet, now: datetime) -> Sent:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return NotPrinted(_why(self._folder, error))
        self._make_room(now)
        goal = self._free_name(f"{now:{_MOMENT}}-{name_part(sheet.title)}")
        draft = self._folder / ".draft"
        try:
            draft.write_bytes(sheet.pdf)
            draft.replace(goal)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            return NotPrinted(_why(self._folder, error))
        return Printed()

    def _make_room(self, now: datetime) -> None:
        """Old sheets go, and the oldest of too many; what nobody named here is left alone."""
        ours = sorted(path for path in self._folder.glob("*.pdf") if _OURS.fullmatch(path.name))
        surplus = len(ours) - KEPT_SHEETS + 1
        eldest = f"{now - KEPT_FOR:{_MOMENT}}"
        for position, path in enumerate(ours):
            if position < surplus or path.name < eldest:
                with suppress(OSError):  # somebody looks at it; next time
                    path.unlink()

    def _free_name(self, stem: str) -> Path:
        goal, number = self._folder / f"{stem}.pdf", 1
        while goal.exists():
            number += 1
            goal = self._folder / f"{stem}-{number}.pdf"
        return goal


def name_part(title: str) -> str:
    """``title`` as a part of a file's name: letters, figures and hyphens."""
    return re.sub(r"[^\w]+|_", "-", title).strip("-")[:LONGEST_TITLE] or "sheet"


def _why(folder: Path, error: OSError) -> Standing:
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    state = PrinterState.FULL if full else PrinterState.MISCONFIGURED
    return Standing(state, f"{folder} cannot be written: {error.strerror}")

"""What the agent last found of the printer, for the screen: one small file, never waited for.

The screen asks for one thing in return: that the count of paper begins again, after somebody has
put in a new roll.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

NOTE_FILE: Final = "printer.note"
RESET_FILE: Final = "printer.new-roll"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterNote:
    """``state`` is a ``PrinterState``; ``slips_left`` None where paper is not counted.

    ``paper_low`` when the count says so or the printer does. ``at`` is the agent's time.
    """

    state: str
    at: datetime
    detail: str = ""
    slips_left: int | None = None
    paper_low: bool = False


def write_note(home: Path, note: PrinterNote) -> None:
    """Put ``note`` in the place of the one before; an ``OSError`` goes through."""
    _put(home / NOTE_FILE, msgspec.json.encode(note))


def read_note(home: Path) -> PrinterNote | None:
    """What was noted last; None where there is nothing that can be read."""
    try:
        return msgspec.json.decode((home / NOTE_FILE).read_bytes(), type=PrinterNote)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def want_paper_reset(home: Path) -> None:
    """There is a new roll in the printer; an ``OSError`` goes through."""
    _put(home / RESET_FILE, b"")


def take_paper_reset(home: Path) -> bool:
    """Whether somebody said so since this was last asked."""
    try:
        (home / RESET_FILE).unlink()
    except FileNotFoundError:
        return False
    return True


def _put(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)

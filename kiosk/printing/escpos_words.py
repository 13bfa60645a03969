"""The few words of ESC/POS that a slip needs, and what a printer's status bytes say.

Source: Epson's ESC/POS command reference (GS v 0, GS V, GS r, GS a, DLE EOT, DLE DC4), which the
makers of the cheap ones follow. DLE EOT is answered at once, also by a printer that prints
nothing; GS r in its turn, after all that was sent before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.printer_states import PrinterState
from kiosk.printing.port import Standing

BEGIN: Final = b"\x1b@\x1da\x00"
"""Usual settings, and no word from the printer unless it is asked."""
FORGET: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""Real-time: drop whatever is still to be printed."""
CUT: Final = b"\x1dV\x42\x00"
"""Feed until the last row is past the knife, and cut."""
TEAR_OFF: Final = b"\x1bd\x06"
"""Feed six lines, so that a person can tear off what a printer without a knife has printed."""
CHINESE: Final = b"\x1c&"
ASK_WHEN_DONE: Final = b"\x1dr\x01"

PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER = 1, 2, 3, 4
"""What can be asked by DLE EOT."""


def ask(question: int) -> bytes:
    """DLE EOT ``question``: to be answered with one byte, at once."""
    return bytes((0x10, 0x04, question))


def is_answer(byte: int) -> bool:
    """Whether ``byte`` answers a DLE EOT: bits 1 and 4 are set, 0 and 7 are not."""
    return byte & 0x93 == 0x12


def is_done(byte: int) -> bool:
    """Whether ``byte`` answers GS r: bits 4 and 7 are not set."""
    return byte & 0x90 == 0x00


def is_offline(printer: int) -> bool:
    """What the answer to ``PRINTER`` says."""
    return bool(printer & 0x08)


def standing_of(answers: Mapping[int, int]) -> Standing:
    """What the answers that came, by question, say together; the worst first."""
    cause, error, paper = (answers.get(n, 0) for n in (OFFLINE_CAUSE, ERROR_CAUSE, PAPER))
    found = (
        (cause & 0x04, PrinterState.COVER_OPEN, "cover open"),
        (cause & 0x20 or paper & 0x60, PrinterState.PAPER_OUT, "paper end"),
        (error & 0x08, PrinterState.JAM, "the knife is stuck"),
        (error & 0x20, PrinterState.ERROR, "an error that it does not recover from"),
        (error & 0x04, PrinterState.ERROR, "a mechanical error"),
        (error & 0x40, PrinterState.BUSY, "an error that passes, such as a hot head"),
        (cause & 0x08, PrinterState.BUSY, "somebody feeds paper"),
        (cause & 0x40, PrinterState.ERROR, "an error that it does not name"),
        (is_offline(answers.get(PRINTER, 0)), PrinterState.ERROR, "off line for no reason"),
        (paper & 0x0C, PrinterState.PAPER_LOW, "paper near end"),
    )
    for is_so, state, detail in found:
        if is_so:
            return Standing(state, detail)
    return Standing(PrinterState.READY)


def band(dots: bytes, row_bytes: int) -> bytes:
    """GS v 0: packed rows as one picture; of 256 rows at most.

    A printer also obeys real-time commands that happen to stand in a picture (DLE EOT, DLE ENQ,
    DLE DC4), so one dot is added wherever a picture would say one.
    """
    rows = len(dots) // row_bytes
    header = b"\x1dv0\x00" + row_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little")
    for second in (b"\x04", b"\x05", b"\x14"):
        dots = dots.replace(b"\x10" + second, b"\x18" + second)
    return header + dots


def lines(text: str) -> bytes:
    """``text`` as characters of GB18030, without any that would be a command."""
    plain = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    return plain.encode("gb18030", errors="replace") + b"\n"

"""Thermal printers that speak ESC/POS, by network, USB or serial line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing import escpos_words as words
from kiosk.printing.escpos_job import EscPosJob, Piece
from kiosk.printing.escpos_talk import Talk
from kiosk.printing.links import Link, LinkDown
from kiosk.printing.patience import Patience
from kiosk.printing.port import Doubtful, NotPrinted, Printed, Sent, Sheet, Standing
from kiosk.printing.raster import Head, UnreadablePdf, rasters

ROWS_A_PIECE: Final = 128
LINES_A_PIECE: Final = 20
NETWORK_OR_USB: Final = 40_000.0
"""Bytes a second of the slowest printer behind a fast line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thermal:
    """What one printer is like.

    ``rows_a_piece`` is 256 at most, as many as the smallest buffers take; ``answers`` whether it
    says how it is; ``as_text`` whether it is sent characters where a sheet has any.
    """

    head: Head
    cutter: bool = True
    answers: bool = True
    as_text: bool = False
    rows_a_piece: int = ROWS_A_PIECE
    bytes_per_second: float = NETWORK_OR_USB


class EscPosPrinter:
    """The printer that ``connect`` leads to; it raises ``LinkDown`` where it leads nowhere.

    The file ``unfinished`` stands while a sheet is under way. Where it is found, the one before
    was cut off: what the printer still holds of it is dropped and cut off the next one.
    """

    takes_personal = True

    def __init__(
        self,
        connect: Callable[[], Link],
        thermal: Thermal,
        unfinished: Path,
        patience: Patience,
    ) -> None:
        self._connect = connect
        self._thermal = thermal
        self._unfinished = unfinished
        self._patience = patience

    def standing(self) -> Standing:
        """See ``Printer``."""
        try:
            with closing(self._connect()) as link:
                return self._standing(self._talk(link))
        except LinkDown as down:
            return down.standing

    def send(self, sheet: Sheet, cancelled: Callable[[], bool]) -> Sent:
        """See ``Printer``; a minute at most, and what a slow line adds."""
        try:
            pieces = list(self._pieces(sheet))
        except UnreadablePdf as error:
            return NotPrinted(Standing(PrinterState.ERROR, f"the sheet cannot be drawn: {error}"))
        try:
            with closing(self._connect()) as link:
                talk = self._talk(link)
                standing = self._standing(talk)
                if standing.state not in PRINTS or cancelled():
                    return NotPrinted(standing)
                return self._print(link, talk, pieces, cancelled)
        except LinkDown as down:
            return NotPrinted(down.standing)

    def _print(
        self, link: Link, talk: Talk | None, pieces: list[Piece], cancelled: Callable[[], bool]
    ) -> Sent:
        try:
            beginning = self._beginning()
            self._unfinished.touch()
        except OSError as error:
            return NotPrinted(Standing(PrinterState.FULL, f"{self._unfinished}: {error.strerror}"))
        job = EscPosJob(link, talk, self._patience, self._thermal.bytes_per_second)
        sent = job.run([*beginning, *pieces], self._end, cancelled)
        match sent:
            case Printed():
                self._unfinished.unlink(missing_ok=True)
            case NotPrinted() | Doubtful():
                pass
        return sent

    def _talk(self, link: Link) -> Talk | None:
        return Talk(link, self._patience) if self._thermal.answers else None

    def _standing(self, talk: Talk | None) -> Standing:
        if talk is None:
            return Standing(PrinterState.UNKNOWN, "it is not asked how it is")
        return talk.standing()

    @property
    def _end(self) -> bytes:
        return words.CUT if self._thermal.cutter else words.TEAR_OFF

    def _beginning(self) -> list[Piece]:
        if not self._unfinished.exists():
            return [Piece(words.BEGIN)]
        # A printer that waits for the rest of a picture takes commands for dots.
        rest = bytes(self._thermal.rows_a_piece * self._thermal.head.row_bytes)
        return [Piece(words.FORGET + rest), Piece(words.BEGIN + self._end + words.BEGIN)]

    def _pieces(self, sheet: Sheet) -> Iterator[Piece]:
        if self._thermal.as_text and sheet.text:
            yield from _text_pieces(sheet.text)
            return
        for number, raster in enumerate(rasters(sheet.pdf, self._thermal.head)):
            if number:
                yield Piece(self._end)
            step = self._thermal.rows_a_piece * raster.row_bytes
            for start in range(0, len(raster.dots), step):
                dots = raster.dots[start : start + step]
                yield Piece(words.band(dots, raster.row_bytes), len(dots) // raster.row_bytes)


def _text_pieces(text: str) -> Iterator[Piece]:
    yield Piece(words.CHINESE)
    rows = text.splitlines()
    for start in range(0, len(rows), LINES_A_PIECE):
        few = rows[start : start + LINES_A_PIECE]
        yield Piece(words.lines("\n".join(few)), len(few) * 30)

"""The duty of printing what the screen ordered: one sheet after the other, none of them twice.

An order is begun on the disk before it is drawn and before a printer hears of it, so that nothing
that ends the agent is done again at its next start, and it is ended whatever becomes of it. Who
asked may leave at any time: between two sheets, and as far as the printer allows within one,
nothing more comes out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, assert_never

from kiosk.printing.port import Doubtful, NotPrinted, Printed, Printer, Sheet
from kiosk.timekeeping import Clock, ClockReading
from offline_cache.outbox_faults import OutboxFault
from offline_cache.print_order import PrintOrder, PrintRow, PrintState
from offline_cache.spool import Spool

LOOK_SECONDS: Final = 0.05
LOOK_ANYWAY_TURNS: Final = 20
"""Two commits within one tick of the file system's clock look like one: so every second."""
UNUSABLE_SECONDS: Final = 1.0
STALE_SECONDS: Final = 60.0
"""A resident who ordered so long ago stands no longer there (R5); staff come back for theirs."""
KEPT_ORDERS: Final = 50

STOPPED: Final = "stopped"
TOO_LATE: Final = "too_late"
UNREADABLE: Final = "unreadable"

log = logging.getLogger(__name__)


class NothingToPrint(Exception):
    """An order names nothing that may be printed; the message is its verdict, one word."""


class Drawing(Protocol):
    """Makes paper of an order."""

    def sheets(self, order: PrintOrder) -> Iterable[Sheet]:
        """What goes to the printer, one after the other; ``NothingToPrint`` before the first."""
        ...


@dataclass(frozen=True, slots=True)
class _End:
    state: PrintState
    verdict: str = ""


class Spooling:
    """Prints the orders of the outbox at ``path``; ``printed`` hears of every sheet that is out."""

    name = "printing"

    def __init__(
        self,
        path: Path,
        printer: Printer,
        drawing: Drawing,
        clock: Clock,
        printed: Callable[[Sheet], None],
    ) -> None:
        self._path = path
        self._printer = printer
        self._drawing = drawing
        self._clock = clock
        self._printed = printed
        self._recovered = False
        self._stamp: tuple[int, int] | None = None
        self._looks = 0

    def run(self) -> float:
        """Print one order; seconds until the next look."""
        if self._recovered and not self._may_have_changed():
            return LOOK_SECONDS
        try:
            with closing(Spool(self._path)) as spool:
                return self._look(spool)
        except OutboxFault as fault:
            log.info("nothing can be printed just now: %s", fault)
            self._stamp, self._recovered = None, False
            return UNUSABLE_SECONDS

    def _look(self, spool: Spool) -> float:
        if not self._recovered:
            doubtful = spool.recover()
            if doubtful:
                log.info("%d orders were cut off and are not printed again unasked", doubtful)
            self._recovered = True
        row = spool.next()
        if row is None:
            return LOOK_SECONDS
        self._do(spool, row)
        spool.sweep(KEPT_ORDERS)
        self._stamp = None  # look again: another order may have come meanwhile
        return 0.0

    def _do(self, spool: Spool, row: PrintRow) -> None:
        end = self._print(spool, row)
        spool.end(row.number, end.state, end.verdict)

    def _residents_first(self, spool: Spool) -> None:
        """Nobody stands and waits for the rest of a morning's batch."""
        while (row := spool.next()) is not None and not row.staff:
            self._do(spool, row)

    def _print(self, spool: Spool, row: PrintRow) -> _End:
        if row.order is None:
            return _End(PrintState.NOT_PRINTED, UNREADABLE)
        if not row.staff and is_stale(row, self._clock()):
            return _End(PrintState.NOT_PRINTED, TOO_LATE)
        if not spool.begin(row.number):
            return _End(PrintState.NOT_PRINTED, STOPPED)
        try:
            end = self._send_all(spool, row, self._drawing.sheets(row.order))
        except NothingToPrint as reason:
            end = _End(PrintState.NOT_PRINTED, str(reason))
        log.info("an order of kind %s ended as %s %s", row.order.kind, end.state, end.verdict)
        return end

    def _send_all(self, spool: Spool, row: PrintRow, sheets: Iterable[Sheet]) -> _End:
        done = 0
        for sheet in sheets:
            if row.staff:
                self._residents_first(spool)
            if not _still_wanted(spool, row.number):
                return _End(PrintState.NOT_PRINTED, STOPPED)
            sent = self._printer.send(sheet, lambda: not _still_wanted(spool, row.number))
            match sent:
                case Printed():
                    done += 1
                    self._printed(sheet)
                    with suppress(OutboxFault):  # the end says it again
                        spool.note_done(row.number, done)
                case NotPrinted(standing):
                    return _End(PrintState.NOT_PRINTED, standing.state)
                case Doubtful(standing):
                    return _End(PrintState.DOUBTFUL, standing.state)
                case _:
                    assert_never(sent)
        return _End(PrintState.PRINTED)

    def _may_have_changed(self) -> bool:
        self._looks += 1
        stamp = _stamp(self._path)
        if stamp == self._stamp and self._looks % LOOK_ANYWAY_TURNS:
            return False
        self._stamp = stamp
        return True


def is_stale(row: PrintRow, reading: ClockReading) -> bool:
    """Whether ``row`` is older than a resident waits, or of another run of the machine."""
    same_run = row.boot_id == reading.boot_id
    return not same_run or abs(reading.since_boot - row.since_boot) > STALE_SECONDS


def _still_wanted(spool: Spool, number: int) -> bool:
    try:
        return spool.wanted(number)
    except OutboxFault:  # locked for once: it was wanted a moment ago
        return True


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns

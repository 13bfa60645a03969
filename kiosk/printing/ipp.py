"""Printers that speak IPP themselves, and queues of CUPS, which speaks it for all others."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing import ipp_job, ipp_states
from kiosk.printing.ipp_job import IppJob
from kiosk.printing.ipp_link import IppAddress, exchange
from kiosk.printing.ipp_wire import Message, Operation, Sendable, Tag, request
from kiosk.printing.links import LinkDown
from kiosk.printing.patience import STANDING_SECONDS, Deadline, Patience
from kiosk.printing.port import NotPrinted, Sent, Sheet, Standing
from kiosk.printing.raster import UnreadablePdf, page_sizes

SLOWEST_BYTES_PER_SECOND: Final = 100_000.0
SLOWEST_SECONDS_A_PAGE: Final = 6.0
_USER: Final = (Tag.NAME, "jiuyejiao")
_PERSONAL_TITLE: Final = "sheet"
"""Names of jobs are written into logs and shown on panels."""
_LONGEST_TITLE: Final = 80
_SLACK_MM: Final = 2.0
_MEDIA: Final = {
    (148, 210): "iso_a5_148x210mm",
    (210, 297): "iso_a4_210x297mm",
    (297, 420): "iso_a3_297x420mm",
}


@dataclass(frozen=True, slots=True)
class Way:
    """``queue``: a spooler stands between; ``keeps_nothing``: it has no disk to write to."""

    address: IppAddress
    queue: bool
    keeps_nothing: bool


class IppPrinter:
    """The printer or queue at ``way``."""

    def __init__(
        self, way: Way, patience: Patience, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._way = way
        # What a queue says when it begins is still of its last job.
        self._patience = replace(patience, fault=patience.stall) if way.queue else patience
        self._pause = pause
        self._numbers = count(1)

    @property
    def takes_personal(self) -> bool:
        """See ``Printer``."""
        return self._way.keeps_nothing

    def standing(self) -> Standing:
        """See ``Printer``."""
        try:
            return self._standing_of(self._printer(STANDING_SECONDS))
        except LinkDown as down:
            return down.standing

    def send(self, sheet: Sheet, cancelled: Callable[[], bool]) -> Sent:
        """See ``Printer``; a minute at most, and six seconds for each page."""
        if sheet.personal and not self.takes_personal:
            detail = "a personal sheet would stay in the spool of this queue"
            return NotPrinted(Standing(PrinterState.MISCONFIGURED, detail))
        try:
            printer = self._printer(STANDING_SECONDS)
            standing = self._standing_of(printer)
            if standing.state not in PRINTS or cancelled():
                return NotPrinted(standing)
            number = self._new_job(sheet, _paper(sheet.pdf, printer), cancelled)
        except LinkDown as down:
            return NotPrinted(down.standing)
        except UnreadablePdf as error:
            return NotPrinted(Standing(PrinterState.ERROR, f"the sheet cannot be read: {error}"))
        return self._print(number, sheet.pdf, cancelled)

    def job(self, number: int) -> Message:
        """See ``Queue``."""
        asked = {"requested-attributes": (Tag.KEYWORD, ipp_job.ASKED)}
        return self._call(Operation.GET_JOB, {**_job(number), **asked})

    def cancel(self, number: int) -> None:
        """See ``Queue``; a job that has ended meanwhile is left as it is."""
        self._call(Operation.CANCEL_JOB, _job(number), refusable=True)

    def standing_now(self) -> Standing:
        """See ``Queue``."""
        return self._standing_of(self._printer(self._patience.answer))

    def _print(self, number: int, pdf: bytes, cancelled: Callable[[], bool]) -> Sent:
        pages = len(page_sizes(pdf)) * SLOWEST_SECONDS_A_PAGE
        job = IppJob(self, number, self._patience, self._pause, pages)
        document = {
            **_job(number),
            "document-format": (Tag.MEDIA_TYPE, ipp_states.PDF),
            "last-document": (Tag.BOOLEAN, True),
        }
        seconds = self._patience.stall + len(pdf) / SLOWEST_BYTES_PER_SECOND
        try:
            self._call(Operation.SEND_DOCUMENT, document, document=pdf, seconds=seconds)
        except LinkDown as down:
            return job.give_up(down.standing)
        return job.follow(cancelled)

    def _new_job(
        self,
        sheet: Sheet,
        paper: Mapping[str, tuple[Tag, Sendable]],
        cancelled: Callable[[], bool],
    ) -> int:
        """The number of a job that is still empty. Some printers keep one at a time."""
        title = _PERSONAL_TITLE if sheet.personal else sheet.title
        name = {"job-name": (Tag.NAME, title[:_LONGEST_TITLE])}
        deadline = Deadline(self._patience.busy)
        while True:
            try:
                made = self._call(Operation.CREATE_JOB, name, paper)
                break
            except LinkDown as down:
                busy = down.standing.state is PrinterState.BUSY
                if not busy or deadline.over or cancelled():
                    raise
            self._pause(self._patience.look)
        number = made.number("job-id")
        if number is None:
            raise LinkDown(Standing(PrinterState.ERROR, "it made no job"))
        return number

    def _standing_of(self, printer: Message) -> Standing:
        return ipp_states.standing_of(printer, queue=self._way.queue)

    def _printer(self, seconds: float) -> Message:
        asked = {"requested-attributes": (Tag.KEYWORD, ipp_states.ASKED)}
        return self._call(Operation.GET_PRINTER, asked, seconds=seconds)

    def _call(
        self,
        operation: Operation,
        attributes: Mapping[str, tuple[Tag, Sendable]],
        job_attributes: Mapping[str, tuple[Tag, Sendable]] | None = None,
        *,
        document: bytes = b"",
        seconds: float = 0.0,
        refusable: bool = False,
    ) -> Message:
        uri = {"printer-uri": (Tag.URI, self._way.address.uri)}
        first = {name: attributes[name] for name in ("job-id",) if name in attributes}
        said = {**uri, **first, "requesting-user-name": _USER, **attributes}
        message = request(operation, next(self._numbers), said, job_attributes or {})
        answer = exchange(self._way.address, message + document, seconds or self._patience.answer)
        if not answer.successful and not refusable:
            raise LinkDown(ipp_states.standing_of_refusal(operation.name, answer.status))
        return answer


def _job(number: int) -> dict[str, tuple[Tag, Sendable]]:
    return {"job-id": (Tag.INTEGER, number)}


def _paper(pdf: bytes, printer: Message) -> dict[str, tuple[Tag, Sendable]]:
    """The paper that the first page wants, if the printer knows it; else it may fit the page."""
    width, height = page_sizes(pdf)[0]
    for (least, most), name in _MEDIA.items():
        same = abs(width - least) < _SLACK_MM and abs(height - most) < _SLACK_MM
        if same and name in printer.words("media-supported"):
            return {"media": (Tag.KEYWORD, name)}
    if "fit" in printer.words("print-scaling-supported"):
        return {"print-scaling": (Tag.KEYWORD, "fit")}
    return {}

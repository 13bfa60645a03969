"""One sheet on its way through an IPP printer or a CUPS queue, followed to its end.

What is given up is cancelled, so that it does not come out when paper is put in an hour later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Protocol

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing.ipp_wire import Message
from kiosk.printing.links import LinkDown
from kiosk.printing.patience import Deadline, Patience
from kiosk.printing.port import Doubtful, NotPrinted, Printed, Sent, Standing


class JobState(IntEnum):
    """RFC 8011, 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


ASKED: Final = ("job-state", "job-state-reasons", "time-at-processing")
"""What is asked of a job, each time."""


class Queue(Protocol):
    """The printer, as far as a job of it goes; every call raises ``LinkDown``."""

    def job(self, number: int) -> Message: ...

    def cancel(self, number: int) -> None: ...

    def standing_now(self) -> Standing: ...


@dataclass
class _Seen:
    standing: Standing
    begun: bool = False


class IppJob:
    """Follows job ``number`` of ``queue``; ``pause`` lets seconds pass between two looks."""

    def __init__(
        self,
        queue: Queue,
        number: int,
        patience: Patience,
        pause: Callable[[float], None],
        seconds_for_pages: float = 0.0,
    ) -> None:
        self._queue = queue
        self._number = number
        self._patience = patience
        self._pause = pause
        self._whole = patience.whole + seconds_for_pages
        self._seen = _Seen(Standing(PrinterState.BUSY, "it did not end in time"))

    def follow(self, cancelled: Callable[[], bool]) -> Sent:
        """What became of it in the end."""
        whole, heard = Deadline(self._whole), Deadline(self._patience.silence)
        fault: Deadline | None = None
        while not whole.over and not cancelled():
            try:
                ended = self._look()
            except LinkDown as down:
                if heard.over:
                    return self.give_up(down.standing)
                self._pause(self._patience.look)
                continue
            if ended is not None:
                return ended
            heard = Deadline(self._patience.silence)
            fault = self._fault(fault)
            if fault and fault.over:
                break
            self._pause(self._patience.look)
        return self.give_up(self._seen.standing)

    def give_up(self, standing: Standing) -> Sent:
        """Cancel it; ``standing`` is why."""
        try:
            self._queue.cancel(self._number)
            job = self._queue.job(self._number)
        except LinkDown:
            return Doubtful(standing)
        match job.number("job-state"):
            case JobState.COMPLETED:
                return Printed()
            case JobState.CANCELED | JobState.ABORTED if self._never_begun(job):
                return NotPrinted(standing)
            case _:
                return Doubtful(standing)

    def _look(self) -> Sent | None:
        job = self._queue.job(self._number)
        reasons = ", ".join(job.words("job-state-reasons"))
        match job.number("job-state"):
            case JobState.COMPLETED if "job-completed-with-errors" in reasons:
                return Doubtful(Standing(PrinterState.ERROR, reasons))
            case JobState.COMPLETED:
                return Printed()
            case JobState.CANCELED | JobState.ABORTED:
                standing = Standing(PrinterState.ERROR, f"the printer ended the job: {reasons}")
                return NotPrinted(standing) if self._never_begun(job) else Doubtful(standing)
            case JobState.PROCESSING | JobState.STOPPED:
                self._seen.begun = True
        self._seen.standing = self._queue.standing_now()
        return None

    def _fault(self, since: Deadline | None) -> Deadline | None:
        state = self._seen.standing.state
        if state in PRINTS:
            return None
        far = state is PrinterState.OFFLINE  # a queue that still looks for its printer
        return since or Deadline(self._patience.silence if far else self._patience.fault)

    def _never_begun(self, job: Message) -> bool:
        """Only where the printer says so: a job that began may have left paper."""
        said = "time-at-processing" in job.attributes
        return said and job.number("time-at-processing") is None and not self._seen.begun

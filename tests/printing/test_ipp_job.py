"""What becomes of a job, also behind a queue: only a printer's own word is believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from kiosk.printer_states import PrinterState
from kiosk.printing.ipp_job import IppJob, JobState
from kiosk.printing.ipp_wire import Message, Value
from kiosk.printing.links import silent
from kiosk.printing.port import Doubtful, NotPrinted, Printed, Sent, Standing
from tests.printing.conftest import BRIEF

S, J = PrinterState, JobState
NO_VALUE: tuple[Value, ...] = (None,)


def said(state: int, begun: tuple[Value, ...] | None = NO_VALUE, *reasons: str) -> Message:
    attributes: dict[str, tuple[Value, ...]] = {"job-state": (state,), "job-state-reasons": reasons}
    if begun is not None:
        attributes["time-at-processing"] = begun
    return Message(0, attributes)


@dataclass
class ScriptedQueue:
    """Says of its job what is next in ``script``, and the last for ever; None is no answer."""

    script: list[Message | None]
    standing: Standing = field(default_factory=lambda: Standing(S.BUSY))
    after_cancel: Message | None = None
    cancelled: bool = False

    def job(self, number: int) -> Message:
        assert number == 7
        answer = self.script[0] if len(self.script) == 1 else self.script.pop(0)
        answer = self.after_cancel if self.cancelled else answer
        if answer is None:
            raise silent("no answer")
        return answer

    def cancel(self, number: int) -> None:
        self.cancelled = True

    def standing_now(self) -> Standing:
        return self.standing


def follow(queue: ScriptedQueue, cancelled: Callable[[], bool] = lambda: False) -> Sent:
    return IppJob(queue, 7, BRIEF, pause=lambda _: None).follow(cancelled)


def test_an_end_is_an_end() -> None:
    queue = ScriptedQueue([said(J.PENDING), None, said(J.PROCESSING, (5,)), said(J.COMPLETED)])
    assert follow(queue) == Printed()
    assert not queue.cancelled


def test_completed_with_errors_is_doubtful() -> None:
    queue = ScriptedQueue([said(J.COMPLETED, (5,), "job-completed-with-errors")])
    assert isinstance(follow(queue), Doubtful)


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        (said(J.ABORTED), NotPrinted),
        (said(J.CANCELED), NotPrinted),
        (said(J.ABORTED, (5,)), Doubtful),
        (said(J.ABORTED, None), Doubtful),
    ],
)
def test_what_the_printer_ended(last: Message, outcome: type) -> None:
    assert isinstance(follow(ScriptedQueue([said(J.PENDING), last])), outcome)


def test_what_was_seen_to_begin_is_doubtful_whatever_is_said_later() -> None:
    queue = ScriptedQueue([said(J.PROCESSING), said(J.ABORTED)])
    assert isinstance(follow(queue), Doubtful)


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (said(J.CANCELED), NotPrinted),
        (said(J.CANCELED, (5,)), Doubtful),
        (said(J.COMPLETED, (5,)), Printed),
        (said(J.PROCESSING, (5,)), Doubtful),
        (None, Doubtful),
    ],
)
def test_what_is_taken_back(after: Message | None, outcome: type) -> None:
    looks = iter([False, False, True])
    queue = ScriptedQueue([said(J.PENDING)], after_cancel=after)
    assert isinstance(follow(queue, lambda: next(looks)), outcome)
    assert queue.cancelled


@pytest.mark.parametrize("state", [S.PAPER_OUT, S.OFFLINE, S.JAM])
def test_a_fault_that_stays_ends_the_waiting(state: PrinterState) -> None:
    queue = ScriptedQueue([said(J.PENDING)], Standing(state), said(J.CANCELED))
    assert follow(queue) == NotPrinted(Standing(state))
    assert queue.cancelled


def test_silence_ends_the_waiting() -> None:
    queue = ScriptedQueue([said(J.PENDING), None])
    sent = follow(queue)
    assert isinstance(sent, Doubtful)
    assert sent.standing.state is S.SILENT

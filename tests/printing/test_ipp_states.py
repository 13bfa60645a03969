"""What printers say of themselves, as one standing."""

from __future__ import annotations

import pytest

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing.ipp_states import PDF, standing_of, standing_of_refusal
from kiosk.printing.ipp_wire import Message, Value

S = PrinterState


def said(state: int, *reasons: str, **others: tuple[Value, ...]) -> Message:
    attributes: dict[str, tuple[Value, ...]] = {
        "printer-state": (state,),
        "printer-state-reasons": reasons or ("none",),
        "printer-is-accepting-jobs": (True,),
        "document-format-supported": ("image/urf", PDF),
    }
    return Message(0, attributes | {name.replace("_", "-"): it for name, it in others.items()})


@pytest.mark.parametrize(
    ("printer", "state"),
    [
        (said(3), S.READY),
        (said(4), S.BUSY),
        (said(5), S.ERROR),
        (said(9), S.UNKNOWN),
        (said(3, "toner-low-report"), S.READY),
        (said(3, "media-low-warning"), S.PAPER_LOW),
        (said(3, "media-empty-warning"), S.PAPER_LOW),
        (said(3, "media-empty"), S.PAPER_OUT),
        (said(5, "media-empty-error", "cover-open-error"), S.COVER_OPEN),
        (said(4, "media-needed-warning"), S.PAPER_OUT),
        (said(5, "media-jam"), S.JAM),
        (said(3, "offline-report"), S.OFFLINE),
        (said(5, "paused"), S.ERROR),
        (said(3, "spool-area-full-error"), S.FULL),
        (said(3, "cups-missing-filter-warning"), S.MISCONFIGURED),
        (said(3, document_format_supported=("image/urf",)), S.MISCONFIGURED),
        (said(3, printer_is_accepting_jobs=(False,)), S.ERROR),
    ],
)
def test_a_printer_s_word(printer: Message, state: PrinterState) -> None:
    found = standing_of(printer, queue=False)
    assert found.state is state
    assert found.detail or state in PRINTS


@pytest.mark.parametrize(
    ("queue", "state"),
    [
        (said(3), S.UNKNOWN),
        (said(3, "media-empty-error"), S.UNKNOWN),
        (said(4, "media-empty-error"), S.PAPER_OUT),
        (said(3, "paused"), S.ERROR),
        (said(3, "spool-area-full"), S.FULL),
        (said(5, "media-empty-error"), S.PAPER_OUT),
        (said(3, printer_is_accepting_jobs=(False,)), S.ERROR),
    ],
)
def test_an_idle_queue_only_knows_about_itself(queue: Message, state: PrinterState) -> None:
    found = standing_of(queue, queue=True)
    assert found.state is state
    assert found.detail


def test_words_stand_in_for_reasons() -> None:
    words = said(4, printer_state_message=("no such host",))
    assert standing_of(words, queue=True).detail == "no such host"


@pytest.mark.parametrize(
    ("status", "state"), [(0x0507, S.BUSY), (0x0403, S.MISCONFIGURED), (0x0500, S.ERROR)]
)
def test_a_refusal(status: int, state: PrinterState) -> None:
    found = standing_of_refusal("CREATE_JOB", status)
    assert found.state is state
    assert f"{status:#06x}" in found.detail

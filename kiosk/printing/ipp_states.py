"""What a printer says of itself in IPP, as one standing.

Reasons are those of RFC 8011, 5.4.12, PWG 5100.9 and CUPS. A queue says ``none`` both where all is
well and where it has no way of knowing, and while it is idle it repeats what its printer said
during the last job: nothing would ever be printed on a roll that was changed since. So of an idle
queue only what concerns the queue itself is believed (tried with CUPS 2.4).
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing.ipp_wire import Message
from kiosk.printing.port import Standing

PDF: Final = "application/pdf"


class State(IntEnum):
    """Of a printer: RFC 8011, 5.4.11."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


ASKED: Final = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-supported",
    "print-scaling-supported",
)
"""What is asked of a printer, each time."""

_OF_REASON: Final = (
    ("cover-open", PrinterState.COVER_OPEN),
    ("door-open", PrinterState.COVER_OPEN),
    ("interlock-open", PrinterState.COVER_OPEN),
    ("media-jam", PrinterState.JAM),
    ("media-empty", PrinterState.PAPER_OUT),
    ("media-needed", PrinterState.PAPER_OUT),
    ("input-tray-missing", PrinterState.PAPER_OUT),
    ("cups-missing-filter", PrinterState.MISCONFIGURED),
    ("cups-insecure-filter", PrinterState.MISCONFIGURED),
    ("offline", PrinterState.OFFLINE),
    ("shutdown", PrinterState.OFFLINE),
    ("timed-out", PrinterState.OFFLINE),
    ("connecting-to-device", PrinterState.OFFLINE),
    ("spool-area-full", PrinterState.FULL),
    ("paused", PrinterState.ERROR),
    ("moving-to-paused", PrinterState.ERROR),
    ("toner-empty", PrinterState.ERROR),
    ("marker-supply-empty", PrinterState.ERROR),
    ("output-area-full", PrinterState.ERROR),
    ("media-low", PrinterState.PAPER_LOW),
)
"""The worst first."""
_ONE_TRAY_OF_SEVERAL: Final = frozenset(
    f"{reason}-{severity}"
    for reason in ("media-empty", "input-tray-missing")
    for severity in ("warning", "report")
)
_OF_STATUS: Final = {
    0x0401: PrinterState.MISCONFIGURED,  # forbidden
    0x0402: PrinterState.MISCONFIGURED,  # not authenticated
    0x0403: PrinterState.MISCONFIGURED,  # not authorized
    0x0406: PrinterState.MISCONFIGURED,  # not found
    0x040A: PrinterState.MISCONFIGURED,  # document format not supported
    0x0501: PrinterState.MISCONFIGURED,  # operation not supported
    0x0507: PrinterState.BUSY,
}
_OF_THE_QUEUE: Final = ("paused", "moving-to-paused", "spool-area-full", "cups-")
_SEVERITIES: Final = ("-error", "-warning", "-report")


def standing_of(printer: Message, *, queue: bool) -> Standing:
    """How the printer that answered ``printer`` is; ``queue`` if a spooler answers for it."""
    state = printer.number("printer-state")
    reasons = [word for word in printer.words("printer-state-reasons") if word != "none"]
    words = () if state == State.IDLE else printer.words("printer-state-message")
    said = ", ".join(reasons or filter(None, words))
    old_news = queue and state == State.IDLE
    found = _worst([word for word in reasons if not old_news or word.startswith(_OF_THE_QUEUE)])
    if found is not None and found not in PRINTS:
        return Standing(found, said)
    if PDF not in printer.words("document-format-supported"):
        return Standing(PrinterState.MISCONFIGURED, "it takes no PDF; set up a CUPS queue for it")
    if printer.denies("printer-is-accepting-jobs"):
        return Standing(PrinterState.ERROR, f"it accepts no jobs: {said or 'for no reason'}")
    if old_news:
        detail = f"when its queue printed last: {said}" if said else "its queue does not know"
        return Standing(PrinterState.UNKNOWN, detail)
    return _by_state(state, found, said)


def _by_state(state: int | None, found: PrinterState | None, said: str) -> Standing:
    match state:
        case State.IDLE:
            return Standing(found or PrinterState.READY, said)
        case State.PROCESSING:
            return Standing(found or PrinterState.BUSY, said)
        case State.STOPPED:
            return Standing(PrinterState.ERROR, f"it is stopped: {said or 'for no reason'}")
        case _:
            return Standing(PrinterState.UNKNOWN, f"printer-state {state} {said}".rstrip())


def _worst(reasons: list[str]) -> PrinterState | None:
    states = {_state_of(reason) for reason in reasons}
    return next((state for _, state in _OF_REASON if state in states), None)


def _state_of(reason: str) -> PrinterState | None:
    severity = next((end for end in _SEVERITIES if reason.endswith(end)), "")
    state = dict(_OF_REASON).get(reason.removesuffix(severity))
    if reason in _ONE_TRAY_OF_SEVERAL:
        return PrinterState.PAPER_LOW
    return state


def standing_of_refusal(operation: str, status: int) -> Standing:
    """Why the printer did not do ``operation``: its ``status`` as of RFC 8011, appendix B."""
    detail = f"it refuses {operation}: status {status:#06x}"
    return Standing(_OF_STATUS.get(status, PrinterState.ERROR), detail)

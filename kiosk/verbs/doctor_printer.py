"""What ``kiosk doctor`` and ``kiosk print-test`` say of the printer: how it is, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.printer_states import PrinterState
from kiosk.printing.opening import open_printer, paper_counter
from kiosk.printing.paper_counter import PaperCounter
from kiosk.printing.port import Standing
from kiosk.settings import Printer as PrinterSettings
from kiosk.settings import Settings
from kiosk.verbs.findings import Finding, Level, fault, warning, well

S = PrinterState

SENTENCES: Final[dict[PrinterState, str]] = {
    S.READY: "is ready",
    S.BUSY: "is busy",
    S.PAPER_LOW: "is nearly out of paper",
    S.PAPER_OUT: "is out of paper",
    S.COVER_OPEN: "has its cover open",
    S.JAM: "is jammed",
    S.ERROR: "reports an error",
    S.OFFLINE: "is not there",
    S.SILENT: "does not answer",
    S.MISCONFIGURED: "cannot be used as it is set up",
    S.FULL: "has no room for another sheet",
    S.UNKNOWN: "does not say how it is",
}
"""What the printer is or does, for a sentence that begins with it."""

REMEDIES: Final[dict[PrinterState, str]] = {
    S.PAPER_LOW: "lay a new roll or paper beside it",
    S.PAPER_OUT: "put paper in and close the cover",
    S.COVER_OPEN: "close the cover until it clicks",
    S.JAM: "switch it off, take out the paper that is stuck and switch it on again",
    S.ERROR: "look at its lights or its display, switch it off and on again",
    S.OFFLINE: "switch it on, look at its cable, and compare [printer] address with its own",
    S.SILENT: "switch it off and on again; if it never answers, set status = false in [printer]",
    S.MISCONFIGURED: "correct [printer] in kiosk.toml as the technician's manual says",
    S.FULL: "make room on the disk",
}
"""What to do; nothing where a printer is well."""

_FAULTLESS: Final = (S.READY, S.BUSY, S.UNKNOWN)
_NAME: Final = "printer"


def printer_finding(home: Path, settings: Settings) -> Finding:
    """How the printer of ``home`` is now; takes three seconds at most."""
    printer = settings.printer
    if printer.kind == "none":
        return well(_NAME, "No printer is set up: residents take slips along by code.")
    finding = finding_of(open_printer(printer, home).standing(), printer)
    paper = paper_counter(printer, home)
    if finding.level is Level.OK and paper.is_low:
        return warning(_NAME, _few(finding.sentence, paper), REMEDIES[S.PAPER_LOW])
    return finding


def finding_of(standing: Standing, printer: PrinterSettings) -> Finding:
    """What ``standing`` of ``printer`` means to a person."""
    where = f" at {printer.address}" if printer.address else ""
    why = f" ({standing.detail})" if standing.detail else ""
    sentence = f"The printer ({printer.kind}{where}) {SENTENCES[standing.state]}{why}."
    if standing.state in _FAULTLESS:
        return well(_NAME, sentence)
    told = warning if standing.state is S.PAPER_LOW else fault
    return told(_NAME, sentence, REMEDIES[standing.state])


def _few(sentence: str, paper: PaperCounter) -> str:
    return f"{sentence[:-1]}; its roll should have {paper.left} slips left."

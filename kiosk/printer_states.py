"""What a printer can be found to be: one plain meaning each, for log, doctor and screen alike."""

from __future__ import annotations

from enum import StrEnum


class PrinterState(StrEnum):
    """``UNKNOWN`` is a link that says nothing; ``FULL`` a folder without room for more."""

    READY = "ready"
    BUSY = "busy"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    JAM = "jam"
    ERROR = "error"
    OFFLINE = "offline"
    SILENT = "silent"
    MISCONFIGURED = "misconfigured"
    FULL = "full"
    UNKNOWN = "unknown"


PRINTS: frozenset[PrinterState] = frozenset(
    {PrinterState.READY, PrinterState.BUSY, PrinterState.PAPER_LOW, PrinterState.UNKNOWN}
)
"""States in which a sheet may be sent."""

"""Printers to print on, and a patience that makes their faults short."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.printing.opening import UNFINISHED_FILE, open_printer
from kiosk.printing.patience import Patience
from kiosk.printing.port import Printer
from kiosk.settings import Printer as PrinterSettings
from tests.escpos_printer import EscPosPrinter
from tests.escpos_wires import SerialPrinter, TcpPrinter

BRIEF = Patience(
    connect=1.0, answer=0.6, fault=0.3, stall=0.8, busy=1.0, silence=1.2, whole=8, look=0.02
)


@pytest.fixture
def machine() -> EscPosPrinter:
    """What stands at the end of the wire."""
    return EscPosPrinter()


@pytest.fixture
def tcp(machine: EscPosPrinter) -> Iterator[TcpPrinter]:
    wire = TcpPrinter(machine)
    wire.start()
    yield wire
    wire.close()


@pytest.fixture
def serial(machine: EscPosPrinter) -> Iterator[SerialPrinter]:
    wire = SerialPrinter(machine)
    wire.start()
    yield wire
    wire.close()


@pytest.fixture
def thermal(tcp: TcpPrinter, tmp_path: Path) -> Callable[..., Printer]:
    """Opens the network printer with other settings."""

    def opened(patience: Patience = BRIEF, **settings: object) -> Printer:
        given = {"kind": "escpos-tcp", "address": tcp.address, "paper": "roll80", **settings}
        return open_printer(PrinterSettings(**given), tmp_path, patience=patience)  # type: ignore[arg-type]

    return opened


@pytest.fixture
def unfinished(tmp_path: Path) -> Path:
    """The file that stands while a sheet is under way."""
    return tmp_path / UNFINISHED_FILE

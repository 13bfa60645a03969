"""What is drawn for Windows, looked at in a PDF; Windows itself has not been tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from kiosk.printer_states import PrinterState
from kiosk.printing.port import NotPrinted, Printed
from kiosk.printing.raster import page_sizes
from kiosk.printing.windows import WindowsPrinter
from tests.printing.sheets import WORDS, drawn_by_poppler, never, pdf, read_code, sheet


@pytest.fixture(autouse=True)
def _application() -> object:
    return QGuiApplication.instance() or QGuiApplication([])


def into(path: Path) -> WindowsPrinter:
    def lead(printer: QPrinter) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))

    return WindowsPrinter("", lead)


def test_pages_keep_their_size_and_their_code(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    assert into(path).draw(sheet(pdf(148, 210, pages=2))) == Printed()
    assert page_sizes(path.read_bytes()) == [pytest.approx((148, 210), abs=1)] * 2
    assert read_code(drawn_by_poppler(path.read_bytes(), tmp_path)) == [WORDS]


def test_what_is_no_pdf_is_not_drawn(tmp_path: Path) -> None:
    assert isinstance(into(tmp_path / "out.pdf").draw(sheet(b"no PDF")), NotPrinted)
    assert not (tmp_path / "out.pdf").exists()


def test_a_printer_that_is_not_there() -> None:
    printer = WindowsPrinter("no such printer")
    assert printer.standing().state is PrinterState.MISCONFIGURED
    assert isinstance(printer.send(sheet(), never), NotPrinted)


def test_what_is_personal_is_refused() -> None:
    printer = WindowsPrinter("")
    assert not printer.takes_personal
    sent = printer.send(sheet(personal=True), never)
    assert isinstance(sent, NotPrinted)
    assert "disk" in sent.standing.detail

"""A printer of Windows, by QPrinter, which draws onto whatever its driver makes of it.

Untried on Windows itself; the drawing is tried into a PDF. Windows spools every sheet into a file,
so nothing personal is printed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing.port import Doubtful, NotPrinted, Printed, Sent, Sheet, Standing
from kiosk.printing.raster import POINTS_PER_INCH, UnreadablePdf, opened

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter

DOTS_PER_INCH: Final = 300


class WindowsPrinter:
    """The printer called ``name``; the usual one of this machine where that is empty."""

    takes_personal = False

    def __init__(self, name: str, into: Callable[[QPrinter], None] = lambda _: None) -> None:
        """``into`` may lead the output elsewhere before anything is drawn."""
        self._name = name
        self._into = into

    def standing(self) -> Standing:
        """See ``Printer``; Windows tells little, and a queue that waits looks idle."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

        named = QPrinterInfo.printerInfo(self._name) if self._name else None
        info = named or QPrinterInfo.defaultPrinter()
        if info.isNull():
            known = ", ".join(QPrinterInfo.availablePrinterNames()) or "none"
            return Standing(PrinterState.MISCONFIGURED, f"no such printer; there are: {known}")
        match info.state():
            case QPrinter.PrinterState.Error | QPrinter.PrinterState.Aborted:
                return Standing(PrinterState.ERROR, "Windows reports an error")
            case QPrinter.PrinterState.Active:
                return Standing(PrinterState.BUSY)
            case _:
                return Standing(PrinterState.UNKNOWN, "Windows reports nothing wrong")

    def send(self, sheet: Sheet, cancelled: Callable[[], bool]) -> Sent:
        """See ``Printer``; ends when Windows has taken the sheet."""
        if sheet.personal:
            detail = "Windows would write a personal sheet to its disk"
            return NotPrinted(Standing(PrinterState.MISCONFIGURED, detail))
        standing = self.standing()
        if standing.state not in PRINTS or cancelled():
            return NotPrinted(standing)
        return self.draw(sheet)

    def draw(self, sheet: Sheet) -> Sent:
        """Hand ``sheet`` to Windows, whatever its printer says."""
        try:
            pages = list(page_images(sheet.pdf))
        except UnreadablePdf as error:
            return NotPrinted(Standing(PrinterState.ERROR, f"the sheet cannot be drawn: {error}"))
        if _painted(self._printer(sheet), pages):
            return Printed()
        return Doubtful(Standing(PrinterState.ERROR, "Windows did not take the whole sheet"))

    def _printer(self, sheet: Sheet) -> QPrinter:
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._name:
            printer.setPrinterName(self._name)
        printer.setDocName(sheet.title)
        printer.setFullPage(True)
        self._into(printer)
        return printer


def page_images(pdf: bytes) -> Iterator[QImage]:
    """Each page in grey, with its resolution; raises ``UnreadablePdf``."""
    from PySide6.QtGui import QImage  # noqa: PLC0415

    pages = []
    with opened(pdf) as document:
        for page in document:
            drawn = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH, grayscale=True)
            grey = QImage.Format.Format_Grayscale8
            dots = bytes(drawn.buffer)
            pages.append(QImage(dots, drawn.width, drawn.height, drawn.stride, grey).copy())
    yield from pages


def _painted(printer: QPrinter, pages: list[QImage]) -> bool:
    from PySide6.QtCore import QMarginsF, QSizeF  # noqa: PLC0415
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter  # noqa: PLC0415

    points = POINTS_PER_INCH / DOTS_PER_INCH
    painter = QPainter()
    for number, page in enumerate(pages):
        size = QSizeF(page.width() * points, page.height() * points)
        paper = QPageSize(size, QPageSize.Unit.Point)
        printer.setPageLayout(
            QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        )
        begun = painter.begin(printer) if number == 0 else printer.newPage()
        if not begun:
            return False
        painter.drawImage(painter.viewport(), page)
    return painter.end()

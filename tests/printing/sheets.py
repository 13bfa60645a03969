"""Sheets to print: a frame, a code and some words, as PDF of any size."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import qrcode
import zxingcpp
from PIL import Image
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.printing.port import Sheet

WORDS = "https://jyj.example.cn/p/j/3702-000123"


def pdf(width: float = 80, height: float = 120, *, pages: int = 1, foot: float = 0) -> bytes:
    """Pages in millimetres, with ``foot`` of white below; the frame stands 4 mm from the edges."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(width * mm, height * mm), invariant=True)
    for number in range(pages):
        canvas.setLineWidth(0.5 * mm)
        canvas.rect(4.25 * mm, (4.25 + foot) * mm, (width - 8.5) * mm, (height - 8.5 - foot) * mm)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(8 * mm, (height - 14) * mm, f"Page {number + 1} of {pages}")
        _code(canvas, 10 * mm, (foot + 8) * mm, min(40, width - 20) * mm)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def on_dots(width: float, dots: int, count: int = 40) -> bytes:
    """A chequered square of ``count`` fields a side, each of whole dots, 5 mm from the edges.

    One path, as codes are drawn: pdfium makes a rectangle that is alone thicker, to be seen.
    """
    file, side = BytesIO(), dots * 0.125 * mm
    canvas = Canvas(file, pagesize=(width * mm, 100 * mm))
    path = canvas.beginPath()
    for row in range(count):
        for column in range(row % 2, count, 2):
            path.rect(5 * mm + column * side, 95 * mm - (row + 1) * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.save()
    return file.getvalue()


def blank(width: float = 80, height: float = 120) -> bytes:
    """A page with nothing on it."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(width * mm, height * mm))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def sheet(content: bytes | None = None, **others: object) -> Sheet:
    """A sheet of ``content``, or of a usual slip."""
    given: dict[str, object] = {"pdf": pdf() if content is None else content, "title": "示例 slip"}
    return Sheet(**{**given, **others})  # type: ignore[arg-type]


def read_code(image: Image.Image) -> list[str]:
    """What the codes on ``image`` say."""
    white = Image.new("L", (image.width + 80, image.height + 80), 255)
    white.paste(image, (40, 40))
    return [code.text for code in zxingcpp.read_barcodes(white)]


def drawn_by_poppler(content: bytes, folder: Path) -> Image.Image:
    """The first page at 203.2 dots an inch, by another library than ours."""
    (folder / "page.pdf").write_bytes(content)
    command = ["pdftoppm", "-gray", "-r", "203.2", "-f", "1", "-l", "1", "page.pdf", "page"]
    subprocess.run(command, check=True, cwd=folder, timeout=20)
    return Image.open(next(folder.glob("page*.pgm")))


def never() -> bool:
    """Nobody takes it back."""
    return False


def _code(canvas: Canvas, x: float, y: float, size: float) -> None:
    code = qrcode.QRCode(border=0)
    code.add_data(WORDS)
    matrix = code.get_matrix()
    side = size / len(matrix)
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                place = (x + column * side, y + (len(matrix) - 1 - row) * side)
                canvas.rect(*place, side, side, stroke=0, fill=1)

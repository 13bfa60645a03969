"""The mark on paper is the mark of the brand, in black, at eight millimetres too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from assets import asset
from kiosk.slips.mark import UnreadableMark, read_mark, the_mark
from kiosk.slips.pen import MM, Pen

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{d}"/></svg>'


def drawn(folder: Path, height_mm: float, dots_per_inch: int) -> Image.Image:
    pen = Pen("mark")
    height = height_mm * MM
    with pen.page(the_mark().width(height), height):
        the_mark().draw(pen, 0, 0, height)
    (folder / "mark.pdf").write_bytes(pen.finished())
    words = ["pdftoppm", "-r", str(dots_per_inch), "-gray", "-singlefile", "mark.pdf", "mark"]
    subprocess.run(words, cwd=folder, check=True)
    return Image.open(folder / "mark.pgm")


def as_qt_draws_it(width: int, height: int) -> Image.Image:
    picture = QImage(width, height, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(str(asset("brand", "mark-mono.svg")))
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    line = picture.bytesPerLine()
    bits = bytes(picture.constBits())
    return Image.frombytes("L", (width, height), bits, "raw", "L", line)


@pytest.mark.parametrize(("height_mm", "dots_per_inch"), [(8, 203), (30, 300)])
def test_it_is_the_same_shape_as_on_the_screen(
    tmp_path: Path, height_mm: float, dots_per_inch: int
) -> None:
    ours = drawn(tmp_path, height_mm, dots_per_inch)
    theirs = as_qt_draws_it(*ours.size)
    difference = ImageChops.difference(ours, theirs).histogram()
    assert sum(difference[128:]) / (ours.width * ours.height) < 0.02
    inked = sum(theirs.histogram()[:128]) / (ours.width * ours.height)
    assert 0.2 < inked < 0.6


def test_relative_and_straight_commands_are_read() -> None:
    absolute = read_mark(SVG.format(box="0 0 9 9", d="M1,1L5,1L5,5L1,5Z"))
    assert read_mark(SVG.format(box="0 0 9 9", d="m1,1h4v4h-4z")).shapes == absolute.shapes
    assert read_mark(SVG.format(box="-1 -2 9 9", d="M0-1 4-1 4 3 0 3Z")).shapes == absolute.shapes


@pytest.mark.parametrize(
    "svg",
    [
        "no svg",
        "<svg/>",
        SVG.format(box="0 0", d="M0,0Z"),
        SVG.format(box="0 0 9 9", d="M0,0S1,1 2,2"),
        SVG.format(box="0 0 9 9", d="M0,0L1"),
        SVG.format(box="0 0 9 9", d="M0,0A2,3 0 0,0 4,4"),
    ],
)
def test_a_mark_beyond_reading_is_said_to_be_one(svg: str) -> None:
    with pytest.raises(UnreadableMark):
        read_mark(svg)

"""A finished PDF as the dots of a thermal printer: one bit each, 203 to the inch.

The same PDF that a laser printer gets, so that a slip is laid out once. pdfium brings its own
rasteriser in a wheel and needs nothing of the system (docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from math import ceil
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap, PdfDocument, PdfPage

DOTS_PER_INCH: Final = 203.2
"""8 dots to the millimetre."""
POINTS_PER_INCH: Final = 72.0
_MM_PER_POINT: Final = 25.4 / POINTS_PER_INCH
LONGEST_MM: Final = 3_000.0
"""A page longer than this is a mistake, and would empty a roll."""
_SLACK_MM: Final = 1.0
_TOUCHED: Final = 0.25
"""Of a dot; by less than this a page does not reach into another one."""
_INK_BELOW: Final = 144
"""Of 255; a little above the middle, or thin strokes of 12 pt break off (looked at)."""
_ONE_AT_A_TIME: Final = Lock()
_DIGITS: Final = bytes(ord("1") if grey < _INK_BELOW else ord("0") for grey in range(256))


class UnreadablePdf(Exception):
    """What was given is no PDF that can be drawn."""


@dataclass(frozen=True, slots=True)
class Head:
    """A print head of ``dots`` across (a multiple of 8) over paper of ``paper_mm``."""

    dots: int
    paper_mm: float

    @property
    def row_bytes(self) -> int:
        """Bytes of one row of dots."""
        return self.dots // 8


HEADS: Final = {"roll80": Head(576, 80.0), "roll58": Head(384, 58.0)}
"""By the ``paper`` of the settings."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Rows of packed dots, the leftmost in the highest bit; 1 is black. Ends with the last ink."""

    row_bytes: int
    dots: bytes

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.dots) // self.row_bytes


def rasters(pdf: bytes, head: Head) -> Iterator[Raster]:
    """Each page of ``pdf`` for ``head``, empty ones left out; raises ``UnreadablePdf``.

    A page as wide as the paper, or as the head, is drawn in its own size with its middle in the
    middle; a wider one is made smaller until it fits.
    """
    with opened(pdf) as document:
        drawn = [_drawn(page, head) for page in document]
    yield from (raster for raster in drawn if raster.rows)


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres; raises ``UnreadablePdf``."""
    with opened(pdf) as document:
        return [_size(page) for page in document]


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """``pdf`` for pdfium, which two threads must never use at once; raises ``UnreadablePdf``."""
    import pypdfium2  # noqa: PLC0415

    with _ONE_AT_A_TIME:
        try:
            with closing(pypdfium2.PdfDocument(pdf)) as document:
                yield document
        except pypdfium2.PdfiumError as error:
            raise UnreadablePdf(str(error)) from error


def _size(page: PdfPage) -> tuple[float, float]:
    width, height = page.get_size()
    return width * _MM_PER_POINT, height * _MM_PER_POINT


def _drawn(page: PdfPage, head: Head) -> Raster:
    width_mm, height_mm = _size(page)
    if height_mm > LONGEST_MM:
        raise UnreadablePdf(f"a page of {height_mm:.0f} mm is longer than any slip")
    too_wide = width_mm > head.paper_mm + _SLACK_MM
    shrink = head.dots / (width_mm / 25.4 * DOTS_PER_INCH) if too_wide else 1.0
    bitmap = _grey(page, DOTS_PER_INCH / POINTS_PER_INCH * shrink)
    grey, stride = bytes(bitmap.buffer), bitmap.stride
    starts = range(0, stride * bitmap.height, stride)
    rows = (grey[start : start + bitmap.width] for start in starts)
    packed = b"".join(_packed(row, head) for row in rows)
    return Raster(head.row_bytes, _without_tail(packed, head.row_bytes))


def _grey(page: PdfPage, scale: float) -> PdfBitmap:
    """``page`` in dots of exactly ``scale`` to the point.

    The library's own ``render`` stretches a page to whole dots, and what was laid out on dots, as
    the modules of a code, falls between them.
    """
    import pypdfium2  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    width, height = (max(1, ceil(points * scale - _TOUCHED)) for points in page.get_size())
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    matrix, clip = raw.FS_MATRIX(scale, 0, 0, scale, 0, 0), raw.FS_RECTF(0, 0, width, height)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, raw.FPDF_GRAYSCALE)
    return bitmap


def _packed(grey: bytes, head: Head) -> bytes:
    digits = grey.translate(_DIGITS)
    surplus = len(digits) - head.dots
    if surplus >= 0:
        digits = digits[surplus // 2 :][: head.dots]
    else:
        digits = digits.rjust(len(digits) - surplus // 2, b"0").ljust(head.dots, b"0")
    return int(digits, 2).to_bytes(head.row_bytes, "big")


def _without_tail(packed: bytes, row_bytes: int) -> bytes:
    inked = len(packed.rstrip(b"\0"))
    return packed[: -(-inked // row_bytes) * row_bytes]

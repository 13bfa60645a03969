"""QR codes as pictures for QML, one pixel a module: ``image://qr/`` and what the code says."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

SCHEME: Final = "qr"
QUIET: Final = 4
"""Modules of margin that a scanner wants (ISO/IEC 18004)."""
_MASK: Final = 3
"""Trying all eight costs a slow machine a tenth of a second; signed bytes look random anyway."""


def qr_source(text: str) -> str:
    """Source of an ``Image`` that shows ``text``; empty for no text."""
    return f"image://{SCHEME}/{quote(text, safe='')}" if text else ""


def qr_modules(text: str) -> int:
    """Modules on a side of the code for ``text``, its quiet zone included; 0 for no text."""
    return len(_matrix(text)) if text else 0


def qr_image(text: str) -> QImage:
    """The code for ``text``: dark on light, its quiet zone included."""
    matrix = _matrix(text)
    image = QImage(len(matrix), len(matrix), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x, y, 0xFF000000)
    return image


class QrImages(QQuickImageProvider):
    """Draws what stands behind ``image://qr/``."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        """The code; an ``Image`` scales it by whole numbers and without smoothing."""
        image = qr_image(unquote(id))
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _matrix(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=_MASK)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix

"""What a phone's camera would read off a picture."""

from __future__ import annotations

import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage


def scanned(picture: QImage) -> str:
    """Text of the one code in ``picture``; empty where none can be read."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    size, line = (grey.width(), grey.height()), grey.bytesPerLine()
    found = zxingcpp.read_barcodes(
        Image.frombytes("L", size, bytes(grey.constBits()), "raw", "L", line)
    )
    return found[0].text if found else ""

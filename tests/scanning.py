"""What a phone's camera would read off a picture."""

from __future__ import annotations

import subprocess
from pathlib import Path

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


def decoded(pdf: bytes, folder: Path) -> set[str]:
    """Texts of all codes on all pages of ``pdf``, drawn at 203 dpi below ``folder``."""
    drawn = folder / "drawn"
    drawn.mkdir()
    command = ["pdftoppm", "-r", "203", "-gray", "-", str(drawn / "page")]
    subprocess.run(command, input=pdf, check=True)
    pages = [Image.open(path) for path in sorted(drawn.iterdir())]
    return {code.text for page in pages for code in zxingcpp.read_barcodes(page)}

"""What a person, a phone and a ruler find on paper: text, codes, ink."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pikepdf
import zxingcpp
from PIL import Image

DOTS_PER_INCH = 203.2
DOTS_PER_MM = 8
MM = 72 / 25.4


@dataclass(frozen=True)
class Box:
    """A word and where it stands, in points from the top left."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


def squeezed(text: str) -> str:
    """``text`` without white space, as lines break anywhere."""
    return re.sub(r"\s+", "", text)


def said(pdf: bytes) -> str:
    """All text in the order in which it was drawn, without white space."""
    return squeezed(_poppler("pdftotext", "-raw", "-enc", "UTF-8", pdf=pdf).decode())


def pages(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres."""
    with pikepdf.open(BytesIO(pdf)) as document:
        boxes = [[float(n) for n in page.mediabox] for page in document.pages]
    return [((right - left) / MM, (top - low) / MM) for left, low, right, top in boxes]


def boxes(pdf: bytes) -> list[list[Box]]:
    """The words of each page."""
    page = re.compile(r"<page [^>]*>.*?</page>", re.DOTALL)
    listing = _poppler("pdftotext", "-bbox", "-enc", "UTF-8", pdf=pdf).decode()
    return [
        [
            Box(word.text or "", *(float(word.attrib[name]) for name in _SIDES))
            for word in ElementTree.fromstring(found)
        ]
        for found in page.findall(listing)
    ]


_SIDES = ("xMin", "yMin", "xMax", "yMax")


def dots(pdf: bytes) -> list[Image.Image]:
    """Each page as a thermal head would print it: one bit, eight dots to the millimetre."""
    with TemporaryDirectory(prefix="slips-") as name:
        root = Path(name)
        (root / "in.pdf").write_bytes(pdf)
        words = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-mono", "in.pdf", "out"]
        subprocess.run(words, cwd=root, check=True, capture_output=True)
        return [Image.open(path).copy() for path in sorted(root.glob("out*.pbm"))]


def codes(pdf: bytes) -> list[str]:
    """What a phone reads off the dots of all pages."""
    found = [code for page in dots(pdf) for code in zxingcpp.read_barcodes(page.convert("L"))]
    return [code.text for code in found]


def ink_outside(page: Image.Image, left: float, top: float, right: float, foot: float) -> int:
    """Black dots within so many millimetres of the edges of ``page``."""
    ink = page.convert("L").point(lambda grey: 255 if grey < 128 else 0)
    whole = ink.histogram()[255]
    sides = (left, top, page.width / DOTS_PER_MM - right, page.height / DOTS_PER_MM - foot)
    inner = ink.crop(tuple(round(side * DOTS_PER_MM) for side in sides))
    return whole - inner.histogram()[255]


def operators(pdf: bytes) -> set[str]:
    """Names of all drawing operators of all pages."""
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = [pikepdf.parse_content_stream(page) for page in document.pages]
        return {str(step.operator) for steps in streams for step in steps}


def fonts(pdf: bytes) -> set[str]:
    """Names of the fonts, each with whether it is embedded."""
    lines = _poppler("pdffonts", pdf=pdf).decode().splitlines()[2:]
    return {f"{line.split()[0].partition('+')[2]} {line.split()[-5]}" for line in lines}


def _poppler(program: str, *words: str, pdf: bytes) -> bytes:
    with TemporaryDirectory(prefix="slips-") as name:
        path = Path(name) / "in.pdf"
        path.write_bytes(pdf)
        to = ["-"] if program == "pdftotext" else []
        done = subprocess.run([program, *words, str(path), *to], check=True, capture_output=True)
        return done.stdout

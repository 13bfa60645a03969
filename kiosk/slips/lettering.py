"""The two bundled fonts on paper: registered once, measured from their own tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from assets import asset

ASCENT: Final = 0.88
"""Of an em: where the top of the em box is above the baseline."""
REGULAR: Final = "KioskSans-Regular"
BOLD: Final = "KioskSans-Bold"


@dataclass(frozen=True, slots=True)
class Style:
    """Letters of ``size`` points, one line every ``leading`` points."""

    size: float
    leading: float
    bold: bool = False

    @property
    def font(self) -> str:
        """Name of the registered font."""
        return BOLD if self.bold else REGULAR

    @property
    def baseline(self) -> float:
        """Points from the top of a line to its baseline; the letters stand in its middle."""
        return (self.leading - self.size) / 2 + ASCENT * self.size

    def width(self, words: str) -> float:
        """Points across ``words``."""
        known = advances(self.font)
        return sum([known[letter] for letter in words]) * self.size


class _Advances(dict[str, float]):
    """Width of each character in ems; a character without glyph is as wide as the font says."""

    def __init__(self, by_code: dict[int, float], default: float) -> None:
        super().__init__({chr(code): width / 1000 for code, width in by_code.items()})
        self._default = default / 1000

    def __missing__(self, letter: str) -> float:
        return self._default


@cache
def advances(font: str) -> dict[str, float]:
    """Widths of the characters of ``font`` in ems. The first call reads both fonts."""
    face = _faces()[font]
    return _Advances(face.charWidths, face.defaultWidth)


@cache
def covered() -> frozenset[str]:
    """Characters that both fonts draw."""
    regular, bold = (frozenset(map(chr, face.charToGlyph)) for face in _faces().values())
    return regular & bold


@cache
def _faces() -> dict[str, Any]:
    faces: dict[str, Any] = {}
    for name in (REGULAR, BOLD):
        font = TTFont(name, str(asset("fonts", f"{name}.ttf")), asciiReadable=False)
        registerFont(font)
        faces[name] = font.face
    return faces

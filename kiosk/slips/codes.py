"""QR codes on paper: large enough for an old phone, on the dots of a thermal head."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from kiosk.slips.paper import DOT_MM
from kiosk.slips.pen import DOT, Pen

QUIET: Final = 4
"""Modules of margin that a scanner wants (ISO/IEC 18004)."""
_MASK: Final = 3
"""Trying all eight would take as long as the rest of a slip."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its quiet zone; ``module`` is in points. As tall as it is wide."""

    rows: tuple[tuple[bool, ...], ...]
    module: float

    @property
    def quiet(self) -> float:
        """Points of the quiet zone: it may reach into a margin that is white anyway."""
        return QUIET * self.module

    @property
    def height(self) -> float:
        """Points on a side."""
        return len(self.rows) * self.module

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        pen.modules(x, top, self.module, self.rows)


def code_for(text: str, least_mm: float, most_mm: float) -> Code | None:
    """The code of ``text``: its dark part ``least_mm`` across, all of it at most ``most_mm``.

    None for no text, and where the modules would be finer than two dots.
    """
    if not text:
        return None
    rows = _matrix(text)
    wanted = ceil(least_mm / DOT_MM / (len(rows) - 2 * QUIET))
    dots = min(wanted, int(most_mm / DOT_MM / len(rows)))
    return Code(rows, dots * DOT) if dots >= 2 else None


def _matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=_MASK)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return tuple(tuple(row) for row in code.get_matrix())

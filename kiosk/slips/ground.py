"""The paper, its type and its station: what every part of a sheet is laid out on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.slips.paper import PAPERS, Imprint, Layout, Paper
from kiosk.slips.pen import DOT, MM
from kiosk.slips.sizes import SIZES, TIGHT, Sizes

OVERHANG: Final = 0.055
"""Of an em: by how much a bold j or í of these fonts reaches beyond its place."""


@dataclass(frozen=True, slots=True)
class Ground:
    """``kind`` is the word in the corner that says what this is; ``tight`` is smaller type."""

    layout: Layout
    imprint: Imprint
    kind: str = ""
    tight: bool = False

    @property
    def paper(self) -> Paper:
        """Millimetres of the paper."""
        return PAPERS[self.layout]

    @property
    def sizes(self) -> Sizes:
        """Its type."""
        return TIGHT.get(self.layout, SIZES[self.layout]) if self.tight else SIZES[self.layout]

    @property
    def left(self) -> float:
        """Points from the left edge to where lines begin."""
        return self.paper.side * MM + self._bearing

    @property
    def width(self) -> float:
        """Points from where lines begin to where they end."""
        return self.paper.printable * MM - 2 * self._bearing

    @property
    def _bearing(self) -> float:
        return self.sizes.pay * OVERHANG + DOT

    @property
    def roll(self) -> bool:
        """Whether it is as long as its text."""
        return self.paper.roll

    @property
    def thick(self) -> float:
        """Weight of a strong rule, in points."""
        return (6 if self.roll else 5) * DOT

    @property
    def thin(self) -> float:
        """Weight of a rule between facts."""
        return (2 if self.roll else 1) * DOT

"""The type scale of each paper: sizes in points, distances in millimetres.

Body is never below 12 pt and pay never below 18 (experience.md, Paper); what only an office reads
(source, number, time of print) may be 10.5, the smallest that a thermal head draws cleanly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.slips.lettering import Style
from kiosk.slips.paper import Layout
from kiosk.slips.pen import MM

LEAST_PAY: Final = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """``label`` is the width of the column of names, 0 where names stand above their text."""

    body: float
    small: float
    lead: float
    title: float
    pay: float
    phone: float
    mark_mm: float
    label: float
    leading: float = 1.36

    @property
    def text(self) -> Style:
        """Running text."""
        return Style(self.body, self.body * self.leading)

    @property
    def strong(self) -> Style:
        """Names of facts, and what must not be missed."""
        return Style(self.body, self.body * self.leading, bold=True)

    @property
    def note(self) -> Style:
        """Small print."""
        return Style(self.small, self.small * self.leading)

    @property
    def subtitle(self) -> Style:
        """Employer, walk, station."""
        return Style(self.lead, self.lead * 1.3)

    @property
    def strong_lead(self) -> Style:
        """The same, bold."""
        return Style(self.lead, self.lead * 1.3, bold=True)

    @property
    def heading(self) -> Style:
        """The title."""
        return Style(self.title, self.title * 1.22, bold=True)

    @property
    def number(self) -> Style:
        """A number to dial."""
        return Style(self.phone, self.phone * 1.22, bold=True)

    @property
    def mark(self) -> float:
        """Height of the mark in points."""
        return self.mark_mm * MM

    @property
    def step(self) -> float:
        """The usual distance between two things, in points."""
        return self.body * (self.leading - 1) * 1.4


TIGHT: Final = {
    Layout.A5: Sizes(
        body=12, small=10.5, lead=13, title=21, pay=28, phone=19, mark_mm=8, label=58, leading=1.23
    ),
    Layout.A4: Sizes(
        body=12.5, small=10.5, lead=15, title=27, pay=38, phone=23, mark_mm=11, label=70,
        leading=1.3,
    ),
}  # fmt: skip
"""For what nearly fits on one page."""
SIZES: Final = {
    Layout.ROLL80: Sizes(
        body=12, small=10.5, lead=14, title=21, pay=27, phone=19, mark_mm=9, label=54
    ),
    Layout.ROLL58: Sizes(
        body=12, small=10, lead=13, title=18, pay=24, phone=17, mark_mm=8, label=0
    ),
    Layout.A5: Sizes(body=12, small=10.5, lead=14, title=23, pay=32, phone=20, mark_mm=9, label=62),
    Layout.A4: Sizes(
        body=14, small=11, lead=17, title=32, pay=46, phone=27, mark_mm=12, label=78, leading=1.45
    ),
    Layout.A3: Sizes(
        body=20, small=14, lead=24, title=46, pay=64, phone=38, mark_mm=17, label=112, leading=1.45
    ),
}

"""One PDF while it is written: black marks at places counted in points from the top left.

Lines and code modules sit on the dots of a thermal head, so that they stay sharp there. Nothing
sets a colour: ink is black because that is what a page begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from kiosk.slips.lettering import REGULAR, Style, covered
from kiosk.slips.paper import DOT_MM

MM: Final = 72 / 25.4
"""Points to the millimetre."""
DOT: Final = DOT_MM * MM
_HAIR: Final = DOT * 0.03
"""Left white around bars and modules: some rasterisers blacken every dot that is touched at all."""
PathStep = tuple[str, tuple[float, ...]]
"""M, L, C or Z with absolute numbers."""


class Pen:
    """Draws the pages of one document."""

    def __init__(self, title: str) -> None:
        covered()  # registers the fonts
        self._paper = BytesIO()
        self._canvas = Canvas(
            self._paper, pageCompression=1, invariant=1, initialFontName=REGULAR, lang="zh-CN"
        )
        self._canvas.setTitle(title)
        self._top = 0.0

    @contextmanager
    def page(self, width: float, height: float) -> Iterator[None]:
        """A page of ``width`` × ``height`` points."""
        self._canvas.setPageSize((width, height))
        self._top = height
        yield
        self._canvas.showPage()

    def words(self, x: float, top: float, words: str, style: Style) -> None:
        """One line; ``top`` is the top of its leading."""
        line = self._canvas.beginText(x, self._top - top - style.baseline)
        line.setFont(style.font, style.size)
        line.textOut(words)
        self._canvas.drawText(line)

    def bar(self, x: float, top: float, width: float, height: float) -> None:
        """A black rectangle, at least a dot thick, moved onto the dots."""
        left, upper = _on_dot(x), _on_dot(top)
        wide, high = (max(DOT, _on_dot(side)) for side in (width, height))
        self._canvas.rect(
            left + _HAIR,
            self._top - upper - high + _HAIR,
            wide - 2 * _HAIR,
            high - 2 * _HAIR,
            stroke=0,
            fill=1,
        )

    def frame(self, x: float, top: float, width: float, height: float, weight: float) -> None:
        """Four bars around an area, drawn inside it."""
        self.bar(x, top, width, weight)
        self.bar(x, top + height - weight, width, weight)
        self.bar(x, top, weight, height)
        self.bar(x + width - weight, top, weight, height)

    def pill(self, x: float, top: float, width: float, height: float) -> None:
        """An outline with round ends."""
        self._canvas.setLineWidth(2 * DOT)
        inset = DOT + _HAIR
        self._canvas.roundRect(
            x + inset,
            self._top - top - height + inset,
            width - 2 * inset,
            height - 2 * inset,
            height / 3,
        )

    def dashes(self, x: float, top: float, to_x: float, to_top: float) -> None:
        """A dashed line to cut along, right or down."""
        self._canvas.setLineWidth(2 * DOT)
        self._canvas.setDash(2 * MM, 1.2 * MM)
        self._canvas.line(
            x + _HAIR, self._top - top - _HAIR, to_x - _HAIR, self._top - to_top + _HAIR
        )
        self._canvas.setDash()

    def modules(self, x: float, top: float, side: float, rows: Sequence[Sequence[bool]]) -> None:
        """The dark squares of a code, ``side`` points each (a whole number of dots)."""
        left, upper = int(x / DOT + _HAIR) * DOT, self._top - _on_dot(top)
        path = self._canvas.beginPath()
        for number, row in enumerate(rows, start=1):
            for start, length in _dark_runs(row):
                path.rect(
                    left + start * side + _HAIR,
                    upper - number * side + _HAIR,
                    length * side - 2 * _HAIR,
                    side - 2 * _HAIR,
                )
        self._canvas.drawPath(path, stroke=0, fill=1)

    def shape(self, x: float, top: float, scale: float, steps: Iterable[PathStep]) -> None:
        """A filled path whose numbers count from (``x``, ``top``) downwards in ``scale`` points."""
        canvas = self._canvas
        canvas.saveState()
        canvas.transform(scale, 0, 0, -scale, x, self._top - top)
        path = canvas.beginPath()
        for name, numbers in steps:
            match name:
                case "M":
                    path.moveTo(*numbers)
                case "L":
                    path.lineTo(*numbers)
                case "C":
                    path.curveTo(*numbers)
                case _:
                    path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    @contextmanager
    def turned(self, x: float, top: float) -> Iterator[None]:
        """What is drawn within reads from bottom to top; its origin is put at (``x``, ``top``)."""
        canvas, before = self._canvas, self._top
        canvas.saveState()
        canvas.translate(x, self._top - top)
        canvas.rotate(90)
        self._top = 0.0
        yield
        self._top = before
        canvas.restoreState()

    def finished(self) -> bytes:
        """The PDF; the same marks give the same bytes."""
        self._canvas.save()
        return self._paper.getvalue()


def _dark_runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for place, dark in enumerate([*row, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None


def _on_dot(points: float) -> float:
    return round(points / DOT) * DOT

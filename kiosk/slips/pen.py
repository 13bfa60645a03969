"""One PDF while it is written: black marks at places counted in points from the top left.

Lines and code modules sit on the dots of a thermal head, so that they stay sharp there. Nothing
sets a colour: ink is black because that is what a page begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from reportlab import rl_config
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
_PDF_STEPS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}
rl_config.useA85 = 0
"""Pages are bytes, not text: a third shorter, and quicker to write."""


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
        low = self._top - upper - high
        self._canvas.addLiteral(_box(left, low, wide, high, _HAIR) + " f")

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
        left, low = int(x / DOT + _HAIR) * DOT, self._top - _on_dot(top) - len(rows) * side
        boxes = (
            _box(start, place, length, 1, _HAIR / side)
            for place, row in enumerate(reversed(rows))
            for start, length in _dark_runs(row)
        )
        self._scaled(left, low, side, side, " ".join(boxes))

    def shape(self, x: float, top: float, scale: float, steps: Iterable[PathStep]) -> None:
        """A filled path whose numbers count from (``x``, ``top``) downwards in ``scale`` points."""
        path = (" ".join([*map(_number, n), _PDF_STEPS[name]]) for name, n in steps)
        self._scaled(x, self._top - top, scale, -scale, " ".join(path))

    def _scaled(self, x: float, y: float, across: float, up: float, path: str) -> None:
        """Fill ``path``, whose units are ``across`` and ``up`` points and begin at (x, y)."""
        place = " ".join(map(_number, (across, 0, 0, up, x, y)))
        self._canvas.addLiteral(f"q {place} cm {path} f Q")

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


def _box(left: float, low: float, wide: float, high: float, hair: float) -> str:
    """A rectangle as a PDF says it, ``hair`` smaller on every side."""
    sides = (left + hair, low + hair, wide - 2 * hair, high - 2 * hair)
    return " ".join(map(_number, sides)) + " re"


def _number(number: float) -> str:
    return f"{number:.4f}"


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

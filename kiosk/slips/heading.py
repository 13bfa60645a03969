"""The head of every sheet: the mark, whose it is, what it is; and words in a frame."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache

from kiosk.slips.flowing import Item, flow
from kiosk.slips.ground import Ground
from kiosk.slips.mark import Mark, UnreadableMark, the_mark
from kiosk.slips.pen import MM, Pen
from kiosk.slips.pieces import Frame, Piece, Placed, Rule, Words, stacked, text

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inked:
    """The mark as a piece."""

    mark: Mark
    height: float

    @property
    def width(self) -> float:
        """Points across."""
        return self.mark.width(self.height)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        self.mark.draw(pen, x, top, self.height)


def heading(ground: Ground) -> list[Item]:
    """Mark, brand line and station on the left, the kind of sheet on the right, a strong rule."""
    sizes, imprint = ground.sizes, ground.imprint
    mark = marked(sizes.mark)
    kind = Words(ground.kind, sizes.strong_lead)
    beside = mark.width + 2 * MM if mark else 0.0
    aside = kind.width + 3 * MM if ground.kind and not ground.roll else 0.0
    room = ground.width - beside - aside
    station = text(imprint.station, sizes.strong, room)
    below = text(imprint.station, sizes.strong, ground.width) if len(station) > 1 else []
    names = stacked(
        [*text(imprint.brand_line, sizes.note, room), *([] if below else station)], right=beside
    )
    height = max(names.height, mark.height if mark else 0.0)
    parts: list[tuple[float, float, Piece]] = [(0.0, (height - names.height) / 2, names)]
    if mark:
        parts.append((0.0, (height - mark.height) / 2, mark))
    if aside:
        parts.append((ground.width - kind.width, height - kind.height, kind))
    return [
        Item(Placed(height, tuple(parts)), stays=True),
        *flow(below, 0.5 * MM, stays=True),
        Item(Rule(ground.width, ground.thick), before=1.5 * MM, stays=True),
    ]


def framed(ground: Ground, *lines: list[tuple[str, bool]]) -> Item:
    """Lines of short runs (words, whether bold) in a frame.

    A run that does not fit beside the one before begins a row, and wraps if it must.
    """
    sizes, inset = ground.sizes, 2 * MM
    room = ground.width - 2 * inset
    rows = [row for runs in lines for row in _rows(ground, runs, room)]
    inner = stacked(rows)
    height = inner.height + 2 * MM
    frame = Frame(ground.width, height, ground.thick / 2)
    piece = Placed(height, ((0.0, 0.0, frame), (inset, MM, inner)))
    return Item(piece, before=sizes.step)


def _rows(ground: Ground, runs: list[tuple[str, bool]], room: float) -> list[Placed]:
    sizes = ground.sizes
    rows: list[list[tuple[float, float, Piece]]] = []
    right = room
    for words, bold in runs:
        for piece in text(words, sizes.strong if bold else sizes.text, room):
            if right + piece.width > room:
                rows.append([])
                right = 0.0
            rows[-1].append((right, 0.0, piece))
            right += piece.width
    return [Placed(sizes.text.leading, tuple(row)) for row in rows]


@cache
def marked(height: float) -> Inked | None:
    """The mark ``height`` points tall; None, once said to the log, where it cannot be read."""
    try:
        return Inked(the_mark(), height)
    except UnreadableMark as reason:
        log.warning("the mark is left out on paper: %s", reason)
        return None

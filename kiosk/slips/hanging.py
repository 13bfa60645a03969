"""A code that hangs at the right of the lines beside it."""

from __future__ import annotations

from kiosk.slips.flowing import Item
from kiosk.slips.pieces import Piece, Placed


def with_aside(lines: list[Item], aside: Piece, right: float) -> list[Item]:
    """``lines`` with ``aside`` hanging from the first of them, and room below for all of it.

    It is drawn first, so that whoever reads the text of the PDF finds the lines together.
    """
    first = lines[0]
    down = sum(line.before + line.piece.height for line in lines) - first.before
    hung = Placed(first.piece.height, ((right, 0.0, aside), (0.0, 0.0, first.piece)))
    room = Item(Placed(0.0, ()), before=max(0.0, aside.height - down))
    return [Item(hung, first.before, first.stays), *lines[1:], room]

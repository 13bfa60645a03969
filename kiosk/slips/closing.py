"""What every sheet ends with: whom to call, the code to take along, the warning, 12333."""

from __future__ import annotations

from typing import Final

from kiosk.slips.codes import Code, code_for
from kiosk.slips.flowing import Item, flow
from kiosk.slips.ground import Ground
from kiosk.slips.heading import framed
from kiosk.slips.pen import MM
from kiosk.slips.pieces import Piece, Placed, Rule, centred, stacked, text

CODE_MM: Final = 25.0
"""The dark part of a code: read by an old phone at arm's length."""
CALL_FIRST: Final = [("请先打电话核实，", True), ("再出门。", False), ("岗位可能有变。", False)]
_LEAST_CAPTION: Final = 6
"""Characters a line beside the code; with fewer, the words stand below it."""


def call_items(ground: Ground, whose: str, phone: str) -> list[Item]:
    """Whom a number reaches, and the number in large, between strong rules."""
    sizes, width = ground.sizes, ground.width
    owner = text(whose, sizes.strong_lead, width)
    lines = text(phone, sizes.number, width)
    rule = Rule(width, ground.thick / 2)
    first: list[Piece] = [*owner, *lines]
    if len(owner) == len(lines) == 1 and owner[0].width + lines[0].width + 4 * MM <= width:
        height = lines[0].height
        drop = height - owner[0].height - (lines[0].style.size - owner[0].style.size) * 0.08
        right = width - lines[0].width if ground.roll else owner[0].width + 6 * MM
        first = [Placed(height, ((0.0, drop, owner[0]), (right, 0.0, lines[0])))]
    return [
        Item(rule, before=sizes.step, stays=True),
        *flow(first, sizes.step * 0.7, stays=True),
        Item(rule, before=sizes.step * 0.7),
    ]


def code_of(ground: Ground, address: str) -> Code | None:
    """The code of ``address`` as large as it has to be."""
    least = CODE_MM * (1.4 if ground.sizes.body > 16 else 1)
    return code_for(address, least, ground.paper.printable)


def take_along(ground: Ground, address: str, scan: str, otherwise: str) -> list[Item]:
    """On a roll: the code and what it is for; without a code what to do ``otherwise``."""
    code, sizes, width = code_of(ground, address), ground.sizes, ground.width
    if code is None:
        return flow(text(otherwise, sizes.text, width), sizes.step)
    room = width - code.height + code.quiet
    if room < _LEAST_CAPTION * sizes.body:
        below = Placed(code.height, (((width - code.height) / 2, 0.0, code),))
        caption = [centred(line, width) for line in text(scan, sizes.strong, width)]
        return [Item(below, stays=True), *flow(caption)]
    beside = stacked(text(scan, sizes.strong, room))
    down = (code.height - beside.height) / 2
    return [Item(Placed(code.height, ((-code.quiet, 0.0, code), (width - room, down, beside))))]


def code_aside(ground: Ground, address: str, scan: str) -> Placed | None:
    """On a page: code and caption for its right edge; None without an address.

    It is as wide as the dark part: the quiet zone is white above and in the margin anyway.
    """
    code = code_of(ground, address)
    if code is None:
        return None
    dark = code.height - 2 * code.quiet
    lines = text(scan, ground.sizes.note, dark)
    caption = stacked([centred(line, dark) for line in lines])
    down = dark + 1 * MM
    return Placed(down + caption.height, ((-code.quiet, -code.quiet, code), (0.0, down, caption)))


def warning(ground: Ground) -> Item:
    """No fees, no deposit; whom to call about it, and whom about anything else."""
    imprint = ground.imprint
    fees = [("求职不交押金、", True), ("不交培训费。", True)]
    about = [("遇到收费、扣证件、", False), ("欠薪，", False), (f"打 {imprint.hotline}", True)]
    here = [("不清楚的，", False), ("问本站：", False), (imprint.station_phone, True)]
    return framed(ground, *([fees, about] if ground.roll else [[*fees, *about]]), here)


def aside_width(aside: Placed) -> float:
    """Points across what ``code_aside`` made: the dark part of its code."""
    code = aside.parts[0][2]
    return code.height - 2 * code.quiet if isinstance(code, Code) else 0.0

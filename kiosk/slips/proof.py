"""The printer test: does paper come out black, in its true size, with its edges and its code?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.slips.binding import bound
from kiosk.slips.closing import code_of
from kiosk.slips.flowing import Item, flow
from kiosk.slips.ground import Ground
from kiosk.slips.heading import heading
from kiosk.slips.lettering import Style
from kiosk.slips.paper import PAPERS, Imprint, Layout
from kiosk.slips.pen import DOT, MM, Pen
from kiosk.slips.pieces import Frame, Piece, Placed, Words, stacked, text

_SAMPLES: Final = {
    10.5: "就业角试印：国人口日月木（0123456789）",
    12.0: "就业角试印：步行约 6 分钟，元/月",
    14.0: "打 12333，不交押金",
    18.0: "保洁员 ABC abc",
    26.0: "3,000 元/月",
}
_PROOF: Final = "KIOSK PROOF"
"""What the code says where phones have no address."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Millimetres along a line, a number every ten."""

    length_mm: int
    height: float = 12 * MM

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        pen.bar(x, top, self.length_mm * MM + DOT, 2 * DOT)
        figures = Style(10.5, 12)
        for mm in range(self.length_mm + 1):
            tall = 5.0 if mm % 10 == 0 else 3.5 if mm % 5 == 0 else 2.0
            pen.bar(x + mm * MM, top, 2 * DOT, tall * MM)
            if mm % 10 == 0 and 0 < mm < self.length_mm:
                shift = figures.width(str(mm)) / 2
                pen.words(x + mm * MM - shift, top + 5.5 * MM, str(mm), figures)


@dataclass(frozen=True, slots=True)
class Steps:
    """Lines and bars from one dot up: what a worn head or a dry ribbon leaves out."""

    width: float
    height: float = 16 * MM

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        for dots in range(1, 7):
            pen.bar(x, top + (dots - 1) * 1.6 * MM, self.width, dots * DOT)
        squares = int(self.width / (2 * MM))
        for place in range(squares):
            pen.bar(x + place * 2 * MM, top + (11 + 2 * (place % 2)) * MM, 2 * MM, 2 * MM)


def proof_page(layout: Layout, imprint: Imprint) -> bytes:
    """One page with a ruler (100 mm, or as many tens as fit), the margins, letters and a code."""
    return bound("试印", Ground(layout, imprint, kind="打印机试印"), [_written])


def ruler_mm(layout: Layout) -> int:
    """Length of the ruler on ``layout``, in millimetres."""
    return min(100, int(PAPERS[layout].printable - 1) // 10 * 10)


def _written(ground: Ground) -> list[Item]:
    sizes, width = ground.sizes, ground.width
    length = ruler_mm(ground.layout)
    corner = Placed(8 * MM, ((0.0, 0.0, Frame(width, 8 * MM, 2 * DOT)), *_in_frame(ground)))
    items = heading(ground)
    items += flow(text("打印机试印", sizes.heading, width), sizes.step)
    items += flow(text(f"请用尺量，应为 {length} 毫米", sizes.text, width), sizes.step, stays=True)
    items += [Item(Ruler(length), before=sizes.step / 2), Item(corner, before=sizes.step)]
    for size, sample in _SAMPLES.items():
        style = Style(size, size * 1.3, bold=size > sizes.body)
        items += flow(text(sample, style, width), 1 * MM)
    items.append(Item(Steps(width), before=sizes.step))
    code = code_of(ground, ground.imprint.public_url or _PROOF)
    if code is not None:
        caption: list[Piece] = [*text("用手机扫一扫", sizes.text, width)]
        items.append(Item(stacked([_at_left(code), *caption]), before=sizes.step))
    return items


def _at_left(code: Piece) -> Placed:
    return Placed(code.height, ((0.0, 0.0, code),))


def _in_frame(ground: Ground) -> tuple[tuple[float, float, Piece], ...]:
    sides = Words("左右两边都要看得见", ground.sizes.text)
    return (((ground.width - sides.width) / 2, (8 * MM - sides.height) / 2, sides),)

"""Lines and codes lie on the dots of a thermal head: none more, none less."""

from __future__ import annotations

import pytest

from kiosk.slips.codes import Code
from kiosk.slips.pen import DOT, MM, Pen
from tests.slips.reading import dots


def black(pen: Pen) -> list[tuple[int, int]]:
    """Column and row of each black dot of the one page of ``pen``."""
    page = dots(pen.finished())[0]
    pixels = page.convert("L").load()
    assert pixels is not None
    return [(x, y) for y in range(page.height) for x in range(page.width) if pixels[x, y] == 0]


@pytest.mark.parametrize(("left", "top"), [(8, 16), (33, 40), (63, 80)])
@pytest.mark.parametrize("off", [-0.3, 0.0, 0.3])
def test_a_bar_is_moved_onto_its_dots(left: int, top: int, off: float) -> None:
    pen = Pen("bar")
    with pen.page(20 * MM, 20 * MM):
        pen.bar((left + off) * DOT, (top + off) * DOT, 12 * DOT, 3 * DOT)
    assert black(pen) == [(left + x, top + y) for y in range(3) for x in range(12)]


def test_a_bar_is_a_dot_thick_at_least() -> None:
    pen = Pen("bar")
    with pen.page(20 * MM, 20 * MM):
        pen.bar(8 * DOT, 8 * DOT, 4 * DOT, 0.1 * DOT)
    assert black(pen) == [(8 + x, 8) for x in range(4)]


def test_modules_are_squares_of_whole_dots() -> None:
    rows = ((True, False, True), (False, True, True), (False, False, False))
    pen = Pen("code")
    with pen.page(20 * MM, 20 * MM):
        Code(rows, 5 * DOT).draw(pen, 24 * DOT, 40 * DOT)
    wanted = {
        (24 + column * 5 + x, 40 + row * 5 + y)
        for row, line in enumerate(rows)
        for column, dark in enumerate(line)
        if dark
        for x in range(5)
        for y in range(5)
    }
    assert set(black(pen)) == wanted


def test_pages_keep_their_order_and_size() -> None:
    pen = Pen("pages")
    for width in (10, 20, 30):
        with pen.page(width * MM, 10 * MM):
            pen.bar(DOT, DOT, DOT, DOT)
    assert [round(page.width / 8) for page in dots(pen.finished())] == [10, 20, 30]

"""Columns: nothing lost, nothing over the edge, no heading left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.slips.flowing import Item, columns, flow, whole
from kiosk.slips.pieces import Rule

ITEMS = st.lists(
    st.builds(
        lambda height, before, stays: Item(Rule(9, height), before, stays),
        st.floats(1, 60), st.floats(0, 20), st.booleans(),
    ),
    max_size=40,
)  # fmt: skip


@given(ITEMS, st.floats(60, 300))
def test_everything_is_placed_once_in_order_within_the_room(items: list[Item], room: float) -> None:
    filled = columns(items, room)
    placed = [piece for column in filled for _, piece in column.parts]
    assert [id(piece) for piece in placed] == [id(item.piece) for item in items]
    for column in filled:
        bottom = 0.0
        for top, piece in column.parts:
            assert top >= bottom - 1e-9
            bottom = top + piece.height
        assert bottom <= room + 1e-9
        assert abs(bottom - column.height) < 1e-9


def test_a_heading_goes_with_what_follows() -> None:
    items = [Item(Rule(9, 50)), Item(Rule(9, 10), stays=True), Item(Rule(9, 50))]
    assert [len(column.parts) for column in columns(items, 100)] == [1, 2]


def test_what_belongs_together_is_cut_only_where_no_page_holds_it() -> None:
    lines = [Rule(9, 10) for _ in range(6)]
    assert [len(c.parts) for c in columns([Item(Rule(9, 50)), *whole(lines)], 100)] == [1, 6]
    assert [len(c.parts) for c in columns(whole(lines), 40)] == [4, 2]


def test_neither_the_first_nor_the_last_line_of_a_text_stands_alone() -> None:
    lines = [Rule(9, 10) for _ in range(6)]
    for room in range(30, 100, 10):
        sizes = [len(c.parts) for c in columns(flow(lines), room)]
        assert sum(sizes) == 6
        assert min(sizes) >= 2 or room == 10


def test_white_above_is_dropped_at_the_top_of_a_page() -> None:
    filled = columns([Item(Rule(9, 90)), Item(Rule(9, 90), before=20)], 100)
    assert [column.parts[0][0] for column in filled] == [0, 0]


def test_nothing_is_one_empty_column() -> None:
    assert [column.parts for column in columns([], 100)] == [()]


def test_white_above_is_kept_within_a_page() -> None:
    filled = columns([Item(Rule(9, 10), before=7), Item(Rule(9, 10), before=20)], 100)
    assert [top for top, _ in filled[0].parts] == [0, 30]

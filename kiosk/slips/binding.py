"""Flows bound into one PDF: pages, their feet, and a roll cut off where its text ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from kiosk.records import CHINA_TIME
from kiosk.slips.flowing import Column, Item, columns
from kiosk.slips.ground import Ground
from kiosk.slips.pen import MM, Pen
from kiosk.slips.pieces import Piece, Placed, Rule, Words, stacked, text
from kiosk.text.job_words import date_words
from kiosk.text.moments import clock_words

_FOOT_GAP: Final = 2.0 * MM


Written = Callable[[Ground], Sequence[Item]]
"""What a sheet says, laid out on a ground."""


def bound(title: str, ground: Ground, sheets: Iterable[Written]) -> bytes:
    """One PDF of ``sheets``; each begins on a page of its own and counts its own pages.

    A sheet that only tighter type brings to a single page gets it.
    """
    pen = Pen(title)
    for written in sheets:
        usual = _filled(ground, written)
        tight = ground if len(usual) == 1 or ground.roll else replace(ground, tight=True)
        closer = usual if tight is ground else _filled(tight, written)
        if len(closer) == 1:
            _draw_sheet(pen, tight, closer)
        else:
            _draw_sheet(pen, ground, usual)
    return pen.finished()


def printed_words(ground: Ground) -> str:
    """When it was printed, in China's time, and where."""
    at = ground.imprint.printed_at.astimezone(CHINA_TIME)
    return f"{date_words(at.date())} {clock_words(at)} 打印于{ground.imprint.station}"


def _filled(ground: Ground, written: Written) -> list[Column]:
    paper = ground.paper
    room = (paper.length - paper.top - paper.foot) * MM - _FOOT_GAP - _foot(ground, 9, 9).height
    return columns(written(ground), room)


def _draw_sheet(pen: Pen, ground: Ground, filled: Sequence[Column]) -> None:
    paper = ground.paper
    for number, column in enumerate(filled, start=1):
        foot = _foot(ground, number, len(filled))
        height = _page_height(ground, column, foot)
        with pen.page(paper.width * MM, height):
            _draw_page(pen, ground, column)
            foot.draw(pen, ground.left, height - paper.foot * MM - foot.height)


def _draw_page(pen: Pen, ground: Ground, column: Column) -> None:
    for down, piece in column.parts:
        piece.draw(pen, ground.left, ground.paper.top * MM + down)


def _page_height(ground: Ground, column: Column, foot: Piece) -> float:
    """Points; of a roll whole millimetres, so that its dots stay where they were put."""
    paper = ground.paper
    if not ground.roll:
        return paper.length * MM
    return ceil((column.height + _FOOT_GAP + foot.height) / MM + paper.top + paper.foot) * MM


def _foot(ground: Ground, number: int, count: int) -> Placed:
    note, width = ground.sizes.note, ground.width
    page = Words(f"第 {number}/{count} 页", note) if count > 1 else None
    beside = page.width + note.size if page else 0.0
    said = text(printed_words(ground), note, width - beside)
    rule = Rule(width, ground.thin)
    lines = stacked([rule, *said], gap=0.5 * MM)
    if page is None:
        return lines
    last = lines.height - page.height
    return Placed(lines.height, (*lines.parts, (width - page.width, last, page)))

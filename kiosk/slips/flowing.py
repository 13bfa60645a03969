"""Pieces flowing from page to page: nothing is cut through, nothing lost, no heading left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kiosk.slips.pieces import Piece


@dataclass(frozen=True, slots=True)
class Item:
    """A piece in a flow; ``before`` is white above it, but at the top of a page.

    One that ``stays`` is never the last of a page: the next one comes along.
    """

    piece: Piece
    before: float = 0.0
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """What one page holds, each piece with its distance from the top, in points."""

    parts: tuple[tuple[float, Piece], ...]
    height: float


def columns(items: Iterable[Item], room: float) -> list[Column]:
    """``items`` in columns of at most ``room`` points; at least one column.

    A single piece that is taller than that stands alone: it is the caller's to keep them smaller.
    """
    filled: list[Column] = []
    parts: list[tuple[float, Piece]] = []
    used = 0.0
    for together in _chunks(items):
        if parts and used + _height(together) > room:
            filled.append(Column(tuple(parts), used))
            parts, used = [], 0.0
        for item in together:
            if parts and used + item.before + item.piece.height > room:
                filled.append(Column(tuple(parts), used))
                parts, used = [], 0.0
            used += item.before if parts else 0.0
            parts.append((used, item.piece))
            used += item.piece.height
    return [*filled, Column(tuple(parts), used)]


def flow(pieces: Sequence[Piece], before: float = 0.0, *, stays: bool = False) -> list[Item]:
    """Lines that follow each other; the first two and the last two hold together.

    ``stays`` holds the last one to what comes after.
    """
    last = len(pieces) - 1
    return [
        Item(piece, before if place == 0 else 0.0, _holds(place, last, stays=stays))
        for place, piece in enumerate(pieces)
    ]


def whole(pieces: Sequence[Piece], before: float = 0.0) -> list[Item]:
    """Lines that stand on one page, as long as a page can hold them."""
    last = len(pieces) - 1
    return [
        Item(piece, 0.0 if place else before, place != last) for place, piece in enumerate(pieces)
    ]


def _holds(place: int, last: int, *, stays: bool) -> bool:
    return stays if place == last else place in {0, last - 1}


def _height(together: Sequence[Item]) -> float:
    return sum(item.before + item.piece.height for item in together)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if not item.stays:
            yield chunk
            chunk = []
    if chunk:
        yield chunk

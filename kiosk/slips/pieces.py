"""What a page is put together from: pieces of a known height, each drawn whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from kiosk.slips.breaking import lines_of
from kiosk.slips.lettering import Style
from kiosk.slips.pen import Pen


class Piece(Protocol):
    """Something that is ``height`` points tall."""

    @property
    def height(self) -> float:
        """Points from its top to its bottom."""
        ...

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it with its upper left corner there."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """One line of inked words."""

    words: str
    style: Style

    @property
    def height(self) -> float:
        """Its leading."""
        return self.style.leading

    @property
    def width(self) -> float:
        """Points across."""
        return self.style.width(self.words)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        pen.words(x, top, self.words, self.style)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across, ``weight`` points thick."""

    width: float
    weight: float

    @property
    def height(self) -> float:
        """As thick as it is."""
        return self.weight

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        pen.bar(x, top, self.width, self.weight)


@dataclass(frozen=True, slots=True)
class Frame:
    """A border of an area, with nothing in it."""

    width: float
    height: float
    weight: float

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        pen.frame(x, top, self.width, self.height, self.weight)


@dataclass(frozen=True, slots=True)
class Pill:
    """A word in an outline with round ends."""

    words: Words
    width: float
    height: float

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it."""
        pen.pill(x, top, self.width, self.height)
        inset = (self.width - self.words.width) / 2
        self.words.draw(pen, x + inset, top + (self.height - self.words.height) / 2)


@dataclass(frozen=True, slots=True)
class Placed:
    """Pieces at their places (points right and down of the corner) within one height."""

    height: float
    parts: tuple[tuple[float, float, Piece], ...]

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw them in order."""
        for right, down, piece in self.parts:
            piece.draw(pen, x + right, top + down)


def text(words: str, style: Style, width: float) -> list[Words]:
    """Lines of ``words``, as many as they need."""
    return [Words(line, style) for line in lines_of(words, style, width)]


def stacked(pieces: Iterable[Piece], gap: float = 0.0, right: float = 0.0) -> Placed:
    """Pieces one below the other, moved ``right``."""
    parts: list[tuple[float, float, Piece]] = []
    down = 0.0
    for piece in pieces:
        if parts:
            down += gap
        parts.append((right, down, piece))
        down += piece.height
    return Placed(down, tuple(parts))


def centred(piece: Words, width: float) -> Placed:
    """A line in the middle of ``width``."""
    return Placed(piece.height, (((width - piece.width) / 2, 0.0, piece),))


def shortened(lines: list[Words], most: int, width: float) -> list[Words]:
    """At most ``most`` (at least one) of ``lines``, the last with … where some are left out."""
    most = max(1, most)
    return lines if len(lines) <= most else [*lines[: most - 1], elided(lines[most - 1], width)]


def elided(line: Words, width: float) -> Words:
    """``line`` with … at its end instead of as much as that needs of ``width`` points."""
    words = line.words
    while words and line.style.width(words + "…") > width:
        words = words[:-1]
    return Words(words + "…", line.style)

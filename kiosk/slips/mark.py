"""The mark as ink: the one-coloured SVG of assets/brand, read once.

Whoever replaces the mark replaces that file. Its paths may move, draw lines, cubic curves and
arcs; one with other commands is ``UnreadableMark``, which a test of the bundled mark would show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from xml.etree import ElementTree

from assets import asset
from kiosk.slips.arcs import curves_of_arc
from kiosk.slips.pen import PathStep, Pen

_COMMAND: Final = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}


class UnreadableMark(Exception):
    """The file of the mark is beyond what is read here; the message says why."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The shapes in a box of ``wide`` × ``high`` units."""

    wide: float
    high: float
    shapes: tuple[tuple[PathStep, ...], ...]

    def width(self, height: float) -> float:
        """Points across, where it is ``height`` tall."""
        return self.wide / self.high * height

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        """Draw it ``height`` points tall."""
        for shape in self.shapes:
            pen.shape(x, top, height / self.high, shape)


@cache
def the_mark() -> Mark:
    """The bundled mark; raises ``UnreadableMark``."""
    return read_mark(asset("brand", "mark-mono.svg").read_text(encoding="utf-8"))


def read_mark(svg: str) -> Mark:
    """The paths of ``svg``, moved so that its view box begins at the origin."""
    try:
        root = ElementTree.fromstring(svg)
        left, top, wide, high = map(float, root.attrib["viewBox"].split())
    except (ElementTree.ParseError, KeyError, ValueError) as error:
        raise UnreadableMark(f"no SVG with a view box: {error}") from error
    paths = [e.attrib["d"] for e in root.iter() if e.tag.endswith("path") and "d" in e.attrib]
    return Mark(wide, high, tuple(tuple(_moved(_steps(d), -left, -top)) for d in paths))


def _moved(steps: Iterator[PathStep], dx: float, dy: float) -> Iterator[PathStep]:
    for name, numbers in steps:
        yield name, tuple(n + (dy if place % 2 else dx) for place, n in enumerate(numbers))


def _steps(d: str) -> Iterator[PathStep]:
    """Steps of path data, with lines and arcs of SVG as what PDF knows."""
    at, start = (0.0, 0.0), (0.0, 0.0)
    for letter, rest in _COMMAND.findall(d):
        name = letter.upper()
        takes = _TAKES.get(name)
        if takes is None:
            raise UnreadableMark(f"the path command {letter} is not read here")
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        for first in range(0, len(numbers), takes) if takes else (0,):
            part = _absolute(name, numbers[first : first + takes], at, letter.islower())
            if len(part) != takes:
                raise UnreadableMark(f"the path command {letter} lacks numbers")
            steps = tuple(_pdf_steps(name if first == 0 or name != "M" else "L", part, at))
            yield from steps
            at = start if name == "Z" else (steps[-1][1][-2], steps[-1][1][-1])
            start = at if name == "M" else start


def _absolute(name: str, part: list[float], at: tuple[float, float], relative: bool) -> list[float]:
    if not relative:
        return part
    if name in {"H", "V"}:
        return [part[0] + at[name == "V"]] if part else part
    if name == "A":
        return [*part[:5], *(n + at[place] for place, n in enumerate(part[5:]))]
    return [n + at[place % 2] for place, n in enumerate(part)]


def _pdf_steps(name: str, part: list[float], at: tuple[float, float]) -> Iterator[PathStep]:
    match name:
        case "H":
            yield "L", (part[0], at[1])
        case "V":
            yield "L", (at[0], part[0])
        case "A":
            radii, turn, flags, to = part[:2], part[2], part[3:5], (part[5], part[6])
            if radii[0] != radii[1] or turn:
                raise UnreadableMark("only arcs of circles are read here")
            for curve in curves_of_arc(
                at, to, radii[0], large=bool(flags[0]), sweep=bool(flags[1])
            ):
                yield "C", curve
        case _:
            yield name, tuple(part)

"""The mark as path data: two woven rings, a doorway where they overlap, a gap at three o'clock.

Lengths are in units of a drawing whose origin is the middle between the two rings, y down. Where
a ring passes under the other, it is cut along circles around the other's centre, so that the weave
can be seen in one colour too. Seen from the origin one ring is the other turned by half a turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Measures of the mark."""

    radius: float = 36  # outer edge of a ring
    band: float = 8  # thickness of a ring
    apart: float = 27  # from centre to centre
    air: float = 2.6  # clear space where one ring passes under the other
    gap: float = 6  # the quarter of an hour
    door_width: float = 14
    door_top: float = -16.5
    door_sill: float = 14

    @property
    def width(self) -> float:
        """Of both rings."""
        return 2 * self.radius + self.apart

    @property
    def height(self) -> float:
        """Of a ring."""
        return 2 * self.radius

    def work_ring(self) -> str:
        """Left ring: over at the upper crossing, cut at the lower one, otherwise closed."""
        pen = Pen(turn=1)
        outside, inside = self._cuts()
        pen.move(outside[0])
        pen.arc(self.radius, inside[0], large=True)
        pen.arc(self._inner - self.air, inside[1])
        pen.arc(self._inner, outside[1], large=True, back=True)
        pen.arc(self.radius + self.air, outside[0], back=True)
        return pen.closed()

    def living_ring(self) -> str:
        """Right ring: cut at the upper crossing, and open at three o'clock."""
        pen = Pen(turn=-1)
        outside, inside = self._cuts()
        edge, depth = self._gap_corners()
        pen.move(outside[0])
        pen.arc(self.radius, edge)
        pen.line(depth)
        pen.arc(self._inner, outside[1], back=True)
        pen.arc(self.radius + self.air, outside[0], back=True)
        first = pen.closed()
        pen = Pen(turn=-1)
        pen.move(_mirrored(edge))
        pen.arc(self.radius, inside[0], large=True)
        pen.arc(self._inner - self.air, inside[1])
        pen.arc(self._inner, _mirrored(depth), large=True, back=True)
        return first + pen.closed()

    def doorway(self) -> str:
        """Arched door in the lens of the two rings."""
        half = self.door_width / 2
        spring = self.door_top + half
        pen = Pen(turn=1)
        pen.move((-half, self.door_sill))
        pen.line((-half, spring))
        pen.arc(half, (half, spring))
        pen.line((half, self.door_sill))
        return pen.closed()

    @property
    def _inner(self) -> float:
        return self.radius - self.band

    def _cuts(self) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
        """Corners of the left ring's lower cut: outer and inner edge, outside and inside."""
        beyond, within = self.radius + self.air, self._inner - self.air
        outside = self._meet(self.radius, beyond), self._meet(self._inner, beyond)
        inside = self._meet(self.radius, within), self._meet(self._inner, within)
        return outside, inside

    def _meet(self, left: float, right: float) -> Point:
        """Lower point where circles of two radii around the left and the right centre meet."""
        along = (self.apart**2 + left**2 - right**2) / (2 * self.apart)
        return along - self.apart / 2, sqrt(left**2 - along**2)

    def _gap_corners(self) -> tuple[Point, Point]:
        """Outer and inner corner of the gap at nine o'clock of the left ring, before the turn."""
        half = self.gap / 2
        outer, inner = (
            -self.apart / 2 - sqrt(radius**2 - half**2) for radius in (self.radius, self._inner)
        )
        return (outer, half), (inner, half)


class Pen:
    """Collects SVG path data; ``turn`` -1 turns everything by half a turn around the origin."""

    def __init__(self, turn: int) -> None:
        self._turn = turn
        self._steps: list[str] = []

    def move(self, to: Point) -> None:
        """Begin at ``to``."""
        self._steps.append(f"M{self._at(to)}")

    def line(self, to: Point) -> None:
        """Straight on."""
        self._steps.append(f"L{self._at(to)}")

    def arc(self, radius: float, to: Point, *, large: bool = False, back: bool = False) -> None:
        """Along a circle, clockwise unless ``back``."""
        flags = f"{int(large)},{int(not back)}"
        self._steps.append(f"A{_short(radius)},{_short(radius)} 0 {flags} {self._at(to)}")

    def closed(self) -> str:
        """The path, closed."""
        return "".join(self._steps) + "Z"

    def _at(self, point: Point) -> str:
        return f"{_short(self._turn * point[0])},{_short(self._turn * point[1])}"


def _mirrored(point: Point) -> Point:
    return point[0], -point[1]


def _short(number: float) -> str:
    return f"{round(number, 2) + 0:g}"

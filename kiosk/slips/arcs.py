"""An arc of a circle as SVG says it (end points, radius, two flags), as cubic curves for a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, ceil, cos, hypot, pi, sin, sqrt, tan

Point = tuple[float, float]


def curves_of_arc(
    start: Point, end: Point, radius: float, *, large: bool, sweep: bool
) -> Iterator[tuple[float, ...]]:
    """Six numbers a curve (two controls and an end), none of more than a quarter of a turn.

    The centre follows SVG 1.1, appendix F.6.5; a radius that is too small grows until it reaches.
    """
    chord = hypot(end[0] - start[0], end[1] - start[1])
    if not chord:
        return
    radius = max(radius, chord / 2)
    centre = _centre(start, end, radius, chord, large == sweep)
    first = atan2(start[1] - centre[1], start[0] - centre[0])
    turn = atan2(end[1] - centre[1], end[0] - centre[0]) - first
    if sweep and turn < 0:
        turn += 2 * pi
    elif not sweep and turn > 0:
        turn -= 2 * pi
    parts = ceil(abs(turn) / (pi / 2) - 1e-9)
    for part in range(parts):
        yield _curve(centre, radius, first + turn * part / parts, turn / parts)


def _centre(start: Point, end: Point, radius: float, chord: float, left: bool) -> Point:
    away = sqrt(max(0.0, radius**2 - (chord / 2) ** 2)) / chord * (-1 if left else 1)
    dx, dy = end[0] - start[0], end[1] - start[1]
    return (start[0] + end[0]) / 2 - dy * away, (start[1] + end[1]) / 2 + dx * away


def _curve(centre: Point, radius: float, angle: float, turn: float) -> tuple[float, ...]:
    reach = 4 / 3 * tan(turn / 4)
    after = angle + turn
    x, y = centre
    return (
        x + radius * (cos(angle) - reach * sin(angle)),
        y + radius * (sin(angle) + reach * cos(angle)),
        x + radius * (cos(after) + reach * sin(after)),
        y + radius * (sin(after) - reach * cos(after)),
        x + radius * cos(after),
        y + radius * sin(after),
    )

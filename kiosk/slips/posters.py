"""Posters: one to eight jobs on a sheet for the wall, with strips to tear off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.slips.binding import printed_words
from kiosk.slips.ground import Ground
from kiosk.slips.heading import heading
from kiosk.slips.lettering import Style
from kiosk.slips.paper import Imprint, JobOnPaper, Layout
from kiosk.slips.pen import MM, Pen
from kiosk.slips.pieces import Piece, Words, centred, stacked, text
from kiosk.slips.poster_cell import CellType, poster_cell, stacked_items
from kiosk.slips.tear_off import TearOffs

GRIDS: Final = {1: (1, 1), 2: (1, 2), 4: (2, 2), 6: (2, 3), 8: (2, 4)}
"""Columns and rows by jobs on a sheet."""
_LETTERS: Final = {
    1: CellType(title=54, pay=66, text=19, code=34),
    2: CellType(title=38, pay=48, text=14.5, code=28),
    4: CellType(title=25, pay=30, text=12.5, code=21),
    6: CellType(title=22, pay=26, text=11.5, code=18, run_on=True),
    8: CellType(title=20, pay=24, text=10.5, code=16, run_on=True),
}
"""On A4; A3 is as much larger as its sides."""
_A3: Final = 2**0.5
_STRIP_MM: Final = 55.0
_GAP: Final = 3 * MM
TITLE: Final = "家门口招人"


def posters(jobs: Sequence[JobOnPaper], paper: Layout, per_sheet: int, imprint: Imprint) -> bytes:
    """One PDF, ``per_sheet`` (a key of ``GRIDS``) of ``jobs`` on each page of A4 or A3.

    Raises ``ValueError`` for any other paper or number, and for no jobs.
    """
    if not jobs or per_sheet not in GRIDS or paper not in (Layout.A4, Layout.A3):
        raise ValueError(f"no poster of {len(jobs)} jobs, {per_sheet} on each sheet of {paper}")
    ground = Ground(paper, imprint, kind=TITLE)
    pen = Pen(TITLE)
    for first in range(0, len(jobs), per_sheet):
        with pen.page(ground.paper.width * MM, ground.paper.length * MM):
            _draw_sheet(pen, ground, jobs[first : first + per_sheet])
    return pen.finished()


def _draw_sheet(pen: Pen, ground: Ground, jobs: Sequence[JobOnPaper]) -> None:
    paper, scale = ground.paper, _A3 if ground.layout is Layout.A3 else 1.0
    left, bottom = ground.left, (paper.length - paper.foot) * MM
    head = stacked_items(heading(ground))
    head.draw(pen, left, paper.top * MM)
    strips = TearOffs(jobs, ground.imprint, ground.width, _STRIP_MM * scale * MM, scale)
    strips.draw(pen, left, bottom - strips.height)
    foot = _foot(ground)
    foot_top = bottom - strips.height - 2 * MM - foot.height
    foot.draw(pen, left, foot_top)
    top = paper.top * MM + head.height + _GAP
    _draw_grid(pen, ground, jobs, (left, top, foot_top - _GAP - top), scale)


def _draw_grid(
    pen: Pen, ground: Ground, jobs: Sequence[JobOnPaper],
    area: tuple[float, float, float], scale: float,
) -> None:  # fmt: skip
    """Cells in ``area`` (left, top, height), a rule between rows and columns."""
    left, top, height = area
    count = min(count for count in GRIDS if count >= len(jobs))
    across, rows = GRIDS[count]
    gap = _GAP * scale
    wide, tall = (ground.width - (across - 1) * 2 * gap) / across, height / rows
    for on_paper, (column, row) in zip(jobs, _cells(across, rows), strict=False):
        x, y = left + column * (wide + 2 * gap), top + row * tall
        if row:
            pen.bar(x, y, wide, ground.thin * 2)
        room = tall - gap * (2 if row else 1)
        letters = _LETTERS[count].by(scale)
        cell = poster_cell(on_paper, ground.imprint, wide, room, letters)
        cell.draw(pen, x, y + (gap if row else 0.0))
    if across > 1 and len(jobs) > 1:
        pen.bar(left + wide + gap, top, ground.thin * 2, height - gap)


def _cells(across: int, rows: int) -> Iterator[tuple[int, int]]:
    return ((column, row) for row in range(rows) for column in range(across))


def _foot(ground: Ground) -> Piece:
    """The warning and the time of print, over the strips."""
    imprint, sizes = ground.imprint, ground.sizes
    strong = Style(sizes.body, sizes.body * 1.3, bold=True)
    warning = f"求职不交押金、不交培训费。遇到收费、扣证件、欠薪，打 {imprint.hotline}"
    ask = f"不清楚的，问本站：{imprint.station_phone}。{printed_words(ground)}"
    lines: list[Words] = [
        *text(warning, strong, ground.width),
        *text(ask, sizes.note, ground.width),
    ]
    return stacked([centred(line, ground.width) for line in lines])

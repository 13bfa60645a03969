"""今日新岗位: many jobs on a page, to hang up or to lay out on the counter.

Its type is a point smaller than a slip's, for fewer pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.records import CHINA_TIME
from kiosk.slips.binding import bound
from kiosk.slips.closing import CALL_FIRST, warning
from kiosk.slips.flowing import Item, flow, whole
from kiosk.slips.ground import Ground
from kiosk.slips.heading import framed, heading
from kiosk.slips.job_slip import walk_of
from kiosk.slips.lettering import Style
from kiosk.slips.paper import Imprint, JobOnPaper, Layout
from kiosk.slips.pen import MM
from kiosk.slips.pieces import Piece, Placed, Rule, Words, text
from kiosk.text.job_words import UNSTATED, employer_words, form_words, pay_of, whom_to_call
from kiosk.text.moments import weekday_words

_TITLE: Final = Style(12.5, 15.5, bold=True)
_TEXT: Final = Style(11, 14)
_RIGHT: Final = 0.28
"""Part of the width for pay and phone."""


def job_list(
    jobs: Sequence[JobOnPaper], imprint: Imprint, paper: Layout, title: str = "今日新岗位"
) -> bytes:
    """One PDF of all ``jobs``, as many on a page as fit; ``jobs`` is not empty."""
    if not jobs:
        raise ValueError("there is no job to print")

    def written(ground: Ground) -> list[Item]:
        day = weekday_words(imprint.printed_at.astimezone(CHINA_TIME).date())
        items = heading(ground)
        about = f"{title}　{day}，共 {len(jobs)} 个"
        items += flow(text(about, ground.sizes.strong_lead, ground.width), ground.sizes.step)
        if any(on_paper.call_first for on_paper in jobs):
            items.append(framed(ground, CALL_FIRST))
        for on_paper in jobs:
            items += _entry(ground, on_paper)
        return [*items, warning(ground)]

    return bound(title, Ground(paper, imprint), [written])


def _entry(ground: Ground, on_paper: JobOnPaper) -> list[Item]:
    job, width = on_paper.job, ground.width
    right = width * _RIGHT
    left = width - right - 4 * MM
    sample = "（示例）" if job.sample else ""
    place = job.address or ("" if job.remote else f"地点{UNSTATED}")
    about = [walk_of(on_paper), employer_words(job), place, job.hours or "", form_words(job)]
    about.append(f"编号 {job.id}")
    main = [
        *text(job.title + sample, _TITLE, left),
        *text("，".join(filter(None, about)), _TEXT, left),
    ]
    edge = [
        *text(" ".join(filter(None, pay_of(job))), _TITLE, right),
        *text(" ".join(whom_to_call(job, ground.imprint.station_phone)), _TEXT, right),
    ]
    rule = Item(Rule(width, ground.thin), before=1 * MM, stays=True)
    return [rule, *whole(_rows(main, edge, width), 0.8 * MM)]


def _rows(main: list[Words], edge: list[Words], width: float) -> list[Piece]:
    """Lines of both columns side by side, the right one flush right."""
    rows: list[Piece] = []
    for number in range(max(len(main), len(edge))):
        parts: list[tuple[float, float, Piece]] = []
        height = 0.0
        for column, flush in ((main, False), (edge, True)):
            if number < len(column):
                line = column[number]
                parts.append((width - line.width if flush else 0.0, 0.0, line))
                height = max(height, line.height)
        rows.append(Placed(height, tuple(parts)))
    return rows

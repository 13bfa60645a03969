"""我挑的 on paper: several jobs on one strip, each short enough to compare and to call."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.slips.binding import bound
from kiosk.slips.closing import CALL_FIRST, warning
from kiosk.slips.flowing import Item, flow, whole
from kiosk.slips.ground import Ground
from kiosk.slips.heading import framed, heading
from kiosk.slips.job_slip import walk_of
from kiosk.slips.paper import Imprint, JobOnPaper, Layout
from kiosk.slips.pieces import Piece, Placed, Rule, stacked, text
from kiosk.text.job_words import employer_words, pay_of, whom_to_call


def shortlist_strip(jobs: Sequence[JobOnPaper], layout: Layout, imprint: Imprint) -> bytes:
    """One PDF with ``jobs`` (not empty) one below the other, in the order in which they come."""
    if not jobs:
        raise ValueError("there is no job to print")
    ground = Ground(layout, imprint, kind="我挑的岗位")

    def written(ground: Ground) -> list[Item]:
        items = heading(ground)
        items += flow(text(f"我挑的 {len(jobs)} 个岗位", ground.sizes.strong_lead, ground.width), 8)
        if any(on_paper.call_first for on_paper in jobs):
            items.append(framed(ground, CALL_FIRST))
        for number, on_paper in enumerate(jobs, start=1):
            items += entry(ground, number, on_paper)
        return [*items, warning(ground)]

    return bound("我挑的岗位", ground, [written])


def entry(ground: Ground, number: int, on_paper: JobOnPaper) -> list[Item]:
    """Number and title, pay, walk and employer, whom to call, number of the post."""
    job, sizes = on_paper.job, ground.sizes
    indent = sizes.body * 1.6
    width = ground.width - indent
    sample = "（示例）" if job.sample else ""
    lines: list[Piece] = [
        *text(job.title + sample, sizes.strong_lead, width),
        *text(" ".join(filter(None, pay_of(job))), sizes.strong_lead, width),
        *text(f"{walk_of(on_paper)}，{employer_words(job)}", sizes.text, width),
        *text(" ".join(whom_to_call(job, ground.imprint.station_phone)), sizes.strong, width),
        *text(f"编号 {job.id}", sizes.note, width),
    ]
    numeral = text(f"{number}", sizes.strong_lead, indent)
    first = Placed(lines[0].height, ((0.0, 0.0, numeral[0]), (indent, 0.0, lines[0])))
    indented = [first, *(stacked([line], right=indent) for line in lines[1:])]
    rule = Item(Rule(ground.width, ground.thin), before=sizes.step, stays=True)
    return [rule, *whole(indented, sizes.step * 0.6)]

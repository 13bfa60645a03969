"""The slip that is measured and the bare canvas say the same."""

from __future__ import annotations

from itertools import islice

from kiosk.slips.job_slip import job_slips
from kiosk.slips.paper import JobOnPaper
from tests.bench.p07_slips import IMPRINT, LAYOUT, bare_canvas, in_turn, lines_of_slip
from tests.job_shapes import jobs
from tests.slips.reading import said


def test_both_draw_the_same_words() -> None:
    paper = JobOnPaper(job=next(islice(jobs(1), 1)), walk_minutes=7)
    lines = lines_of_slip(paper)
    assert len(lines) > 30
    assert said(bare_canvas(lines)) == said(job_slips([paper], LAYOUT, IMPRINT))


def test_they_are_measured_in_turn() -> None:
    order: list[str] = []
    in_turn(lambda: order.append("one"), lambda: order.append("other"), 3)
    assert order == ["one", "other"] * 4

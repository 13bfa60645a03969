"""The plain lines of a slip say what the drawn one says."""

from __future__ import annotations

import pytest

from kiosk.slips.job_slip import job_slips
from kiosk.slips.paper import JobOnPaper, Layout
from kiosk.slips.plain import slip_lines
from tests.sample_records import a_job
from tests.slips.reading import said, squeezed
from tests.slips.shapes import IMPRINT, full_job, on_paper


@pytest.mark.parametrize(
    "paper",
    [on_paper(), on_paper(call_first=True), on_paper(a_job(sample=False), walk_minutes=None)],
)
def test_every_line_is_on_the_drawn_slip_too(paper: JobOnPaper) -> None:
    words = said(job_slips([paper], Layout.ROLL80, IMPRINT))
    lines = slip_lines(paper, IMPRINT).splitlines()
    assert len(lines) >= 18
    for line in lines:
        if not line.startswith(("http", "单位：")):  # a code and the headline on the drawn one
            for part in line.replace("：", " ").split():
                assert squeezed(part).replace("·", "") in words.replace("·", "")
    assert "\n\n" not in slip_lines(paper, IMPRINT)
    assert f"单位：{full_job().employer}" in lines

"""Posters: every job on its sheet, large, with strips to tear off."""

from __future__ import annotations

import pytest

from kiosk.slips.paper import Layout
from kiosk.slips.posters import GRIDS, posters
from kiosk.slips.tear_off import LEAST_WIDTH, TearOffs
from tests.slips.reading import boxes, pages, said, squeezed
from tests.slips.shapes import IMPRINT, full_job, generated, on_paper

MM = 72 / 25.4


@pytest.mark.parametrize("per_sheet", GRIDS)
@pytest.mark.parametrize(("paper", "size"), [(Layout.A4, (210, 297)), (Layout.A3, (297, 420))])
def test_sheets_are_filled_and_the_rest_gets_its_own(
    paper: Layout, size: tuple[int, int], per_sheet: int
) -> None:
    jobs = generated(2 * per_sheet + 1)
    pdf = posters(jobs, paper, per_sheet, IMPRINT)
    assert [(round(w), round(h)) for w, h in pages(pdf)] == [size] * 3
    words = said(pdf)
    for on in jobs:
        assert squeezed(on.job.contact_phone or "") in words


@pytest.mark.parametrize("per_sheet", GRIDS)
def test_pay_and_title_are_the_largest_of_all(per_sheet: int) -> None:
    jobs = [on_paper(full_job(id=f"p{n}", title="保洁员")) for n in range(per_sheet)]
    page = boxes(posters(jobs, Layout.A4, per_sheet, IMPRINT))[0]
    page = [box for box in page if box.top < 225 * MM]  # above the strips
    tall = sorted((box.bottom - box.top for box in page), reverse=True)
    pay = [box.bottom - box.top for box in page if "3,000–4,500" in box.words]
    assert len(pay) == per_sheet
    assert min(pay) >= 18
    assert max(pay) == pytest.approx(tall[0], rel=0.05)


def test_all_that_the_law_wants_is_on_a_poster_of_one() -> None:
    job = full_job()
    words = said(posters([on_paper(job)], Layout.A4, 1, IMPRINT))
    for field in (job.title, job.employer, job.description, job.requirements, job.hours):
        assert squeezed(field or "?") in words
    for field in ("招4人·全日制", "保洁", "3,000–4,500", "元/月", "有效期至2026年12月31日"):
        assert field.replace("·", "") in words.replace("·", "")
    assert "求职不交押金、不交培训费" in words
    assert "步行约6分钟，示例" in words
    assert f"编号{job.id}" in words


def test_a_doubtful_post_says_to_call_first() -> None:
    assert "请先打电话核实" in said(posters([on_paper(call_first=True)], Layout.A4, 1, IMPRINT))
    assert "核实" not in said(posters([on_paper()], Layout.A4, 1, IMPRINT))


def test_what_is_cut_is_seen_to_be_cut() -> None:
    endless = on_paper(full_job(description="扫地" * 900))
    assert "…" in said(posters([endless], Layout.A4, 1, IMPRINT))
    assert "…" not in said(posters([on_paper()], Layout.A4, 1, IMPRINT))


@pytest.mark.parametrize("per_sheet", GRIDS)
def test_there_are_strips_of_every_job(per_sheet: int) -> None:
    jobs = generated(per_sheet)
    strips = TearOffs(jobs, IMPRINT, 178 * MM, 55 * MM)
    assert strips.each >= 2
    assert strips.width / (strips.each * per_sheet) >= LEAST_WIDTH
    assert strips.each * per_sheet >= 12
    words = said(posters(jobs, Layout.A4, per_sheet, IMPRINT))
    phone = squeezed(jobs[0].job.contact_phone or "")
    assert words.count(phone) >= strips.each * per_sheet + per_sheet


@pytest.mark.parametrize(("paper", "per_sheet"), [(Layout.A5, 1), (Layout.A4, 3), (Layout.A4, 0)])
def test_other_papers_and_numbers_are_mistakes(paper: Layout, per_sheet: int) -> None:
    with pytest.raises(ValueError, match="no poster"):
        posters([on_paper()], paper, per_sheet, IMPRINT)
    with pytest.raises(ValueError, match="no poster"):
        posters([], Layout.A4, 1, IMPRINT)

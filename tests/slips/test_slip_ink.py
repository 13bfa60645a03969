"""Pixels and boxes: nothing beside the paper, nothing over something else, nothing but black."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.records import Job
from kiosk.slips.job_list import job_list
from kiosk.slips.job_slip import job_slips
from kiosk.slips.lettering import covered
from kiosk.slips.paper import PAPERS, JobOnPaper, Layout
from kiosk.slips.posters import posters
from kiosk.slips.proof import proof_page
from kiosk.slips.shortlist import shortlist_strip
from kiosk.text.job_words import job_facts
from tests.slips.reading import Box, boxes, dots, ink_outside, operators, said, squeezed
from tests.slips.shapes import IMPRINT, SLIP_LAYOUTS, full_job, generated, on_paper, real_jobs

BLACK_ONLY = frozenset(
    {"BT", "ET", "Tf", "TL", "Tm", "Td", "T*", "Tj", "cm", "q", "Q", "n", "re", "f", "f*", "S"}
    | {"m", "l", "c", "h", "w", "d"}
)
"""What draws lines, shapes and letters; whatever sets a colour is not among it."""
LONG_WORDS = full_job(
    title="高级" * 40,
    employer="示例" * 60,
    address="https://example.cn/" + "a" * 300,
    contact_name="王" * 30,
    contact_phone="0531-0000 0000 转 8001、0531-0000 0001 转 8002、0531-0000 0002",
    hours="。" * 90,
    description="长" * 3000,
    pay=None,
    pay_text="面议，按技能、工龄和当月完成的单数另算，" * 8,
)


def papers(jobs: Sequence[JobOnPaper], layout: Layout) -> list[tuple[Layout, bytes]]:
    return [(layout, job_slips(jobs, layout, IMPRINT)), (layout, shortlist(jobs, layout))]


def shortlist(jobs: Sequence[JobOnPaper], layout: Layout) -> bytes:
    return shortlist_strip(jobs, layout, IMPRINT)


def stays_inside(pdf: bytes, layout: Layout) -> None:
    paper = PAPERS[layout]
    for page in dots(pdf):
        assert ink_outside(page, paper.side, paper.top, paper.side, paper.foot) == 0
        assert ink_outside(page, 0, 0, 0, 0) == 0
        inner = (paper.side + 20, paper.top, paper.side, paper.foot)
        assert ink_outside(page, *inner) > 100, "too little ink to have looked at the page"


def overlapping(page: list[Box]) -> list[tuple[str, str]]:
    """Words whose letters lie over each other; a tenth of a letter is none."""
    found = []
    for number, one in enumerate(page):
        for other in page[number + 1 :]:
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            lower = min(one.bottom - one.top, other.bottom - other.top)
            if wide > 0.5 and high > 0.12 * lower:
                found.append((one.words, other.words))
    return found


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
@pytest.mark.parametrize("name", ["postings_a.csv", "postings_b.csv"])
def test_the_longest_and_the_shortest_real_postings(layout: Layout, name: str) -> None:
    jobs = real_jobs(name)
    for job in (*jobs[:2], *jobs[-2:]):
        paper = on_paper(job)
        pdf = job_slips([paper], layout, IMPRINT)
        stays_inside(pdf, layout)
        assert not any(map(overlapping, boxes(pdf)))
        if layout in (Layout.ROLL80, Layout.ROLL58):
            words = said(pdf)
            for fact in job_facts(job):
                assert squeezed(fact.words).replace("·", "") in words.replace("·", "")


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_generated_jobs_and_one_that_is_too_long_everywhere(layout: Layout) -> None:
    for jobs in (generated(6), [on_paper(LONG_WORDS), on_paper()]):
        for _, pdf in papers(jobs, layout):
            stays_inside(pdf, layout)
            assert not any(map(overlapping, boxes(pdf)))


@pytest.mark.parametrize("per_sheet", [1, 2, 4, 6, 8])
@pytest.mark.parametrize("paper", [Layout.A4, Layout.A3])
def test_posters(paper: Layout, per_sheet: int) -> None:
    jobs = [*generated(per_sheet), on_paper(LONG_WORDS), on_paper(call_first=True)]
    pdf = posters(jobs, paper, per_sheet, IMPRINT)
    stays_inside(pdf, paper)
    assert not any(map(overlapping, boxes(pdf)))


def test_lists_and_proofs() -> None:
    for paper in (Layout.A4, Layout.A3, Layout.A5):
        pdf = job_list([*generated(30), on_paper(LONG_WORDS)], IMPRINT, paper)
        stays_inside(pdf, paper)
        assert not any(map(overlapping, boxes(pdf)))
    for layout in Layout:
        stays_inside(proof_page(layout, IMPRINT), layout)


def test_an_overlap_would_be_seen() -> None:
    assert overlapping([Box("一", 0, 0, 12, 12), Box("二", 6, 6, 18, 18)]) == [("一", "二")]


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_nothing_sets_a_colour(layout: Layout) -> None:
    for _, pdf in papers([on_paper(call_first=True)], layout):
        found = operators(pdf)
        assert {"Tj", "re", "c"} <= found
        assert found <= BLACK_ONLY
    assert operators(posters([on_paper()], Layout.A4, 1, IMPRINT)) <= BLACK_ONLY
    assert operators(job_list([on_paper()], IMPRINT, Layout.A4)) <= BLACK_ONLY
    assert operators(proof_page(layout, IMPRINT)) <= BLACK_ONLY


ODD = st.text(
    st.characters(codec="utf-8")
    | st.sampled_from("，。（）“”、《》：；！？ \n\t元/月0123-–~ABCabc𠮷㐂🔥\u202e\u200b⼯"),
    max_size=120,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(title=ODD, employer=ODD, text=ODD, phone=ODD, layout=st.sampled_from(SLIP_LAYOUTS))
def test_odd_records(title: str, employer: str, text: str, phone: str, layout: Layout) -> None:
    job: Job = full_job(
        title=title, employer=employer, description=text, pay=None, pay_text=text, hours=text,
        contact_name=employer, contact_phone=phone, address=title,
    )  # fmt: skip
    pdf = job_slips([on_paper(job)], layout, IMPRINT)
    stays_inside(pdf, layout)
    found = boxes(pdf)
    assert not any(map(overlapping, found))
    assert {letter for page in found for box in page for letter in box.words} <= covered()


def test_letters_that_reach_beyond_their_place_stay_on_the_paper() -> None:
    odd = full_job(title="jíj fj", employer="jíf", pay=None, pay_text="jíj f", address="jf")
    for layout in SLIP_LAYOUTS:
        stays_inside(job_slips([on_paper(odd)], layout, IMPRINT), layout)

"""Policies, activities, résumés, lists, shortlists, proofs: what each says."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from assets.sample_city.loading import load
from kiosk.records import Activity, Policy
from kiosk.slips.documents import activity_sheet, policy_sheet, when_words
from kiosk.slips.job_list import job_list
from kiosk.slips.paper import Layout
from kiosk.slips.proof import proof_page, ruler_mm
from kiosk.slips.shortlist import shortlist_strip
from kiosk.text.job_words import policy_meta, source_words
from tests.shared_data import shared_file
from tests.slips.reading import MM, boxes, dots, pages, said, squeezed
from tests.slips.shapes import IMPRINT, SLIP_LAYOUTS, full_job, generated, on_paper

TODAY = date(2026, 3, 2)
POLICIES = [record for record in load("policies", TODAY) if isinstance(record, Policy)]
ACTIVITIES = [record for record in load("activities", TODAY) if isinstance(record, Activity)]


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_a_policy_is_there_with_all_its_text(layout: Layout) -> None:
    for policy in (POLICIES[0], max(POLICIES, key=lambda p: len(p.body or ""))):
        words = _without_feet(said(policy_sheet(policy, layout, IMPRINT)))
        fields = (policy.title, policy.summary, policy_meta(policy), policy.body, policy.phone)
        for field in (*fields, source_words(policy)):
            assert squeezed(field or "").replace("·", "") in words.replace("·", "")


def test_the_official_notice_flows_over_pages() -> None:
    body = shared_file("notice.txt").read_text(encoding="utf-8")
    pdf = policy_sheet(replace(POLICIES[0], body=body), Layout.A5, IMPRINT)
    assert len(pages(pdf)) > 5
    words = _without_feet(said(pdf))
    for paragraph in filter(None, map(squeezed, body.split("\n"))):
        assert paragraph.replace("·", "") in words.replace("·", "")


def test_a_policy_without_a_text_or_number_says_so() -> None:
    policy = replace(POLICIES[0], body=None, phone=None)
    words = said(policy_sheet(policy, Layout.A5, IMPRINT))
    assert "正文单位未注明" in words
    assert "问政策，打12333" in words


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_an_activity_says_when_where_and_whom_to_call(layout: Layout) -> None:
    activity = ACTIVITIES[1]
    words = said(activity_sheet(activity, layout, IMPRINT))
    fields = (activity.title, activity.address, activity.description, activity.fee)
    for field in (*fields, activity.organiser, activity.phone, when_words(activity)):
        assert field
        assert squeezed(field) in words
    assert "示例：不是真实活动" in words
    silent = replace(activity, address=None, fee=None, phone=None, seats=None)
    assert squeezed(f"报名、咨询{IMPRINT.station_phone}") in said(
        activity_sheet(silent, layout, IMPRINT)
    )


def test_an_activity_of_several_days_says_both() -> None:
    first = ACTIVITIES[1]
    longer = replace(first, ends_at=first.ends_at.replace(month=first.ends_at.month + 1))
    assert when_words(longer).count("星期") == 2
    assert when_words(first).count("星期") == 1


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_a_shortlist_has_each_job_with_its_number_to_call(layout: Layout) -> None:
    jobs = [*generated(5), on_paper(full_job(contact_phone=None))]
    pdf = shortlist_strip(jobs, layout, IMPRINT)
    words = said(pdf)
    assert "我挑的6个岗位" in words
    assert "请先打电话核实" not in words
    for paper in jobs:
        assert squeezed(paper.job.title) in words
        assert f"编号{paper.job.id}" in words
    assert squeezed(f"问本站工作人员 {IMPRINT.station_phone}") in words
    assert "请先打电话核实" in said(shortlist_strip([on_paper(call_first=True)], layout, IMPRINT))


def test_a_list_has_many_jobs_on_a_page_and_none_twice() -> None:
    jobs = generated(60)
    pdf = job_list(jobs, IMPRINT, Layout.A4)
    words = said(pdf)
    assert "今日新岗位3月2日星期一，共60个" in words
    assert 3 <= len(pages(pdf)) <= 5
    for paper in jobs:
        assert words.count(f"编号{paper.job.id}") == 1
        assert squeezed(paper.job.title) in words
    assert "核实" not in words.replace("位置待核实", "")
    doubtful = job_list([on_paper(call_first=True)], IMPRINT, Layout.A4, "本周岗位")
    assert "请先打电话核实" in said(doubtful)
    assert said(doubtful).count("本周岗位") == 1


def test_an_entry_of_a_list_is_never_cut_by_a_page() -> None:
    jobs = generated(60)
    pdf = job_list(jobs, IMPRINT, Layout.A4)
    whole = [squeezed("".join(box.words for box in page)) for page in boxes(pdf)]
    for paper in jobs:
        assert sum(f"编号{paper.job.id}" in words for words in whole) == 1


@pytest.mark.parametrize("layout", Layout)
def test_the_ruler_of_a_proof_is_as_long_as_it_says(layout: Layout) -> None:
    pdf = proof_page(layout, IMPRINT)
    assert len(pages(pdf)) == 1
    length = ruler_mm(layout)
    assert length == {"roll80": 70, "roll58": 40}.get(layout, 100)
    words = said(pdf)
    assert f"应为{length}毫米" in words
    figures = {box.words: box for box in boxes(pdf)[0] if box.words in {"10", str(length - 10)}}
    first, last = (figures[name] for name in ("10", str(length - 10)))
    middle = (first.left + first.right) / 2, (last.left + last.right) / 2
    assert (middle[1] - middle[0]) / MM == pytest.approx(length - 20, abs=0.1)
    page = dots(pdf)[0].convert("L")
    row = next(
        y for y in range(page.height) if _is_ruler(page.crop((0, y, page.width, y + 1)), length)
    )
    assert row > 100


def test_lists_of_nothing_are_mistakes() -> None:
    with pytest.raises(ValueError, match="no job"):
        job_list([], IMPRINT, Layout.A4)
    with pytest.raises(ValueError, match="no job"):
        shortlist_strip([], Layout.A5, IMPRINT)


def test_paper_is_named_without_the_library_that_draws() -> None:
    asked = "import sys, kiosk.slips.paper; print([n for n in sys.modules if 'reportlab' in n])"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def _is_ruler(row: object, length: int) -> bool:
    from PIL import Image

    assert isinstance(row, Image.Image)
    black = row.histogram()[0]
    return black in range(length * 8, length * 8 + 3)


def _without_feet(words: str) -> str:
    import re

    foot = squeezed(f"2026年3月2日 9:41 打印于{IMPRINT.station}")
    return re.sub(foot + r"(第\d+/\d+页)?", "", words)

"""A slip says what the record says, and what the law wants of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.slips.job_slip import job_slips
from kiosk.slips.paper import Layout
from kiosk.text.job_words import UNSTATED, job_facts, source_words
from tests.sample_records import a_job
from tests.slips.reading import fonts, pages, said, squeezed
from tests.slips.shapes import IMPRINT, SLIP_LAYOUTS, full_job, generated, on_paper

LONG = "负责日常工作，服从安排；早晚班轮换，提供工作餐。" * 90


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_every_field_of_the_record_is_on_the_slip(layout: Layout) -> None:
    job = full_job()
    words = said(job_slips([on_paper(job)], layout, IMPRINT))
    for field in (
        *(job.title, job.employer, job.description, job.requirements, job.conditions, job.hours),
        *(job.address, job.contact_phone, "找胡主管", "3,000–4,500", "元/月", "招 4 人"),
        *("全日制", "保洁", "爱心岗", "银龄岗", "步行约 6 分钟", "有效期至2026年12月31日"),
    ):
        assert field
        assert squeezed(field) in words
    assert squeezed(source_words(job)) in words


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_every_slip_says_who_printed_it_when_and_warns(layout: Layout) -> None:
    words = said(job_slips([on_paper()], layout, IMPRINT))
    for line in (
        *("社区微业", IMPRINT.station, f"问本站：{IMPRINT.station_phone}"),
        *("求职不交押金、不交培训费。", "扣证件", "打 12333", "2026年3月2日 9:41 打印于"),
    ):
        assert squeezed(line) in words


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_what_the_source_did_not_say_is_said_to_be_unsaid(layout: Layout) -> None:
    job = a_job(employer=None, pay=None, address=None, position=None, contact_phone=None)
    words = said(job_slips([on_paper(job, walk_minutes=None)], layout, IMPRINT))
    silent = [fact.name for fact in job_facts(job) if not fact.stated and fact.name != "单位"]
    assert len(silent) == 7
    for name in silent:
        assert name + UNSTATED in words
    assert f"{UNSTATED}名称" in words
    assert "待遇未注明位置待核实" in words
    assert squeezed(f"问本站工作人员{IMPRINT.station_phone}") in words


def test_an_assumed_end_is_said_to_be_assumed() -> None:
    words = said(job_slips([on_paper(full_job(valid_through_assumed=True))], Layout.A5, IMPRINT))
    assert squeezed(f"2026年12月31日（{UNSTATED}，按导入后 30 天计）") in words


def test_a_sample_and_a_doubtful_post_are_marked() -> None:
    plain = said(job_slips([on_paper(full_job(sample=False))], Layout.A5, IMPRINT))
    marked = said(job_slips([on_paper(call_first=True)], Layout.A5, IMPRINT))
    assert "示例：不是真实岗位" in marked
    assert "请先打电话核实" in marked
    assert "示例：" not in plain
    assert "核实" not in plain


@pytest.mark.parametrize(
    ("changes", "minutes", "walk"),
    [
        ({}, 98, "步行约98分钟"),
        ({}, 99, "约5公里"),
        ({}, 400, "约21公里"),
        ({"remote": True}, None, "在家可做"),
        ({}, None, "位置待核实"),
    ],
)
def test_the_walk(changes: dict[str, bool], minutes: int | None, walk: str) -> None:
    paper = on_paper(full_job(**changes), walk_minutes=minutes)
    assert walk in said(job_slips([paper], Layout.ROLL80, IMPRINT))


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_without_an_address_for_phones_it_says_what_to_do(layout: Layout) -> None:
    words = said(job_slips([on_paper()], layout, replace(IMPRINT, public_url="")))
    assert "报编号job-0001" in words
    assert "扫码" not in words.replace("可扫码", "")


def test_the_hour_is_chinas_whatever_the_clock_says() -> None:
    late = replace(IMPRINT, printed_at=datetime(2026, 12, 31, 16, 5, tzinfo=UTC))
    assert "2027年1月1日0:05打印" in said(job_slips([on_paper()], Layout.ROLL58, late))


@pytest.mark.parametrize("layout", [Layout.ROLL80, Layout.ROLL58])
def test_a_roll_is_as_long_as_its_text(layout: Layout) -> None:
    short, long = (
        pages(job_slips([on_paper(full_job(description=text))], layout, IMPRINT))
        for text in ("扫地。", LONG)
    )
    assert len(short) == len(long) == 1
    assert short[0][0] == long[0][0] == pytest.approx({"roll80": 80, "roll58": 58}[layout])
    assert 150 < short[0][1] < 400 < long[0][1] < 2000
    assert short[0][1] == pytest.approx(round(short[0][1]), abs=0.001)


def test_a_roll_of_two_metres_is_followed_by_another() -> None:
    endless = job_slips([on_paper(full_job(description=LONG * 8))], Layout.ROLL58, IMPRINT)
    heights = [height for _, height in pages(endless)]
    assert len(heights) > 1
    assert max(heights) <= 2000
    assert squeezed(LONG * 8) in _without_feet(said(endless), len(heights))


@pytest.mark.parametrize("layout", [Layout.A5, Layout.A4])
def test_a_long_text_goes_over_pages_that_are_counted(layout: Layout) -> None:
    pdf = job_slips([on_paper(full_job(description=LONG))], layout, IMPRINT)
    words, count = said(pdf), len(pages(pdf))
    assert count > 1
    for number in range(1, count + 1):
        assert f"第{number}/{count}页" in words
    assert squeezed(LONG) in _without_feet(words, count)


def test_what_nearly_fits_is_set_tighter() -> None:
    nearly = on_paper(full_job(description="清扫三栋楼的楼道和门前，扶手每周擦两遍。" * 10))
    assert len(pages(job_slips([nearly], Layout.A5, IMPRINT))) == 1


def test_many_slips_are_pages_of_one_document_in_their_order() -> None:
    jobs = generated(12)
    pdf = job_slips(jobs, Layout.ROLL80, IMPRINT)
    assert len(pages(pdf)) == 12
    words = said(pdf)
    places = [words.index(f"编号{paper.job.id}") for paper in jobs]
    assert places == sorted(places)


def test_the_same_slip_is_the_same_bytes() -> None:
    first = job_slips([on_paper()], Layout.A5, IMPRINT)
    job_slips(generated(3), Layout.ROLL58, IMPRINT)
    assert job_slips([on_paper()], Layout.A5, IMPRINT) == first


def test_only_our_fonts_are_used_and_they_are_inside() -> None:
    found = fonts(job_slips([on_paper()], Layout.A4, IMPRINT))
    assert found == {"KioskSans-Regular yes", "KioskSans-Bold yes"}


def test_nothing_to_print_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no job"):
        job_slips([], Layout.A5, IMPRINT)


def _without_feet(words: str, count: int) -> str:
    """``words`` as if there were no foot between two pages."""
    for number in range(1, count + 1):
        foot = squeezed(f"2026年3月2日 9:41 打印于{IMPRINT.station}第 {number}/{count} 页")
        assert foot in words
        words = words.replace(foot, "")
    return words

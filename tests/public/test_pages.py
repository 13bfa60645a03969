from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kiosk.central.public_pages.pages import activity_page, job_page, policy_page
from kiosk.records import Pay, PayUnit, Tag
from tests.assets.contrast import ratio
from tests.public.reading import Document, read
from tests.public.shapes import a_policy, an_activity, bare_job, full_job

DAY = date(2026, 3, 2)


def of_job(**changes: object) -> Document:
    return read(job_page(full_job(**changes), "370102", DAY).document)


def test_a_job_says_everything_that_the_screen_says() -> None:
    page = of_job()
    for words in (
        *("社区食堂帮厨（早班）", "3,200–3,800", "元/月", "历下区泉城路1号（示例）"),
        *("示例社区食堂", "洗菜、切配、打饭。", "收拾后厨，关火关气。", "6:00–14:00，每周休一天"),
        *("有健康证", "管两顿饭", "餐饮后厨", "全日制", "招 3 人", "2026年12月31日"),
        *("妈妈岗", "银龄岗", "示例人力资源市场 · 2026年3月1日更新 · 编号 job-full"),
        *("求职不交押金、不交培训费。遇到收费，请打 12333。", "信息截至 2026年3月2日"),
    ):
        assert words in page.words
    assert (page.count("h1"), page.count("main"), page.count("script")) == (1, 1, 1)
    assert page.tags[0] == ("html", {"lang": "zh-CN"})
    assert page.links[0] == "tel:053100000000"
    assert set(page.links) == {"tel:053100000000", "tel:12333"}


def test_the_lines_are_named_as_on_the_screen() -> None:
    from ui.viewmodels import job as screen

    shown = full_job(valid_through_assumed=True)
    page = read(job_page(shown, "370102", DAY).document)
    facts = getattr(screen, "job_facts", None) or screen._facts
    for fact in facts(shown):
        assert fact.words.replace("\n", "") in page.words.replace("\n", "")
        assert fact.name == "在哪里" or fact.name in page.words


def test_no_person_is_named() -> None:
    assert "联系人甲" not in job_page(full_job(), "370102", DAY).document.decode()


def test_what_was_not_said_is_not_filled_in() -> None:
    page = read(job_page(bare_job(), "370102", DAY).document)
    assert page.words.count("单位未注明") == 7
    assert "地点未注明" in page.words
    assert "待遇未注明" in page.words
    assert "单位没有留电话" in page.words
    assert "None" not in page.words
    assert set(page.links) == {"tel:12333"}


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        (Pay(minimum=200, maximum=200, unit=PayUnit.DAY), "200 元/天"),
        (Pay(minimum=18.5, maximum=None, unit=PayUnit.HOUR), "18.5以上 元/时"),
        (Pay(minimum=None, maximum=3, unit=PayUnit.PIECE), "3以下 元/单"),
    ],
)
def test_pay_stands_with_its_unit(pay: Pay, words: str) -> None:
    assert words in of_job(pay=pay).words


def test_pay_in_words_and_work_at_home() -> None:
    page = of_job(pay=None, pay_text="面议", remote=True, address=None, head_count_text="若干人")
    assert "面议" in page.words
    assert "在家可做" in page.words


def test_a_number_that_is_masked_is_shown_and_not_linked() -> None:
    page = of_job(contact_phone="138****0000")
    assert "138****0000" in page.words
    assert set(page.links) == {"tel:12333"}


def test_a_policy_is_there_in_full() -> None:
    page = read(policy_page(a_policy(valid_through=date(2027, 1, 1)), DAY).document)
    for words in (
        *("示例：灵活就业社保补贴办法", "社会保险", "示例字〔2026〕1号 · 示例局 · 2026年1月5日"),
        *("自己缴社保的困难人员", "一、谁能领", "二、要带什么", "三、去哪里办", "2027年1月1日"),
    ):
        assert words in page.words
    assert (page.count("h1"), page.count("script")) == (1, 0)
    assert page.links[0] == "tel:12333"


def test_a_policy_of_which_only_the_title_is_known_has_a_number() -> None:
    bare = a_policy(
        summary=None, document_number=None, issuer=None, issued_on=None, body=None, phone=None
    )
    page = read(policy_page(bare, DAY).document)
    assert "None" not in page.words
    assert page.links[0] == "tel:12333"


def test_an_activity_says_when_in_china() -> None:
    page = read(activity_page(an_activity(), "370102", DAY).document)
    assert "2026年3月5日 星期四 18:30–20:30" in page.words
    for words in ("夜校：家政基础", "培训夜校", "后宰门街7号", "示例教学点", "20 个", "免费"):
        assert words in page.words


def test_an_activity_of_several_days_and_without_the_rest() -> None:
    bare = an_activity(
        ends_at=datetime(2026, 3, 6, 16, 30, tzinfo=UTC),
        **dict.fromkeys(("organiser", "description", "address", "seats", "fee", "phone")),
    )
    page = read(activity_page(bare, "370102", DAY).document)
    assert "2026年3月5日 星期四 18:30 至 2026年3月7日 星期六 0:30" in page.words
    assert "地点未注明" in page.words
    assert "None" not in page.words


def test_a_very_long_job_is_there_in_full_and_not_twice() -> None:
    long = "这份活要早起，" * 2000
    document = job_page(full_job(description=long), "370102", DAY).document
    page = read(document)
    assert long in page.words
    assert len(page.inside["script"]) < 5000


def test_the_whole_notice_is_a_small_page() -> None:
    from tests.central_process import REPOSITORY

    notice = REPOSITORY / "assets" / "sample_city" / "texts" / "notice_2025_18.txt"
    document = policy_page(a_policy(body=notice.read_text("utf-8")), DAY).document
    assert len(document) <= 30 * 1024


def test_every_tag_has_a_colour_that_white_is_read_on() -> None:
    style = of_job().inside["style"]
    for tag in Tag:
        colour = style.partition(f".tags .{tag.value}{{background:")[2][:7] or "#0E5A66"
        assert ratio(colour, "#FFFFFF") >= 5.9, tag

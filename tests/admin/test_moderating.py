"""From the queue to the screens; two who decide at once, and faults that come between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from kiosk.central.admin.decisions import Changed, Done, Overtaken, Verdict, decide
from kiosk.central.admin.records import one_record
from kiosk.central.admin.words import OTHER
from kiosk.central.audit import Action
from kiosk.central.keys import KEY_FILE
from kiosk.central.store import Store
from kiosk.central.tables import Entry
from kiosk.submissions import JobReport, ReportReason
from tests.admin.desk import NAME, AdminDesk
from tests.sample_records import a_job, a_notice, an_unlawful_job

HELD = "jobs:job-0900"


def filled(desk: AdminDesk) -> AdminDesk:
    desk.home.take(an_unlawful_job(), a_job(1), a_job(2), a_job(3, employer="泉城小吃"))
    desk.home.publish()
    assert desk.on_screens() == 3
    return desk


@pytest.fixture
def work(desk: AdminDesk) -> AdminDesk:
    return filled(desk)


@pytest.fixture
def work_anywhere(desk_anywhere: AdminDesk) -> AdminDesk:
    return filled(desk_anywhere)


def state(desk: AdminDesk, record: str = "job-0900") -> tuple[str, str | None]:
    with closing(Store.in_home(desk.home.home)) as store, store.reading() as connection:
        wanted = select(Entry.state, Entry.decided_by).where(Entry.id == record)
        row = connection.execute(wanted).one()
    return row.state, row.decided_by


def deeds(desk: AdminDesk) -> list[tuple[str, str, str]]:
    return [(row.operator, row.action, row.reason) for row in desk.audit()]


def test_the_queue_says_what_the_rules_found_and_on_which_law(work: AdminDesk) -> None:
    page = work.browser.record(HELD)
    for words in ("限制性别", "限男性", "35岁以下", "《就业促进法》", "要求", "示例商贸有限公司"):
        assert words in page.text
    assert "限制性别、限制年龄" in work.browser.get("/held/list").text


def test_what_is_approved_is_on_the_screens_at_once(work_anywhere: AdminDesk) -> None:
    work = work_anywhere
    browser = work.browser
    page = browser.decide(browser.record(HELD), "approve", note="看过，原文是引用")
    assert "已通过并发布" in page.text
    assert work.on_screens() == 4
    assert state(work) == ("accepted", NAME)
    assert deeds(work) == [(NAME, "approve", "看过，原文是引用")]


def test_what_is_refused_needs_a_reason_and_stays_away(work: AdminDesk) -> None:
    browser = work.browser
    for form in ({}, {"reason": "没有这个原因"}, {"reason": OTHER}, {"reason": OTHER, "note": " "}):
        page = browser.decide(browser.record(HELD), "refuse", **form)
        assert "请选择原因" in page.text
        assert state(work) == ("held", None)
    page = browser.decide(browser.record(HELD), "refuse", reason=OTHER, note="没有 营业执照")
    assert "已设为不通过" in page.text
    assert deeds(work) == [(NAME, "refuse", "没有 营业执照")]
    assert work.on_screens() == 3
    work.home.take(an_unlawful_job())
    assert state(work) == ("refused", NAME)


def test_what_is_closed_leaves_the_screens_at_once(work: AdminDesk) -> None:
    browser = work.browser
    page = browser.decide(browser.record("jobs:job-0001", "published"), "close", reason="已招满")
    assert "已关闭，联网" in page.text
    assert work.on_screens() == 2
    assert "前台文员1<" not in browser.get("/published/list").text


def test_a_withdrawn_employer_is_off_every_screen_and_stays_off(work_anywhere: AdminDesk) -> None:
    work = work_anywhere
    browser = work.browser
    page = browser.record("jobs:job-0001", "published")
    assert "请先勾选确认" in browser.decide(page, "withdraw", reason="疑似诈骗").text
    assert work.on_screens() == 3
    page = browser.decide(page, "withdraw", reason="疑似诈骗", sure="yes")
    assert "已全部撤下（3 个岗位）" in page.text
    assert work.on_screens() == 1
    work.home.take(a_job(77))
    work.home.publish(at=work.now)
    assert work.on_screens() == 1
    row = work.audit()[0]
    assert (row.action, row.reason) == ("withdraw", "疑似诈骗")
    assert "示例商贸有限公司" in row.subject


def test_the_second_of_two_moderators_is_told_who_was_first(work_anywhere: AdminDesk) -> None:
    work = work_anywhere
    work.operator("李审核")
    first, second = work.browser, work.another()
    second.log_in("李审核")
    theirs = second.record(HELD)
    first.decide(first.record(HELD), "refuse", reason="疑似诈骗")
    page = second.decide(theirs, "approve")
    assert f"已有人先处理：{NAME} 于 " in page.text
    assert "你的决定没有执行" in page.text
    assert state(work) == ("refused", NAME)
    assert work.on_screens() == 3
    assert [action for _, action, _ in deeds(work)] == ["refuse"]


def test_of_two_at_the_same_moment_one_wins_and_both_are_on_record(
    work_anywhere: AdminDesk,
) -> None:
    home = work_anywhere.home.home
    with closing(Store.in_home(home)) as catalogue, closing(Store.of_terminals(home)) as road:
        known = one_record(catalogue, HELD)
        assert known is not None

        def one(number: int) -> object:
            action = Action.APPROVE if number % 2 else Action.REFUSE
            verdict = Verdict(
                key=HELD,
                seal=known.seal,
                action=action,
                reason="",
                by=f"审核{number}",
                address="192.0.2.1",
            )
            return decide(catalogue, road, verdict, work_anywhere.now)

        with ThreadPoolExecutor(6) as pool:
            outcomes = list(pool.map(one, range(6)))
    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Overtaken) for outcome in outcomes) == 5
    actions = [action for _, action, _ in deeds(work_anywhere)]
    assert len(actions) - actions.count("too_late") == actions.count("too_late") + 1
    won = next(number for number, outcome in enumerate(outcomes) if isinstance(outcome, Done))
    assert state(work_anywhere)[1] == f"审核{won}"


def test_what_a_feed_changed_meanwhile_is_to_be_looked_at_again(work: AdminDesk) -> None:
    browser = work.browser
    page = browser.record(HELD)
    work.home.take(an_unlawful_job(requirements="限男性，40岁以下"))
    assert "内容有变化，没有执行" in browser.decide(page, "approve").text
    assert state(work) == ("held", None)
    assert deeds(work) == []


def test_what_changes_between_record_and_decision_is_not_decided(work: AdminDesk) -> None:
    with closing(Store.in_home(work.home.home)) as catalogue, work.road() as road:
        known = one_record(catalogue, HELD)
        assert known is not None
        verdict = Verdict(
            key=HELD, seal="0" * 32, action=Action.APPROVE, reason="", by=NAME, address=""
        )
        assert isinstance(decide(catalogue, road, verdict, work.now), Changed)
        good = replace(verdict, seal=known.seal)
        assert isinstance(decide(catalogue, road, good, work.now), Done)


@pytest.mark.parametrize(
    ("key", "view", "action"),
    [(HELD, "held", "close"), ("jobs:job-0001", "published", "approve"), ("", "held", "withdraw")],
)
def test_what_does_not_suit_the_record_is_not_done(
    work: AdminDesk, key: str, view: str, action: str
) -> None:
    work.home.take(a_notice())
    browser = work.browser
    page = browser.record(key or "notices:notice-1", view)
    answer = browser.decide(page, action, reason="投诉属实", sure="yes")
    assert "现在不能这样处理" in answer.text
    assert deeds(work) == []


def test_a_record_or_an_action_that_does_not_exist_is_no_error(work: AdminDesk) -> None:
    browser = work.browser
    page = browser.record(HELD)
    form = {"csrftoken": page.token, "key": "jobs:none", "seal": "", "reason": "疑似诈骗"}
    assert browser.post("/decide", form | {"action": "refuse"}).status == 404
    assert browser.post("/decide", form | {"action": "delete"}).status == 400
    assert browser.record("jobs:none").status == 404
    assert "没有这一页" in browser.record("nonsense").text


def test_what_cannot_be_put_on_record_is_not_decided(work_anywhere: AdminDesk) -> None:
    work = work_anywhere
    browser = work.browser
    page = browser.record(HELD)
    with work.road() as store, store.writing() as connection:
        connection.execute(text("DROP TABLE audit_log"))
    answer = browser.decide(page, "approve")
    assert answer.status == 503
    assert "平台暂时读不到数据" in answer.text
    assert state(work) == ("held", None)
    assert work.on_screens() == 3


def test_a_decision_stands_where_publishing_fails_and_that_is_said(work: AdminDesk) -> None:
    browser = work.browser
    page = browser.record("jobs:job-0001", "published")
    key = work.home.home / KEY_FILE
    good = key.read_bytes()
    key.write_text("no key")
    answer = browser.decide(page, "close", reason="已招满")
    assert "决定已保存，但没能马上发布" in answer.text
    assert state(work, "job-0001") == ("refused", NAME)
    key.write_bytes(good)
    work.home.publish(at=work.now)
    assert work.on_screens() == 2


def test_reports_lead_to_the_record(work: AdminDesk) -> None:
    for number in (1, 1, 3):
        work.leave(
            "job_report",
            JobReport(
                job_id=f"job-000{number}", reason=ReportReason.SUSPICIOUS, title=f"岗{number}"
            ),
        )
    browser = work.browser
    page = browser.get("/reports/list")
    assert page.text.index("岗1") < page.text.index("岗3")
    assert "可疑" in page.text
    assert "/admin/published/detail?pk=jobs%3Ajob-0001" in page.text
    assert "关闭这一条" in browser.record("jobs:job-0001", "published").text
    assert deeds(work) == []


def test_a_long_queue_has_pages(desk: AdminDesk) -> None:
    desk.home.take(*(an_unlawful_job(number) for number in range(60)))
    browser = desk.browser
    first, last = browser.get("/held/list"), browser.get("/held/list?page=3")
    assert "共 60 条" in first.text
    assert first.text.count("查看") == 25 + 1
    assert last.text.count("查看") == 10 + 1
    assert "下一页" not in last.text

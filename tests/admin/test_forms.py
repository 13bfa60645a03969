"""Forms that come from elsewhere, pages that could hold a script, and doors that are not there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kiosk.central.operators import Role
from tests.admin.desk import NAME, ORIGIN, PASSWORD, AdminDesk, Browser, a_resume
from tests.sample_records import a_job, an_unlawful_job

PAGES = ("/held/list", "/left/list", "/reports/list", "/published/list", "/held/detail?pk=jobs:j")
MODELS = ("held", "left", "reports", "published", "audit")


def refused(desk: AdminDesk, browser: Browser, key: str = "jobs:job-0900") -> bool:
    """Whether the held record still waits."""
    return "待审核" in browser.record(key).text and desk.audit() == []


@pytest.fixture
def held(desk: AdminDesk) -> AdminDesk:
    desk.home.take(an_unlawful_job())
    return desk


def form_of(browser: Browser, **changes: str) -> dict[str, str]:
    page = browser.record("jobs:job-0900")
    known = {"csrftoken": page.token, "key": page.field("key"), "seal": page.field("seal")}
    return known | {"action": "refuse", "reason": "疑似诈骗"} | changes


def test_a_form_without_the_right_token_does_nothing(held: AdminDesk) -> None:
    browser = held.browser
    form = form_of(browser)
    form.pop("csrftoken")
    for token in ({}, {"csrftoken": ""}, {"csrftoken": "wrong"}, {"csrftoken": "eyJh.forged"}):
        page = browser.post("/decide", form | token)
        assert page.status == 403
        assert "没有执行" in page.text
    assert refused(held, browser)


def test_the_token_of_another_browser_does_nothing(held: AdminDesk) -> None:
    browser, other = held.browser, held.another()
    theirs = other.get("/login").token
    assert browser.post("/decide", form_of(browser, csrftoken=theirs)).status == 403
    assert refused(held, browser)


def test_a_form_from_elsewhere_does_nothing(held: AdminDesk) -> None:
    browser = held.browser
    elsewhere = ("https://evil.example", "http://testserver.evil.example", "http://testserver:81")
    for origin in (None, "", "null", *elsewhere):
        page = browser.post("/decide", form_of(browser), origin=origin)
        assert page.status == 403
        assert "不是从本页面发出的" in page.text
    assert refused(held, browser)


def test_logging_in_and_out_want_a_token_too(desk: AdminDesk) -> None:
    assert desk.browser.post("/logout", {}).status == 403
    other = desk.another()
    other.get("/login")
    assert other.post("/login", {"username": NAME, "password": PASSWORD}).status == 403
    assert "待审核" in desk.browser.get("/held/list").text


def test_the_address_for_phones_is_one_of_ours(held: AdminDesk) -> None:
    settings = held.home.home / "kiosk.toml"
    settings.write_text('[central]\npublic_url = "https://jobs.example.cn"\n')
    browser = held.browser
    page = browser.post("/decide", form_of(browser), origin="https://jobs.example.cn")
    assert page.status == 200
    assert held.audit()


def test_a_form_that_is_too_long_is_not_read(held: AdminDesk) -> None:
    browser = held.browser
    page = browser.post("/decide", form_of(browser, note="长" * 100_000))
    assert page.status == 413
    assert refused(held, browser)


def test_settings_that_cannot_be_read_are_said(held: AdminDesk) -> None:
    (held.home.home / "kiosk.toml").write_text("[central\n")
    page = held.another().get("/login")
    assert page.status == 503
    assert "kiosk.toml" in page.text


def test_every_page_forbids_scripts_frames_and_keeping(held: AdminDesk) -> None:
    held.leave("resume", a_resume())
    browser = held.browser
    for path in (*PAGES, "/nothing-here", "/login"):
        page = browser.get(path)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["x-frame-options"] == "DENY"


def test_no_page_asks_another_host_or_has_a_script(held: AdminDesk) -> None:
    browser = held.browser
    for path in (*PAGES, "/login", "/held/detail?pk=jobs:job-0900"):
        text = browser.get(path).text
        assert "<script" not in text
        assert " style=" not in text
        assert not re.search(r"\son\w+=", text)
        for address in re.findall(r'(?:href|src|action)="(https?://[^"/]+)', text):
            assert address == ORIGIN


def test_the_style_sheets_fetch_nothing_from_elsewhere(held: AdminDesk) -> None:
    browser = held.browser
    page = browser.get("/held/list").text
    sheets = re.findall(r'rel="stylesheet" href="http://testserver/admin([^"]+)"', page)
    assert len(sheets) == 3
    for sheet in sheets:
        found = browser.get(sheet)
        assert found.status == 200
        assert "max-age" in found.headers["cache-control"]
        assert not re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", found.text)


def test_the_librarys_own_ways_to_change_things_are_not_there(held: AdminDesk) -> None:
    browser = held.browser
    token = browser.get("/held/list").token
    paths = ("/create", "/edit?pk=jobs:job-0900")
    apis = ("/action?name=delete", "/row-action?name=delete&pk=jobs:job-0900", "/import")
    for key in MODELS:
        for path in [f"/{key}{path}" for path in paths] + [f"/_api/{key}{api}" for api in apis]:
            assert browser.get(path).status == 404, path
            assert browser.post(path, {"csrftoken": token}).status == 404, path
    assert refused(held, browser)


def test_a_file_in_the_working_directory_replaces_no_template(
    held: AdminDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "login.html").write_text("planted")
    monkeypatch.chdir(tmp_path)
    assert "planted" not in held.another().get("/login").text


def test_an_auditor_sees_the_log_and_nothing_else(held: AdminDesk) -> None:
    submission = held.leave("resume", a_resume())
    held.operator("李审计", Role.AUDITOR)
    browser = held.another()
    assert "审计记录" in browser.log_in("李审计").text
    token = browser.get("/audit/list").token
    for path in (*PAGES, f"/left/detail?pk={submission}"):
        assert browser.get(path).status == 403, path
    for path in ("/decide", "/open", "/open/file"):
        form = {"csrftoken": token, "id": submission, "reason": "联系本人", "key": "jobs:job-0900"}
        assert browser.post(path, form).status == 403, path
    assert held.audit() == []


def test_a_moderator_does_not_see_the_log(desk: AdminDesk) -> None:
    assert desk.browser.get("/audit/list").status == 403
    assert "审计记录" not in desk.browser.get("/held/list").text


def test_what_a_stranger_wrote_is_shown_and_does_nothing(desk: AdminDesk) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    desk.home.take(an_unlawful_job(title=f"店员{hostile}", employer=f"{hostile}单位"), a_job(2))
    page = desk.browser.record("jobs:job-0900")
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script" not in desk.browser.get("/held/list").text


def test_what_turns_a_line_around_is_made_visible(desk: AdminDesk) -> None:
    submission = desk.leave("resume", a_resume(name="张\u202e三\u200b", wanted="保\u0007洁"))
    page = desk.browser.open(submission, reason="联系本人")
    assert "张▯三▯" in page.text
    assert "保▯洁" in page.text
    assert "\u202e" not in page.text


def test_any_words_can_be_searched_for(held: AdminDesk) -> None:
    browser = held.browser
    odd = ("%", "_", "title", "'", '"', "\\", "<script>", "' OR 1=1 --", "店" * 200)
    for query in odd:
        for view in ("held", "left", "reports", "published"):
            page = browser.get(f"/{view}/list?{urlencode({'q': query})}")
            assert page.status == 200
            assert "没有找到。" in page.text, (view, query)


def test_what_no_database_can_hold_is_no_error(desk_anywhere: AdminDesk) -> None:
    browser = desk_anywhere.browser
    for path in ("/held/list?q=%00", "/left/list?q=%00", "/held/list?page=999999999999999999999"):
        assert browser.get(path).status == 200, path
    for path in ("/held/detail?pk=jobs%3A%00", "/left/detail?pk=%00"):
        assert browser.get(path).status == 404, path


def test_a_search_finds_by_title_employer_and_id(held: AdminDesk) -> None:
    held.home.take(an_unlawful_job(1, title="早点摊主", employer="泉城小吃"))
    for words in ("早点", "泉城小", "job-0001"):
        page = held.browser.get(f"/held/list?{urlencode({'q': words})}")
        assert "早点摊主" in page.text
        assert "前台文员900" not in page.text


def test_an_odd_page_number_is_no_error(held: AdminDesk) -> None:
    for page in ("99", "-1", "x", "9" * 30):
        assert held.browser.get(f"/held/list?page={page}").status == 200, page

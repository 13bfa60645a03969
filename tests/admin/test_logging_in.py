"""Who gets in, how often one may be wrong, and when one is out again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text, update
from starlette.testclient import TestClient

from kiosk.central.admin import passwords
from kiosk.central.admin.logging_in import (
    FREE_BY_ADDRESS,
    FREE_BY_NAME,
    LONGEST_WAIT,
    LoggedIn,
    Wait,
    WrongPassword,
    log_in,
    wait_after,
)
from kiosk.central.app import create_app
from kiosk.central.operator_tables import LoginAttempt, OperatorRow, OperatorSession
from kiosk.central.operators import Role, change_password, remove_operator
from kiosk.central.store import Store
from tests.admin.desk import NAME, NOW, PASSWORD, AdminDesk, Browser
from tests.sample_records import an_unlawful_job

WRONG = "not this one at all"
KEY = b"k" * 32


def guess(
    desk: AdminDesk, name: str = NAME, password: str = WRONG, address: str = "192.0.2.1"
) -> LoggedIn | WrongPassword | Wait:
    with desk.road() as store:
        return log_in(store, name, password, address=address, key=KEY, now=desk.now)


def test_the_right_password_leads_to_the_queue(desk: AdminDesk) -> None:
    browser = desk.another()
    page = browser.log_in()
    assert page.status == 200
    assert "待审核" in page.text
    assert NAME in page.text


def test_nobody_sees_a_page_without_logging_in(desk: AdminDesk) -> None:
    for path in ("/", "/held/list", "/left/list", "/held/detail?pk=jobs:1", "/audit/list"):
        page = desk.another().get(path)
        assert "登录" in page.text
        assert 'name="password"' in page.text


def test_a_wrong_password_and_a_wrong_name_are_told_the_same(desk: AdminDesk) -> None:
    browser = desk.another()
    for name in (NAME, "没有这个人", "", "x" * 500, "\x00"):
        page = browser.log_in(name, WRONG)
        assert page.status == 400
        assert "姓名或密码不对。" in page.text
        assert WRONG not in page.text


def test_an_unknown_name_costs_as_much_work_as_a_known_one(
    desk: AdminDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            verified.append(str(hash).split("$")[3])
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Counting(1, 64, 1))
    guess(desk, NAME)
    guess(desk, "没有这个人")
    # The same argon2 with the same cost, both times.
    assert len(verified) == 2
    assert len(set(verified)) == 1


def test_the_fifth_wrong_password_brings_a_wait_that_doubles(desk_anywhere: AdminDesk) -> None:
    desk = desk_anywhere
    for number in range(FREE_BY_NAME):
        assert isinstance(guess(desk, address=f"192.0.2.{number}"), WrongPassword)
    first = guess(desk, password=PASSWORD)
    assert isinstance(first, Wait), "not even the right one is looked at"
    desk.now = first.until
    assert isinstance(guess(desk), WrongPassword)
    second = guess(desk)
    assert isinstance(second, Wait)
    assert second.until - desk.now == 2 * (first.until - NOW)
    desk.now = second.until
    assert isinstance(guess(desk, password=PASSWORD), LoggedIn)
    assert isinstance(guess(desk), WrongPassword), "after a right one the count begins anew"


def test_one_address_may_not_try_many_names(desk: AdminDesk) -> None:
    for number in range(FREE_BY_ADDRESS):
        assert isinstance(guess(desk, f"某人{number}"), WrongPassword)
    assert isinstance(guess(desk, password=PASSWORD), Wait)
    assert isinstance(guess(desk, password=PASSWORD, address="192.0.2.9"), LoggedIn)


def test_an_own_account_does_not_wipe_out_what_an_address_tried(desk: AdminDesk) -> None:
    desk.operator("攻击者")
    for number in range(FREE_BY_ADDRESS - 1):
        guess(desk, f"某人{number}")
        if number % 5 == 0:
            assert isinstance(guess(desk, "攻击者", PASSWORD), LoggedIn)
    guess(desk, "某人99")
    assert isinstance(guess(desk, "某人100"), Wait)


def test_guesses_at_once_are_counted_like_guesses_in_turn(desk_anywhere: AdminDesk) -> None:
    with closing(Store.of_terminals(desk_anywhere.home.home)) as store:

        def once(_: int) -> object:
            return log_in(store, NAME, WRONG, address="192.0.2.1", key=KEY, now=NOW)

        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(once, range(16)))
    looked_at = [outcome for outcome in outcomes if isinstance(outcome, WrongPassword)]
    assert len(looked_at) == FREE_BY_NAME


def test_waits_end_at_a_quarter_of_an_hour_and_are_forgotten_after_an_hour(
    desk: AdminDesk,
) -> None:
    assert wait_after(FREE_BY_NAME - 1, FREE_BY_NAME) == timedelta()
    assert wait_after(1000, FREE_BY_NAME) == LONGEST_WAIT
    for _ in range(FREE_BY_NAME):
        guess(desk)
    desk.pass_time(minutes=61)
    assert isinstance(guess(desk, password=PASSWORD), LoggedIn)


def test_the_page_says_how_long_to_wait(desk: AdminDesk) -> None:
    browser = desk.another()
    for _ in range(FREE_BY_NAME):
        browser.log_in(password=WRONG)
    page = browser.log_in()
    assert "输错次数过多，请等 1 分钟后再试。" in page.text


def test_what_was_typed_is_nowhere_in_the_database(desk: AdminDesk) -> None:
    guess(desk, "my-password-typed-as-a-name")
    with desk.road() as store, store.reading() as connection:
        rows = connection.execute(select(LoginAttempt.name, LoginAttempt.address)).all()
    assert rows
    assert "my-password" not in str(rows)
    assert "192.0.2.1" not in str(rows)


def test_the_cookie_is_out_of_reach_and_its_token_is_not_kept(desk: AdminDesk) -> None:
    browser = desk.another()
    token = browser.get("/login").token
    form = {"csrftoken": token, "username": NAME, "password": PASSWORD}
    page = browser.post("/login", form, follow=False)
    cookie = page.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/admin" in cookie
    assert "secure" not in cookie
    carried = browser.client.cookies["jiuyejiao_admin"]
    with desk.road() as store, store.reading() as connection:
        kept = connection.scalars(select(OperatorSession.token)).all()
    assert carried not in kept
    assert len(kept[0]) == 64


def test_over_https_the_cookie_is_for_https_only(desk: AdminDesk) -> None:
    browser = desk.another("https://testserver")
    form = {"csrftoken": browser.get("/login").token, "username": NAME, "password": PASSWORD}
    page = browser.post("/login", form, origin="https://testserver", follow=False)
    assert "secure" in page.headers["set-cookie"].lower()


def test_a_cookie_that_was_planted_before_is_not_taken_over(desk: AdminDesk) -> None:
    browser = desk.another()
    planted = "planted-by-somebody-else"
    browser.client.cookies.set("jiuyejiao_admin", planted, path="/admin", domain="testserver")
    browser.log_in()
    desk.browsers.append(browser.client)
    other = desk.another()
    other.client.cookies.set("jiuyejiao_admin", planted, path="/admin", domain="testserver")
    assert 'name="password"' in other.get("/held/list").text


def test_logging_in_again_gives_another_token(desk: AdminDesk) -> None:
    tokens = set()
    for _ in range(2):
        browser = desk.another()
        browser.log_in()
        tokens.add(browser.client.cookies["jiuyejiao_admin"])
    assert len(tokens) == 2


def test_a_session_ends_when_nothing_is_done_for_half_an_hour(desk: AdminDesk) -> None:
    browser = desk.browser
    desk.pass_time(minutes=29)
    assert "待审核" in browser.get("/held/list").text
    desk.pass_time(minutes=29)
    assert "待审核" in browser.get("/held/list").text
    desk.pass_time(minutes=31)
    assert 'name="password"' in browser.get("/held/list").text


def test_a_session_ends_after_ten_hours_whatever_is_done(desk: AdminDesk) -> None:
    browser = desk.browser
    for _ in range(29):
        desk.pass_time(minutes=20)
        assert 'name="password"' not in browser.get("/held/list").text
    desk.pass_time(minutes=21)
    assert 'name="password"' in browser.get("/held/list").text


def test_logging_out_ends_the_session_at_the_platform(desk: AdminDesk) -> None:
    browser = desk.browser
    carried = browser.client.cookies["jiuyejiao_admin"]
    browser.post("/logout", {"csrftoken": browser.get("/held/list").token})
    other = desk.another()
    other.client.cookies.set("jiuyejiao_admin", carried, path="/admin", domain="testserver")
    assert 'name="password"' in other.get("/held/list").text


def test_a_new_password_or_a_removed_account_ends_every_session(
    desk_anywhere: AdminDesk,
) -> None:
    desk = desk_anywhere
    browser = desk.browser
    with desk.road() as store:
        change_password(store, NAME, "another horse staple 8", desk.now)
    assert 'name="password"' in browser.get("/held/list").text
    assert browser.log_in().status == 400
    assert browser.log_in(password="another horse staple 8").status == 200
    with desk.road() as store:
        remove_operator(store, NAME)
    assert 'name="password"' in browser.get("/held/list").text


def test_a_role_that_was_changed_counts_from_the_next_page_on(desk: AdminDesk) -> None:
    browser = desk.browser
    with desk.road() as store, store.writing() as connection:
        connection.execute(update(OperatorRow).values(role=Role.AUDITOR.value))
    assert browser.get("/held/list").status == 403
    assert browser.get("/audit/list").status == 200


def test_a_password_kept_with_less_effort_is_kept_anew(desk: AdminDesk) -> None:
    weak = PasswordHasher(1, 32, 1).hash(PASSWORD)
    with desk.road() as store, store.writing() as connection:
        connection.execute(update(OperatorRow).values(password=weak))
    assert isinstance(guess(desk, password=PASSWORD), LoggedIn)
    with desk.road() as store, store.reading() as connection:
        kept = connection.scalar(select(OperatorRow.password))
    assert kept is not None
    assert kept != weak
    assert not passwords.outdated(kept)
    assert isinstance(guess(desk, password=PASSWORD), LoggedIn)


def test_a_database_that_is_away_is_said_in_a_sentence(desk: AdminDesk) -> None:
    browser = desk.browser
    with desk.road() as store, store.writing() as connection:
        connection.execute(text("DROP TABLE operator_sessions"))
    page = browser.get("/held/list")
    assert page.status == 503
    assert "平台暂时读不到数据" in page.text


def test_workers_share_sessions_and_tokens(desk: AdminDesk) -> None:
    desk.home.take(an_unlawful_job())
    browser = desk.browser
    page = browser.record("jobs:job-0900")
    with TestClient(create_app(desk.home.home, lambda: desk.now)) as worker:
        other = Browser(worker)
        worker.cookies.update(browser.client.cookies)
        assert "待审核" in other.get("/held/list").text
        assert "已通过" in other.decide(page, "approve").text

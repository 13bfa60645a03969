"""What goes wrong in a street: answers that are lost, double taps, going back, large letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import update

from kiosk.central.phone_page import phone_page
from kiosk.central.store import Store
from kiosk.central.ticket_tables import TicketRow
from kiosk.central.tickets import is_of, watch_ticket
from kiosk.contract.tickets import read_ticket
from kiosk.submissions import Purpose
from tests.phone.conftest import NARROW, USUAL, Phone
from tests.phone_desk import ACTIVITY, JOB, TERMINAL
from tests.uploads import pdfs

# The platform hears the request; the phone never hears the answer.
LOSE_ANSWERS = """
(send => {
  XMLHttpRequest.prototype.send = function (body) {
    Object.defineProperty(this, 'status', {get: () => 0});
    Object.defineProperty(this, 'responseText', {get: () => ''});
    send.call(this, body);
  };
  window.hear = () => { XMLHttpRequest.prototype.send = send; };
})(XMLHttpRequest.prototype.send); 0
"""
# The next form asks for a job that is not there any more.
ASK_FOR_A_GONE_JOB = """
(send => {
  XMLHttpRequest.prototype.send = function (body) {
    const form = JSON.parse(body);
    XMLHttpRequest.prototype.send = send;
    send.call(this, JSON.stringify(Object.assign(form, {jobs: ['gone']})));
  };
})(XMLHttpRequest.prototype.send); 0
"""
CLIPPED = """
[...document.querySelectorAll('h1, p, b, span, small, li, label, legend, button, input, select')]
  .filter(e => e.offsetParent && e.id !== 'live' && !['checkbox', 'file'].includes(e.type))
  .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
  .map(e => `${e.tagName} ${e.id} ${e.textContent || e.value}`)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return a_pdf(tmp_path / "简历.pdf")


@pytest.fixture(autouse=True)
def no_exception(phone: Phone) -> Iterator[None]:
    """Nothing is thrown in the page, whatever is done to it."""
    phone.tab.complaints.clear()
    yield
    phone.tab.network()
    assert [line for line in phone.tab.complaints if "exceptionDetails" in line] == []


def test_an_answer_that_was_lost_is_heard_after_a_reload(phone: Phone) -> None:
    before = len(phone.submissions())
    signing_up(phone)
    lose_the_answer(phone)
    phone.tab.call("Page.reload")
    phone.tab.wait_loaded()
    phone.titled("已收到")
    assert len(phone.submissions()) == before + 1


def test_an_answer_that_was_lost_is_heard_by_the_next_tap(phone: Phone) -> None:
    before = len(phone.submissions())
    signing_up(phone)
    lose_the_answer(phone)
    phone.tab.run("hear(); 0")
    phone.press("发送")
    phone.titled("已收到")
    assert len(phone.submissions()) == before + 1


def test_who_changes_the_form_after_a_lost_answer_hears_which_one_was_received(
    phone: Phone,
) -> None:
    before = len(phone.submissions())
    signing_up(phone)
    lose_the_answer(phone)
    phone.tab.run("hear(); 0")
    phone.fill_in(name="示例二")
    phone.press("发送")
    phone.titled("已收到")
    assert "改之前" in phone.text()
    ((_, body),) = phone.submissions()[before:]
    assert body["name"] == "示例"


def test_two_taps_on_remove_leave_the_other_file(phone: Phone, file: Path) -> None:
    phone.agree(phone.ticket())
    for number in (1, 2):
        phone.tab.choose_file("#file", a_pdf(file.with_name(f"{number}.pdf")))
        phone.until(f"document.body.innerText.split('已传好').length === {number + 1}")
    phone.tab.run("(b => { b.click(); b.click(); })(document.querySelector('.file button'))")
    phone.until("document.querySelectorAll('.file').length < 2")
    # Whatever the second tap has asked for is answered before this is.
    phone.tab.run("fetch('/v1/phone/jobs').then(() => { window.settled = true; }); 0")
    phone.until("window.settled")
    assert "1.pdf" not in phone.text()
    assert "2.pdf（已传好）" in phone.text()


def test_going_back_during_an_upload_still_shows_how_it_ends(phone: Phone, file: Path) -> None:
    phone.agree(phone.ticket())
    phone.tab.network(up=2_000)
    phone.tab.choose_file("#file", file)
    phone.until("!!document.querySelector('progress')")
    phone.tab.run("history.back()")
    phone.press("我同意")
    phone.titled("有现成的简历吗？")
    phone.tab.network()
    phone.until("document.body.innerText.includes('已传好')")


def test_a_file_that_did_not_come_through_is_not_left_behind_unsaid(
    phone: Phone, file: Path
) -> None:
    phone.agree(phone.ticket())
    phone.tab.network(offline=True)
    phone.tab.choose_file("#file", file)
    phone.until("document.body.innerText.includes('没传上')")
    phone.tab.network()
    phone.press("下一步")
    assert phone.tab.run("document.getElementById('title').textContent") == "有现成的简历吗？"
    assert "删掉" in str(phone.tab.run("document.querySelector('.warn').textContent"))


def test_a_job_that_is_gone_is_not_left_ticked(phone: Phone) -> None:
    choosing(phone)
    phone.until("document.querySelectorAll('.choice').length >= 3")
    phone.tab.run("document.querySelector('.choice input').click()")
    phone.tab.run(ASK_FOR_A_GONE_JOB)
    phone.press("发送，投给 1")
    phone.until("document.querySelector('.warn')?.textContent.includes('撤下')")
    phone.until("document.querySelectorAll('.choice').length >= 3")
    assert phone.tab.run("document.querySelectorAll('.choice input:checked').length") == 0
    assert phone.tab.run("[...document.querySelectorAll('button')].pop().textContent") == (
        "先不选，只发送简历"
    )


def test_jobs_that_do_not_come_can_be_asked_for_again(phone: Phone) -> None:
    choosing(phone, offline=True)
    phone.until("document.querySelector('.warn')?.textContent.includes('网络断了')")
    phone.tab.network()
    phone.press("再试一次")
    phone.until("document.querySelectorAll('.choice').length >= 3")


def test_a_double_tap_on_next_cannot_send_before_the_jobs_are_there(phone: Phone) -> None:
    phone.agree(phone.ticket())
    phone.press("没有简历")
    phone.fill_in(name="示例", phone="13800000000", wanted="保洁")
    phone.tab.run(
        "(shown => { shown().pop().click(); window.left = shown().map(b => b.textContent); })"
        "(() => [...document.querySelectorAll('button')].filter(b => !b.hidden)); 0"
    )
    assert phone.tab.run("window.left") == []
    phone.until("document.querySelectorAll('.choice').length >= 3")
    assert "先不选，只发送简历" in phone.text()


def test_a_shop_that_sends_while_its_words_are_looked_at_hears_what_is_wrong(
    phone: Phone,
) -> None:
    phone.agree(phone.ticket(Purpose.VACANCY))
    phone.titled("招人信息")
    slow(phone)
    phone.fill_in(employer="示例面馆")
    phone.press("发送")
    phone.fill_in(title="帮厨")
    phone.until("document.querySelector('.warn')?.textContent.includes('要改')")
    phone.tab.network()


def test_a_shop_that_goes_back_during_a_check_can_send_afterwards(phone: Phone) -> None:
    phone.agree(phone.ticket(Purpose.VACANCY))
    phone.titled("招人信息")
    slow(phone)
    phone.press("发送")
    phone.tab.run("history.back()")
    phone.titled("发招工")
    phone.tab.network()
    phone.press("我同意")
    phone.titled("招人信息")
    phone.press("发送")
    phone.until("document.querySelector('.warn')?.textContent.includes('要改')")


def test_a_session_that_ends_in_the_middle_says_what_to_do(phone: Phone, file: Path) -> None:
    ticket = phone.ticket()
    phone.agree(ticket)
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    with closing(Store.of_terminals(phone.home)) as store, store.writing() as connection:
        opened = update(TicketRow).where(is_of(read_ticket(ticket)))
        connection.execute(opened.values(opened_at=long_ago))
    phone.tab.choose_file("#file", file)
    phone.titled("办不了了")
    assert "时间过了" in phone.text()


def test_where_the_screen_follows_the_phone_is_put_down_at_the_end(phone: Phone) -> None:
    ticket = phone.ticket()
    watched(phone, ticket)
    phone.agree(ticket)
    phone.press("没有简历")
    phone.fill_in(name="示例", phone="13800000000", wanted="保洁")
    watched(phone, ticket)
    phone.press("发送")
    phone.titled("已收到")
    assert "可以放下手机，看大屏" in phone.text()


def test_where_the_screen_follows_jobs_can_be_chosen_on_the_phone_too(phone: Phone) -> None:
    before = len(phone.submissions())
    ticket = phone.ticket()
    watched(phone, ticket)
    phone.agree(ticket)
    phone.press("没有简历")
    phone.fill_in(name="示例", phone="13800000000", wanted="保洁")
    phone.press("在手机上选岗位")
    phone.titled("想投哪些岗位？")
    phone.until("document.querySelectorAll('.choice').length >= 3")
    phone.tab.run("document.querySelector('.choice input').click()")
    phone.press("发送，投给 1")
    phone.titled("已收到")
    assert len(dict(phone.submissions()[before:])["application"]["job_ids"]) == 1


def test_a_typed_code_opens_its_ticket_and_survives_a_reload(phone: Phone) -> None:
    code = watched(phone, phone.ticket(about=JOB))
    phone.tab.go("about:blank")
    phone.tab.go(f"{phone.url}/p")
    phone.fill("code", full_width(f"{code[:4]} {code[4:]}"))
    phone.press("下一步")
    phone.press("我同意")
    phone.titled("有现成的简历吗？")
    phone.tab.call("Page.reload")
    phone.tab.wait_loaded()
    phone.titled("有现成的简历吗？")


def test_digits_of_a_chinese_keyboard_are_digits(phone: Phone) -> None:
    before = len(phone.submissions())
    phone.agree(phone.ticket(Purpose.SIGN_UP, ACTIVITY))
    phone.fill_in(name="示例", phone=full_width("13800000000"))
    phone.press("发送")
    phone.titled("已收到")
    ((_, body),) = phone.submissions()[before:]
    assert body["phone"] == "13800000000"


def test_a_browser_that_keeps_nothing_goes_the_whole_road(phone: Phone) -> None:
    refusing = "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no'); }})"
    script = phone.tab.call("Page.addScriptToEvaluateOnNewDocument", source=refusing)
    try:
        signing_up(phone)
        phone.press("发送")
        phone.titled("已收到")
    finally:
        phone.tab.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


@pytest.mark.parametrize("size", [NARROW, USUAL])
def test_large_letters_are_cut_off_nowhere(phone: Phone, size: tuple[int, int]) -> None:
    def cut(step: str) -> list[str]:
        phone.size(*size, 1.8)
        return [f"{step}: {found}" for found in phone.tab.run(CLIPPED)]

    phone.tab.go("about:blank")
    phone.tab.go(f"{phone.url}/p")
    phone.fill("code", "1234 5678")
    found = cut("code")
    phone.scan(phone.ticket())
    found += cut("consent")
    phone.press("我同意")
    found += cut("choose")
    phone.press("没有简历")
    phone.fill_in(name="示例", phone="13800000000", wanted="保洁")
    found += cut("form")
    phone.press("下一步")
    phone.until("document.querySelectorAll('.choice').length >= 3")
    found += cut("jobs")
    phone.press("先不选")
    phone.titled("已收到")
    found += cut("received")
    phone.size(*USUAL)
    assert found == []


def test_a_browser_too_old_for_a_rule_of_the_style_has_another_one() -> None:
    style = phone_page().document.decode().partition("<style>")[2].partition("</style>")[0]
    for rule in re.findall(r"\{([^{}]*)\}", style):
        said: list[str] = []
        for name, _, value in (part.partition(":") for part in rule.split(";") if part):
            assert "min(" not in value or name in said, f"{name} of {rule} is lost"
            said.append(name)


def signing_up(phone: Phone) -> None:
    phone.agree(phone.ticket(Purpose.SIGN_UP, ACTIVITY))
    phone.fill_in(name="示例", phone="13800000000")


def lose_the_answer(phone: Phone) -> None:
    phone.tab.run(LOSE_ANSWERS)
    phone.press("发送")
    phone.until("document.querySelector('.warn')?.textContent.includes('网络断了')")


def choosing(phone: Phone, *, offline: bool = False) -> None:
    phone.agree(phone.ticket())
    phone.press("没有简历")
    phone.fill_in(name="示例", phone="13800000000", wanted="保洁")
    phone.tab.network(offline=offline)
    phone.press("下一步")
    phone.titled("想投哪些岗位？")


def slow(phone: Phone) -> None:
    """Every answer takes longer than the page waits before it looks at what is typed."""
    speed = {"downloadThroughput": -1, "uploadThroughput": -1}
    phone.tab.call("Network.emulateNetworkConditions", offline=False, latency=1_500, **speed)


def watched(phone: Phone, ticket: str) -> str:
    """The terminal's screen follows ``ticket``; the code that can be typed instead."""
    nonce = read_ticket(ticket).nonce.hex()
    with closing(Store.of_terminals(phone.home)) as store:
        now = datetime.now(UTC)
        standing = watch_ticket(store, ticket, terminal=TERMINAL, nonce=nonce, now=now)
    return str(getattr(standing, "code", ""))


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in text)


def a_pdf(path: Path) -> Path:
    path.write_bytes(pdfs.good(pages=1) + b"% " + uuid4().hex.encode())
    return path

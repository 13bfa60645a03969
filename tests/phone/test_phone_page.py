"""The page on a phone, in a real browser before the real platform."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kiosk.central.phone_page import LARGEST
from kiosk.submissions import Purpose
from tests.phone.conftest import SHOTS, Phone
from tests.phone_desk import ACTIVITY, JOB
from tests.uploads import corpus, pdfs


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "简历.pdf"
    path.write_bytes(pdfs.good(pages=1))
    return path


@pytest.fixture(autouse=True)
def nothing_wrong(phone: Phone) -> object:
    """No complaint of the browser and no stranger asked, in any test."""
    phone.tab.complaints.clear()
    phone.tab.asked.clear()
    yield
    phone.tab.network()
    about_us = [line for line in phone.tab.complaints if "ERR_INTERNET_DISCONNECTED" not in line]
    refused = [line for line in about_us if "status of 4" not in line]
    assert refused == []
    hosts = {urlsplit(address).netloc for address in phone.tab.asked if "//" in address}
    assert hosts <= {urlsplit(phone.url).netloc}


def test_the_document_is_small_and_lets_nothing_else_in(phone: Phone) -> None:
    answer = httpx.get(f"{phone.url}/p")
    assert len(answer.content) <= LARGEST
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert httpx.head(f"{phone.url}/p").status_code == 200


def test_the_policy_of_the_page_stops_a_script_that_slipped_in(phone: Phone) -> None:
    phone.scan(phone.ticket())
    phone.tab.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran=1\">')"
    )
    assert phone.tab.run("window.ran") is None
    phone.tab.complaints.clear()  # the browser says that it stopped it


def test_a_resume_in_a_few_fields(phone: Phone) -> None:
    before = len(phone.submissions())
    phone.scan(phone.ticket(about=JOB))
    assert phone.faults() == []
    phone.shot("1-consent")
    phone.press("我同意")
    phone.titled("有现成的简历吗？")
    assert phone.faults() == []
    phone.shot("2-choose")
    phone.press("没有简历")
    phone.titled("怎么联系您？")
    assert phone.faults() == []
    phone.fill_in(name="示例", phone="138 0000 0000", wanted="保洁", experience="<b>三年</b>")
    phone.shot("3-form")
    phone.press("发送")
    phone.titled("已收到")
    assert phone.faults() == []
    phone.shot("6-received")
    kinds = dict(phone.submissions()[before:])
    assert kinds["resume"]["phone"] == "13800000000"
    assert kinds["resume"]["experience"] == "<b>三年</b>"
    assert kinds["application"]["job_ids"] == [JOB]


def test_a_resume_as_a_file(phone: Phone, pdf: Path) -> None:
    before = len(phone.submissions())
    phone.agree(phone.ticket())
    phone.tab.choose_file("#file", pdf)
    phone.until("document.body.innerText.includes('已传好')")
    assert phone.faults() == []
    phone.shot("2-uploaded")
    phone.press("下一步")
    phone.fill_in(name="示例", phone="13800000000")
    phone.press("下一步")
    phone.titled("想投哪些岗位？")
    phone.until("document.querySelectorAll('.choice').length >= 3")
    assert phone.faults() == []
    phone.tab.run("document.querySelector('.choice input').click()")
    phone.shot("5-jobs")
    phone.press("发送")
    phone.titled("已收到")
    left = dict(phone.submissions()[before:])
    assert [file["kind"] for file in left["resume"]["files"]] == ["pdf"]
    assert len(left["application"]["job_ids"]) == 1


def test_a_sign_up(phone: Phone) -> None:
    before = len(phone.submissions())
    phone.agree(phone.ticket(Purpose.SIGN_UP, ACTIVITY))
    assert "夜校：家政基础" in phone.text()
    assert phone.faults() == []
    phone.fill_in(name="示例", phone="13800000000")
    phone.shot("3-sign-up")
    phone.press("发送")
    phone.titled("已收到")
    ((kind, body),) = phone.submissions()[before:]
    assert (kind, body["activity_id"]) == ("sign_up", ACTIVITY)


def test_wrong_fields_are_said_beside_them_and_nothing_is_lost(phone: Phone) -> None:
    phone.agree(phone.ticket(about=JOB))
    phone.press("没有简历")
    phone.fill_in(phone="12345", wanted="保洁")
    phone.press("发送")
    assert phone.tab.run("document.activeElement.id") == "f-name"
    assert phone.tab.run("document.getElementById('f-name-error').textContent") == "请填姓名。"
    assert "11 位" in str(phone.tab.run("document.getElementById('f-phone-error').textContent"))
    assert phone.faults() == []
    phone.shot("4-wrong")
    phone.fill_in(name="示例", phone="13800000000")
    assert phone.tab.run("document.getElementById('f-wanted').value") == "保洁"
    phone.press("发送")
    phone.titled("已收到")


def test_a_file_that_is_none_has_a_sentence_and_the_next_one_is_taken(
    phone: Phone, tmp_path: Path, pdf: Path
) -> None:
    phone.agree(phone.ticket())
    wrong = {"空.pdf": b"", "程序.pdf": b"MZ" + bytes(99), "大.pdf": b"%PDF-1.7" + bytes(10 << 20)}
    said = {"空.pdf": "空的", "程序.pdf": "收不了", "大.pdf": "10 MB"}
    for name, content in wrong.items():
        (tmp_path / name).write_bytes(content)
        phone.tab.choose_file("#file", tmp_path / name)
        phone.until(f"document.querySelector('.warn')?.textContent.includes('{said[name]}')")
    phone.shot("2-refused")
    assert phone.faults() == []
    phone.tab.choose_file("#photo", pdf)
    phone.until("document.body.innerText.includes('已传好')")
    phone.press("删掉")
    phone.until("!document.body.innerText.includes('已传好')")


def test_a_photo_with_the_wrong_name_is_taken_for_what_it_is(phone: Phone, tmp_path: Path) -> None:
    photo = tmp_path / "照片.doc"
    photo.write_bytes(next(iter(corpus.good().values())))
    phone.agree(phone.ticket())
    phone.tab.choose_file("#photo", photo)
    phone.until("document.body.innerText.includes('已传好')")


def test_a_reload_in_the_middle_keeps_what_was_typed_and_sent(phone: Phone, pdf: Path) -> None:
    phone.agree(phone.ticket())
    phone.tab.choose_file("#file", pdf)
    phone.until("document.body.innerText.includes('已传好')")
    phone.press("下一步")
    phone.fill_in(name="示例")
    phone.tab.call("Page.reload")
    phone.tab.wait_loaded()
    phone.titled("有现成的简历吗？")
    assert "已传好" in phone.text()
    phone.press("下一步")
    assert phone.tab.run("document.getElementById('f-name').value") == "示例"


def test_the_back_button_goes_one_step_back_and_after_the_end_nowhere(phone: Phone) -> None:
    ticket = phone.ticket(about=JOB)
    phone.agree(ticket)
    phone.press("没有简历")
    phone.fill_in(name="示例", phone="13800000000", wanted="保洁")
    phone.tab.run("history.back()")
    phone.titled("有现成的简历吗？")
    phone.press("没有简历")
    assert phone.tab.run("document.getElementById('f-name').value") == "示例"
    phone.press("发送")
    phone.titled("已收到")
    reference = phone.tab.run("document.querySelector('.number').textContent")
    phone.tab.run("history.back()")
    phone.titled("已收到")
    phone.scan(ticket)
    phone.titled("已收到")
    assert phone.tab.run("document.querySelector('.number').textContent") == reference


def test_two_taps_send_one_resume(phone: Phone) -> None:
    before = len(phone.submissions())
    phone.agree(phone.ticket(Purpose.SIGN_UP, ACTIVITY))
    phone.fill_in(name="示例", phone="13800000000")
    phone.tab.run(
        "(b => { b.click(); b.click(); })([...document.querySelectorAll('button')].pop())"
    )
    phone.titled("已收到")
    assert len(phone.submissions()) == before + 1


def test_without_a_network_nothing_is_lost_and_the_next_tap_sends_it(phone: Phone) -> None:
    before = len(phone.submissions())
    phone.agree(phone.ticket(Purpose.SIGN_UP, ACTIVITY))
    phone.fill_in(name="示例", phone="13800000000")
    phone.tab.network(offline=True)
    phone.press("发送")
    phone.until("document.querySelector('.warn')?.textContent.includes('网络断了')")
    phone.shot("4-offline")
    phone.tab.network()
    phone.press("发送")
    phone.titled("已收到")
    assert len(phone.submissions()) == before + 1


def test_a_file_cut_off_by_the_network_is_sent_again_by_one_tap(phone: Phone, pdf: Path) -> None:
    phone.agree(phone.ticket())
    phone.tab.network(offline=True)
    phone.tab.choose_file("#file", pdf)
    phone.until("document.body.innerText.includes('没传上')")
    phone.tab.network()
    phone.press("再传一次")
    phone.until("document.body.innerText.includes('已传好')")


def test_a_ticket_that_was_used_by_another_phone_says_so(phone: Phone) -> None:
    ticket = phone.ticket(Purpose.SIGN_UP, ACTIVITY)
    phone.agree(ticket)
    phone.fill_in(name="示例", phone="13800000000")
    form = {"name": "示例二", "phone": "13900000000", "consent": "sign-up-1"}
    other = "00000000-0000-4000-8000-" + ticket[-12:].encode().hex()[:12]
    sent = httpx.put(
        f"{phone.url}/v1/phone/sign-ups/{other}",
        content=json.dumps(form),
        headers={"Authorization": f"Ticket {ticket}"},
    )
    assert sent.status_code == 201
    phone.press("发送")
    phone.until("document.body.innerText.includes('已经用过')")
    phone.shot("7-used")


def test_an_old_ticket_and_a_torn_one_say_what_to_do(phone: Phone) -> None:
    old = datetime(2026, 1, 1, tzinfo=UTC)
    for ticket in (phone.ticket(expires_at=old), phone.ticket()[:-8]):
        phone.scan(ticket)
        assert "重新扫码" in phone.text()
        assert phone.faults() == []


def test_a_code_that_is_typed_wrong_says_so(phone: Phone) -> None:
    phone.tab.go("about:blank")
    phone.tab.go(f"{phone.url}/p")
    phone.titled("输入大屏上的号码")
    assert phone.faults() == []
    phone.fill("code", "1234 5678")
    phone.press("下一步")
    phone.until("document.getElementById('code-error').textContent !== ''")
    assert phone.tab.run("document.activeElement.id") == "code"
    phone.shot("0-code")


def test_a_browser_without_scripts_is_told_so(phone: Phone) -> None:
    phone.tab.call("Emulation.setScriptExecutionDisabled", value=True)
    phone.tab.go(f"{phone.url}/p")
    phone.tab.picture(SHOTS / "8-no-script.png")
    phone.tab.call("Emulation.setScriptExecutionDisabled", value=False)
    assert "JavaScript" in httpx.get(f"{phone.url}/p").text


def test_a_shop_posts_a_vacancy_and_closes_it_by_its_own_link(phone: Phone) -> None:
    before = len(phone.submissions())
    phone.agree(phone.ticket(Purpose.VACANCY))
    phone.titled("招人信息")
    assert phone.faults() == []
    phone.press("发送")
    phone.until("document.querySelector('.warn')?.textContent.includes('要改')")
    assert phone.tab.run("document.activeElement.id") == "f-employer"
    assert phone.faults() == []
    phone.shot("3-vacancy-wrong")
    phone.fill_in(requirements="限女性", pay_minimum="1000")
    phone.until("document.getElementById('f-requirements-error').textContent.includes('限女性')")
    phone.until("document.getElementById('f-pay_minimum-error').textContent.includes('最低工资')")
    phone.fill_in(employer="示例面馆", title="帮厨", head_count="2", description="洗菜切菜")
    phone.fill_in(requirements="无", conditions="管饭", hours="9:00到17:00", address="泉城路1号")
    phone.fill_in(pay_minimum="3500", contact_phone="13800000000")
    phone.tab.run(
        "(i => { i.value = i.max; i.dispatchEvent(new Event('input')); })"
        "(document.getElementById('f-valid_through'))"
    )
    phone.shot("3-vacancy")
    phone.fill_in(contact_name="示例")
    phone.press("发送")
    phone.titled("已收到，等审核")
    phone.tab.run("window.later = false; setTimeout(() => { window.later = true; }, 900)")
    phone.until("window.later")  # the remarks that were on their way have come to nothing
    assert phone.faults() == []
    phone.shot("6-vacancy-received")
    ((kind, body),) = phone.submissions()[before:]
    assert (kind, body["employer"], body["head_count"]) == ("vacancy", "示例面馆", 2)
    link = str(phone.tab.run("document.querySelector('a').href"))
    phone.tab.go("about:blank")
    phone.tab.go(link)
    phone.titled("我的招工")
    assert "等审核" in phone.text()
    assert phone.faults() == []
    phone.shot("9-own-post")
    phone.press("招满了")
    phone.until("document.body.innerText.includes('已经关闭')")


def test_a_vacancy_survives_a_reload(phone: Phone) -> None:
    phone.agree(phone.ticket(Purpose.VACANCY))
    phone.fill_in(employer="示例面馆")
    phone.tab.call("Page.reload")
    phone.tab.wait_loaded()
    phone.titled("招人信息")
    assert phone.tab.run("document.getElementById('f-employer').value") == "示例面馆"


def test_what_was_left_can_be_deleted_from_any_phone(phone: Phone) -> None:
    phone.agree(phone.ticket(about=JOB))
    phone.press("没有简历")
    phone.fill_in(name="示例", phone="13800000000", wanted="保洁")
    phone.press("发送")
    phone.titled("已收到")
    before = len(phone.submissions())
    reference, secret = phone.tab.run(
        "[...document.querySelectorAll('.number')].map(number => number.textContent)"
    )
    phone.tab.go("about:blank")
    phone.tab.go(f"{phone.url}/p")
    phone.press("删除以前")
    assert phone.faults() == []
    phone.fill("e-reference", reference.lower().replace("-", " "))
    phone.fill("e-secret", "0000-0000-0000")
    phone.shot("10-delete")
    phone.press("删除")
    phone.until("document.querySelector('.warn')?.textContent.includes('没有这份材料')")
    phone.fill("e-secret", secret.lower())
    phone.press("删除")
    phone.titled("已经删除")
    assert len(phone.submissions()) == before - 2

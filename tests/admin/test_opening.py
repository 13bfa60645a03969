"""What a resident left is opened on the record, or not at all."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text, update

from kiosk.central.admin.unsealing import SANDBOX
from kiosk.central.admin.words import KINDS, LEFT_FIELDS, OTHER
from kiosk.central.opening import PERSONAL
from kiosk.central.sealing_keys import SEALING_KEYS_FILE, add_sealing_key
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.submissions import Application, CallBack, Purpose, Resume, SignUp
from tests.admin.desk import NAME, AdminDesk, Page, a_resume
from tests.sample_records import a_job

PERSON = "赵无名"
PHONE = "13811112222"


def left(desk: AdminDesk, **files: bytes) -> str:
    return desk.leave("resume", a_resume(name=PERSON, phone=PHONE), **files)


def test_the_list_and_the_sealed_page_name_nobody(desk_anywhere: AdminDesk) -> None:
    desk = desk_anywhere
    submission = left(desk, pdf=b"%PDF-1.4")
    browser = desk.browser
    for page in (browser.get("/left/list"), browser.get(f"/left/detail?pk={submission}")):
        for words in (
            "简历",
            "7K2M-9QXT",
            "示例社区食堂",
            "2026-03-02 10:00",
            "1 个",
            "还没有打开",
        ):
            assert words in page.text
        assert PERSON not in page.text
        assert PHONE not in page.text
    assert "打开会被记录" in page.text
    assert desk.audit() == []


def test_opening_is_on_record_with_who_what_why_and_from_where(desk_anywhere: AdminDesk) -> None:
    desk = desk_anywhere
    submission = left(desk)
    page = desk.browser.open(submission, reason="联系本人", note="约面试")
    assert PERSON in page.text
    assert PHONE in page.text
    assert "本次打开已记为第 1 条" in page.text
    assert page.headers["cache-control"] == "no-store"
    row = desk.audit()[0]
    assert (row.operator, row.action, row.reason) == (NAME, "open", "联系本人：约面试")
    assert row.subject == f"resume 7K2M-9QXT {submission}"
    assert row.address == "testclient"
    assert row.at == desk.now
    assert PERSON not in str(row)
    assert f"{NAME}，2026-03-02 10:00" in desk.browser.get("/left/list").text


def test_without_a_reason_nothing_is_opened(desk: AdminDesk) -> None:
    submission = left(desk)
    for form in ({}, {"reason": ""}, {"reason": "看看"}, {"reason": OTHER}):
        page = desk.browser.open(submission, **form)
        assert "请选择原因" in page.text
        assert PERSON not in page.text
    assert desk.audit() == []


def test_an_address_typed_in_opens_nothing(desk: AdminDesk) -> None:
    submission = left(desk)
    browser = desk.browser
    for path in (f"/open?id={submission}&reason=联系本人", f"/open/file?id={submission}"):
        assert browser.get(path).status == 405
    assert desk.audit() == []


def test_what_cannot_be_put_on_record_is_not_opened(desk_anywhere: AdminDesk) -> None:
    desk = desk_anywhere
    submission = left(desk, pdf=b"%PDF-1.4 secret")
    browser = desk.browser
    opened = browser.open(submission, reason="联系本人")
    sealed = browser.get(f"/left/detail?pk={submission}")
    with desk.road() as store, store.writing() as connection:
        connection.execute(text("ALTER TABLE audit_log RENAME COLUMN reason TO because"))
    form = {"csrftoken": sealed.token, "id": submission, "reason": "联系本人"}
    page = browser.post("/open", form)
    assert page.status == 503
    assert PERSON not in page.text
    page = download(desk, opened, submission)
    assert page.status == 503
    assert b"secret" not in page.content


def test_the_record_is_kept_also_where_nothing_can_be_read(desk: AdminDesk) -> None:
    submission = left(desk)
    (desk.home.home / SEALING_KEYS_FILE).write_text("0" * 63 + "1\n")
    page = desk.browser.open(submission, reason="联系本人")
    assert "这份材料打不开" in page.text
    assert [row.action for row in desk.audit()] == ["open"]


@pytest.mark.parametrize("damage", ["keys", "body"])
def test_a_damaged_key_file_or_body_is_said(desk: AdminDesk, damage: str) -> None:
    submission = left(desk)
    if damage == "keys":
        (desk.home.home / SEALING_KEYS_FILE).write_text("no keys at all")
    else:
        with desk.road() as store, store.writing() as connection:
            connection.execute(update(SubmissionRow).values(sealed=b"\x01damaged"))
    assert "这份材料打不开" in desk.browser.open(submission, reason="联系本人").text


def test_what_was_sealed_to_an_older_key_opens(desk: AdminDesk) -> None:
    submission = left(desk)
    add_sealing_key(desk.home.home)
    assert PERSON in desk.browser.open(submission, reason="联系本人").text


def test_a_file_is_saved_and_never_shown(desk: AdminDesk) -> None:
    content = b"%PDF-1.4 <script>alert(1)</script>"
    submission = left(desk, pdf=content)
    page = desk.browser.open(submission, reason="核对材料")
    answer = download(desk, page, submission)
    assert answer.content == content
    disposition = answer.headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="7K2M-9QXT-[0-9a-f]{4}\.pdf"', disposition)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-security-policy"] == SANDBOX
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert [(row.action, row.reason) for row in desk.audit()] == [
        ("open", "核对材料"),
        ("file", "核对材料"),
    ]


def test_a_file_of_somebody_else_is_not_handed_over(desk: AdminDesk) -> None:
    mine, other = left(desk, pdf=b"mine"), left(desk, docx=b"other")
    browser = desk.browser
    foreign = browser.open(other, reason="核对材料").field("file")
    page = browser.open(mine, reason="核对材料")
    assert download(desk, page, mine, file=foreign).status == 404
    assert download(desk, page, mine, file="../../keys/central.key").status == 404
    assert download(desk, page, mine, reason="").status == 400
    assert [row.action for row in desk.audit()] == ["open", "open"]


def test_a_file_whose_bytes_are_gone_is_said(desk: AdminDesk, tmp_path: Path) -> None:
    submission = left(desk, pdf=b"gone")
    page = desk.browser.open(submission, reason="核对材料")
    for path in (desk.home.home / "files" / "phone").iterdir():
        path.unlink()
    assert "这份材料打不开" in download(desk, page, submission).text


def test_an_application_names_its_jobs_and_leads_to_the_sealed_resume(desk: AdminDesk) -> None:
    desk.home.take(a_job(1))
    resume = left(desk)
    application = desk.leave("application", Application(resume=resume, job_ids=("job-0001", "x")))
    page = desk.browser.open(application, reason="为本人办理投递或报名")
    assert "前台文员1（示例商贸有限公司）" in page.text
    assert "已不在的内容 x" in page.text
    assert f"/admin/left/detail?pk={resume}" in page.text
    assert PERSON not in page.text


def test_every_kind_is_shown_with_chinese_words(desk: AdminDesk) -> None:
    bodies = {
        "resume": a_resume(experience="三年", hours="上午", area="泉城路"),
        "sign_up": SignUp(activity_id="a", name="某", phone="13800000000"),
        "call_back": CallBack(purpose=Purpose.VACANCY, name="某先生", phone="13800000000"),
        "vacancy": {"employer": "某店", "title": "店员"},
    }
    for kind, body in bodies.items():
        page = desk.browser.open(desk.leave(kind, body), reason="联系本人")
        labels = re.findall(r"<dt>([^<]+)</dt>", page.text)
        assert labels
        assert all(re.search(r"[\u4e00-\u9fff]", label) for label in labels), labels
        assert KINDS[kind] in page.text


def test_fields_of_every_body_have_a_word() -> None:
    assert set(KINDS) == PERSONAL
    for body in (Resume, SignUp, CallBack, Application):
        assert set(body.__dataclass_fields__) - {"files"} <= set(LEFT_FIELDS)


def test_what_is_no_object_inside_is_said_and_no_error(desk: AdminDesk) -> None:
    for body in (["a", "list"], "text", 7):
        page = desk.browser.open(desk.leave("resume", body), reason="联系本人")
        assert "这份材料打不开" in page.text


def test_a_body_of_a_newer_program_is_shown_as_it_is(desk: AdminDesk) -> None:
    body = {"name": 7, "new_field": {"a": [1, None, {"b": "<i>"}]}, "job_ids": "no list"}
    page = desk.browser.open(desk.leave("application", body), reason="联系本人")
    assert page.status == 200
    assert "new_field" in page.text
    assert "&lt;i&gt;" in page.text


def test_what_is_not_there_is_not_found(desk: AdminDesk) -> None:
    report = desk.leave("job_report", {"job_id": "x"})
    browser = desk.browser
    token = browser.get("/left/list").token
    for submission in ("none", report, ""):
        form = {"csrftoken": token, "id": submission, "reason": "联系本人"}
        assert browser.post("/open", form).status == 404
        assert browser.get(f"/left/detail?pk={submission}").status == 404
    assert desk.audit() == []


def test_nothing_opened_is_left_in_the_database(desk: AdminDesk) -> None:
    desk.browser.open(left(desk), reason="联系本人")
    with closing(Store.of_terminals(desk.home.home)):
        pass
    for path in desk.home.home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert PERSON.encode() not in content
            assert PHONE.encode() not in content


def download(desk: AdminDesk, page: Page, submission: str, **changes: str) -> Page:
    form = {
        "csrftoken": page.token,
        "id": submission,
        "file": page.field("file"),
        "reason": page.field("reason"),
    }
    return desk.browser.post("/open/file", form | changes)

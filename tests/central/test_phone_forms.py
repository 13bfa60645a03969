"""What a phone asks over HTTP: good forms are kept once, bad ones lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kiosk.central.phone_words import SENTENCES
from kiosk.central.store import Store
from kiosk.central.terminal_tables import TerminalRow
from kiosk.central.tickets import CLOCKS_APART, SESSION, forget_tickets
from kiosk.consents import CONSENTS
from kiosk.contract.phone import LARGEST_FORM
from kiosk.contract.tickets import LIFETIME
from kiosk.submissions import Purpose
from tests.phone_desk import ACTIVITY, JOB, PhoneDesk, phone_desk, resume


@pytest.fixture
def desk(database: str, tmp_path: Path) -> Iterator[PhoneDesk]:
    with phone_desk(tmp_path / "central") as desk:
        yield desk


def sign_up(**changes: Any) -> dict[str, Any]:
    form = {"name": "示例", "phone": "13800000000"}
    return form | {"consent": CONSENTS[Purpose.SIGN_UP].version} | changes


def test_a_phone_that_comes_with_a_ticket_hears_what_to_show(desk: PhoneDesk) -> None:
    said = desk.open(desk.ticket(about=JOB)).json()
    assert said["purpose"] == "resume"
    assert said["site"] == "示例社区食堂"
    assert said["job"]["title"] == "前台文员1"
    assert said["consent_sentences"] == list(CONSENTS[Purpose.RESUME].sentences)
    assert not said["watched"]


def test_a_resume_with_jobs_is_kept_sealed_and_goes_to_them(desk: PhoneDesk) -> None:
    answer = desk.put(desk.opened(), "resumes", resume(jobs=[JOB]))
    assert answer.status_code == 201
    assert {"reference", "secret", "watched"} == set(answer.json())
    (_, left), (_, applied) = sorted(desk.submissions(), key=lambda kept: kept[0], reverse=True)
    assert (left["name"], left["phone"], left["wanted"]) == ("示例", "13800000000", "保洁")
    assert applied["job_ids"] == [JOB]


def test_the_same_form_again_gets_the_same_receipt(desk: PhoneDesk) -> None:
    ticket, name = desk.opened(), str(uuid4())
    first = desk.put(ticket, "resumes", resume(), name)
    again = desk.put(ticket, "resumes", resume(), name)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["reference"] == again.json()["reference"]
    assert first.json()["secret"] == again.json()["secret"]
    assert len(desk.submissions()) == 1


def test_a_second_form_with_one_ticket_is_refused(desk: PhoneDesk) -> None:
    ticket = desk.opened()
    desk.put(ticket, "resumes", resume())
    refused_as(desk.put(ticket, "resumes", resume(name="示例二")), "used")
    refused_as(desk.open(ticket), "used")
    assert len(desk.submissions()) == 1


def test_a_sign_up_is_for_the_activity_of_the_ticket(desk: PhoneDesk) -> None:
    ticket = desk.opened(Purpose.SIGN_UP, ACTIVITY)
    assert desk.put(ticket, "sign-ups", sign_up()).status_code == 201
    ((kind, body),) = desk.submissions()
    assert (kind, body["activity_id"]) == ("sign_up", ACTIVITY)


def test_an_activity_that_is_gone_is_said_at_the_door(desk: PhoneDesk) -> None:
    refused_as(desk.open(desk.ticket(Purpose.SIGN_UP, "no-such-class")), "activity_gone")


def test_a_job_that_is_gone_loses_nothing_of_the_form(desk: PhoneDesk) -> None:
    ticket = desk.opened()
    refused_as(desk.put(ticket, "resumes", resume(jobs=[JOB, "gone"])), "job_gone")
    assert desk.put(ticket, "resumes", resume(jobs=[JOB])).status_code == 201


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "name"),
        ({"name": " \u202e\u200b "}, "name"),
        ({"name": "示" * 31}, "name"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "+8613800000000"}, "phone"),
        ({"phone": None}, "phone"),
        ({"wanted": ""}, "nothing_said"),
        ({"wanted": "保" * 61}, "too_long"),
        ({"experience": "做" * 501}, "too_long"),
        ({"consent": "resume-0"}, "consent"),
        ({"jobs": ["a"] * 11}, "too_many_jobs"),
        ({"files": [str(uuid4())] * 4}, "too_many_files"),
        ({"files": [str(uuid4())]}, "lost_file"),
        ({"name": ["示例"]}, "name"),
    ],
)
def test_a_field_that_is_wrong_has_a_sentence_of_its_own(
    desk: PhoneDesk, changes: dict[str, Any], code: str
) -> None:
    ticket = desk.opened()
    refused_as(desk.put(ticket, "resumes", resume(**changes)), code)
    assert desk.submissions() == []
    assert desk.put(ticket, "resumes", resume()).status_code == 201


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"name":"\xff"}'])
def test_what_is_no_form_is_refused_in_chinese(desk: PhoneDesk, body: bytes) -> None:
    refused_as(desk.put(desk.opened(), "resumes", body), "malformed")


def test_a_form_without_end_is_not_read(desk: PhoneDesk) -> None:
    answer = desk.put(desk.opened(), "resumes", b"x" * (LARGEST_FORM + 1))
    assert answer.status_code == 413


def test_markup_and_hidden_characters_are_kept_as_plain_text(desk: PhoneDesk) -> None:
    nasty = "<script>alert(1)</script>\u202e\u200b\x00"
    answer = desk.put(desk.opened(), "resumes", resume(name="<b>示例", experience=nasty))
    assert answer.status_code == 201
    ((_, body),) = desk.submissions()
    assert body["experience"] == "<script>alert(1)</script>"


def test_tickets_that_are_none_are_refused(desk: PhoneDesk) -> None:
    for text in ("", "A" * 172, "!" * 400, desk.ticket()[:-4], desk.ticket(terminal="unknown0")):
        refused_as(desk.open(text), "no_ticket")
    refused_as(desk.put("", "resumes", resume()), "no_ticket")
    assert desk.client.put(f"/v1/phone/resumes/{uuid4()}", content=b"{}").status_code == 403


def test_a_ticket_of_another_purpose_opens_another_door(desk: PhoneDesk) -> None:
    ticket = desk.opened(Purpose.SIGN_UP, ACTIVITY)
    refused_as(desk.put(ticket, "resumes", resume()), "other_purpose")


def test_a_terminal_that_was_stopped_takes_no_forms(desk: PhoneDesk) -> None:
    ticket = desk.opened()
    with closing(Store.of_terminals(desk.home)) as store, store.writing() as connection:
        connection.execute(TerminalRow.__table__.update().values(standing="revoked"))
    refused_as(desk.put(ticket, "resumes", resume()), "revoked")


def test_a_ticket_ends_and_so_does_its_session(desk: PhoneDesk) -> None:
    opened, late = desk.opened(), desk.ticket()
    desk.now += LIFETIME + CLOCKS_APART + timedelta(seconds=1)
    refused_as(desk.open(late), "expired")
    assert desk.put(opened, "resumes", resume()).status_code == 201
    opened = desk.opened()
    desk.now += SESSION + timedelta(seconds=1)
    refused_as(desk.put(opened, "resumes", resume()), "expired")


def test_a_session_that_was_never_opened_sends_nothing(desk: PhoneDesk) -> None:
    refused_as(desk.put(desk.ticket(), "resumes", resume()), "expired")


def test_jobs_are_found_by_their_words(desk: PhoneDesk) -> None:
    headers = desk.headers(desk.opened())
    found = desk.client.get("/v1/phone/jobs", params={"words": "文员"}, headers=headers).json()
    assert [(job["id"], job["pay"]) for job in found] == [(JOB, "3,000–4,500 元/月")]
    none = desk.client.get("/v1/phone/jobs", params={"words": "不存在"}, headers=headers)
    assert none.json() == []
    too_long = desk.client.get("/v1/phone/jobs", params={"words": "长" * 65}, headers=headers)
    refused_as(too_long, "malformed")


def test_a_code_that_nobody_was_given_is_refused_and_guessing_ends(desk: PhoneDesk) -> None:
    for _ in range(10):
        answer = desk.client.post("/v1/phone/codes", json={"code": "00000000"})
        refused_as(answer, "no_code")
    refused_as(desk.client.post("/v1/phone/codes", json={"code": "00000000"}), "guessing")
    refused_as(desk.client.post("/v1/phone/codes", json={"code": "12"}), "no_code")


def test_a_ticket_is_forgotten_a_day_after_it_ended_and_opens_nothing_then(desk: PhoneDesk) -> None:
    ticket, name = desk.opened(), str(uuid4())
    desk.put(ticket, "resumes", resume(), name)
    with closing(Store.of_terminals(desk.home)) as store:
        forget_tickets(store, desk.now + timedelta(hours=23))
        assert desk.put(ticket, "resumes", resume(), name).status_code == 200
        forget_tickets(store, desk.now + timedelta(hours=25))
    desk.now += timedelta(hours=25)
    refused_as(desk.open(ticket), "expired")
    assert len(desk.submissions()) == 1


def refused_as(answer: Any, code: str) -> None:
    """One sentence in Chinese under the code and the status that belong to it."""
    assert answer.json()["code"] == code
    assert (answer.status_code, answer.json()["detail"]) == SENTENCES[code]

"""A shop's vacancy: held for a person, on no screen before, and the shop's own to end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kiosk.central.moderation import held_records, refuse, release
from kiosk.central.phone_words import SENTENCES
from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.shop_vacancies import hold_forgotten, post_id, post_of
from kiosk.central.store import Store
from kiosk.central.tables import Entry
from kiosk.records import CHINA_TIME, Job
from kiosk.submissions import Purpose
from tests.central_process import REGION, PlatformHome
from tests.phone_desk import PhoneDesk, phone_desk
from tests.vacancy_shapes import a_vacancy_form


@pytest.fixture
def desk(database: str, tmp_path: Path) -> Iterator[PhoneDesk]:
    with phone_desk(tmp_path / "central") as desk:
        yield desk


def form(desk: PhoneDesk, **changes: Any) -> dict[str, Any]:
    return a_vacancy_form(desk.now, **changes)


def sent(desk: PhoneDesk, **changes: Any) -> tuple[str, str]:
    """Id and secret of a vacancy that was left."""
    name = str(uuid4())
    answer = desk.put(desk.opened(Purpose.VACANCY), "vacancies", form(desk, **changes), name)
    assert answer.status_code == 201
    return name, answer.json()["secret"]


def held(desk: PhoneDesk) -> list[Any]:
    with closing(Store.in_home(desk.home)) as store:
        return held_records(store)


def on_screens(desk: PhoneDesk) -> set[str]:
    desk.client.app.state.platform.shelf._regions.clear()  # type: ignore[attr-defined]
    shelf = desk.client.app.state.platform.shelf  # type: ignore[attr-defined]
    today = desk.now.astimezone(CHINA_TIME).date()
    return {job.id for job in shelf.jobs_near(REGION, REGION, "", today)}


def publish(desk: PhoneDesk) -> None:
    desk.now += timedelta(minutes=1)
    home = PlatformHome(desk.home)
    home.publish(at=desk.now)
    home.store.close()


def own(desk: PhoneDesk, method: str, name: str, secret: str, what: str = "") -> Any:
    headers = {"Authorization": f"Secret {secret}"}
    return desk.client.request(method, f"/v1/phone/posts/{name}{what}", headers=headers)


def test_a_vacancy_waits_for_a_person_and_is_on_no_screen(desk: PhoneDesk) -> None:
    name, _ = sent(desk)
    (record,) = held(desk)
    assert isinstance(record.record, Job)
    assert (record.record.title, record.record.employer) == ("帮厨", "示例面馆")
    assert record.record.pay is not None
    assert (record.region, record.findings) == (REGION, ())
    publish(desk)
    assert post_id(name) not in on_screens(desk)
    ((kind, body),) = desk.submissions()
    assert (kind, body["employer"]) == ("vacancy", "示例面馆")


def test_after_approval_it_is_shown_and_the_shop_can_close_it(desk: PhoneDesk) -> None:
    name, secret = sent(desk)
    assert own(desk, "GET", name, secret).json()["state"] == "waiting"
    with closing(Store.in_home(desk.home)) as store:
        release(store, post_id(name), by="示例审核", at=desk.now)
    publish(desk)
    assert post_id(name) in on_screens(desk)
    assert own(desk, "GET", name, secret).json()["state"] == "shown"
    desk.now += timedelta(minutes=1)
    assert own(desk, "POST", name, secret, "/closing").json()["state"] == "closed"
    assert post_id(name) not in on_screens(desk)
    refused_as(own(desk, "POST", name, secret, "/extension"), "post_over")


def test_the_shop_can_let_it_stay(desk: PhoneDesk) -> None:
    name, secret = sent(desk)
    with closing(Store.in_home(desk.home)) as store:
        release(store, post_id(name), by="示例审核", at=desk.now)
    desk.now += timedelta(days=40)
    assert own(desk, "GET", name, secret).json()["state"] == "over"
    told = own(desk, "POST", name, secret, "/extension").json()
    assert told["state"] == "shown"
    assert told["valid_through"] == told["last_day"]
    assert post_id(name) in on_screens(desk)


def test_what_a_moderator_refused_stays_refused(desk: PhoneDesk) -> None:
    name, secret = sent(desk)
    with closing(Store.in_home(desk.home)) as store:
        refuse(store, post_id(name), by="示例审核", at=desk.now)
    assert own(desk, "GET", name, secret).json()["state"] == "refused"
    refused_as(own(desk, "POST", name, secret, "/extension"), "post_over")
    assert own(desk, "POST", name, secret, "/closing").json()["state"] == "refused"


@pytest.mark.parametrize("secret", ["", "0000-0000-0000", "é", "x" * 500])
def test_a_link_that_is_not_the_shops_opens_nothing(desk: PhoneDesk, secret: str) -> None:
    name, right = sent(desk)
    other, _ = sent(desk)
    for method, what in (("GET", ""), ("POST", "/closing"), ("POST", "/extension")):
        if secret.isascii():
            refused_as(own(desk, method, name, secret, what), "no_post")
        refused_as(own(desk, method, other, right, what), "no_post")
    assert own(desk, "GET", name, right).json()["state"] == "waiting"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"head_count": None}, "head_count"),
        ({"pay_minimum": 1000}, "pay_minimum"),
        ({"valid_through": None}, "valid_through"),
        ({"contact_phone": "123"}, "contact_phone"),
    ],
)
def test_what_the_law_wants_is_refused_with_its_sentence_and_the_ticket_stays(
    desk: PhoneDesk, changes: dict[str, Any], field: str
) -> None:
    ticket = desk.opened(Purpose.VACANCY)
    answer = desk.put(ticket, "vacancies", form(desk, **changes))
    assert (answer.status_code, answer.json()["code"]) == (422, field)
    assert answer.json()["detail"].endswith("。")
    assert (held(desk), desk.submissions()) == ([], [])
    assert desk.put(ticket, "vacancies", form(desk)).status_code == 201


def test_what_is_only_doubtful_goes_to_the_moderator_with_its_words(desk: PhoneDesk) -> None:
    sent(desk, requirements="限女性，35岁以下")
    (record,) = held(desk)
    assert {finding.rule for finding in record.findings} == {"sex", "age"}


def test_remarks_come_while_it_is_typed(desk: PhoneDesk) -> None:
    headers = desk.headers(desk.opened(Purpose.VACANCY))
    half = {"title": "帮厨", "requirements": "限女性", "pay_minimum": 1000}
    told = desk.client.post("/v1/phone/vacancy-checks", json=half, headers=headers).json()
    about = {remark["field"]: remark for remark in told}
    assert not about["requirements"]["refused"]
    assert "限女性" in about["requirements"]["sentence"]
    assert about["pay_minimum"]["refused"]
    assert about["employer"]["refused"]


def test_the_same_vacancy_again_is_held_once(desk: PhoneDesk) -> None:
    ticket, name = desk.opened(Purpose.VACANCY), str(uuid4())
    first = desk.put(ticket, "vacancies", form(desk), name)
    again = desk.put(ticket, "vacancies", form(desk), name)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["secret"] == again.json()["secret"]
    assert len(held(desk)) == 1


def test_what_a_crash_left_between_the_two_is_held_by_the_sweep(desk: PhoneDesk) -> None:
    name, _ = sent(desk)
    with closing(Store.in_home(desk.home)) as catalogue:
        with catalogue.writing() as connection:
            connection.execute(Entry.__table__.delete().where(Entry.id == post_id(name)))
        with closing(Store.of_terminals(desk.home)) as road:
            keys = sealing_keys(desk.home)
            assert hold_forgotten(road, catalogue, keys) == 1
            assert hold_forgotten(road, catalogue, keys) == 0
        post = post_of(catalogue, name)
    assert post is not None
    assert post.job.title == "帮厨"


def test_markup_and_hidden_characters_are_plain_text(desk: PhoneDesk) -> None:
    sent(desk, description="<script>alert(1)</script>\u202e\u200b洗碗", employer="<b>示例</b>")
    (record,) = held(desk)
    assert record.record.description == "<script>alert(1)</script>洗碗"
    assert record.record.employer == "<b>示例</b>"


def test_a_resume_ticket_posts_no_vacancy(desk: PhoneDesk) -> None:
    refused_as(desk.put(desk.opened(), "vacancies", form(desk)), "other_purpose")


def test_the_lists_of_the_form_are_the_records_own(desk: PhoneDesk) -> None:
    told = desk.client.get("/v1/phone/vacancy-choices").json()
    assert {"value": "kitchen", "label": "餐饮后厨"} in told["kinds"]
    assert told["first_day"] < told["last_day"]


def refused_as(answer: Any, code: str) -> None:
    assert answer.json()["code"] == code
    assert (answer.status_code, answer.json()["detail"]) == SENTENCES[code]

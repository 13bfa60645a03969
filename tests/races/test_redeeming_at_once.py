"""One ticket, one submission: whatever many phones do at one moment, at several workers (R7)."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

from tests.races.crowd import Answer, Caller, counted
from tests.races.desk import RacingDesk, a_form, leave

PHONES = 1000
TICKETS = 100
DOUBLE_TAPS = 100
SAME_NAMES = 16


def test_of_a_thousand_phones_with_one_ticket_exactly_one_is_received(desk: RacingDesk) -> None:
    ticket, before = desk.ticket(), desk.kept()
    names = [str(uuid4()) for _ in range(PHONES)]

    def redeem(caller: Caller, number: int) -> Answer:
        return leave(caller, ticket, names[number], a_form(name=f"示例{number}"))

    with desk.crowd() as phones:
        answers = phones.rush(redeem, PHONES)
    assert counted(answers) == {"201": 1, "409 used": PHONES - 1}
    (received,) = [answer for answer in answers if answer.status == 201]
    new = {name: kept for name, kept in desk.kept().items() if name not in before}
    assert list(new.values()) == [received.json["reference"]]
    assert set(new) <= set(names)


def test_of_two_phones_at_each_of_many_tickets_one_is_received(desk: RacingDesk) -> None:
    tickets, before = [desk.ticket() for _ in range(TICKETS)], desk.kept()

    def redeem(caller: Caller, number: int) -> tuple[str, str]:
        ticket = tickets[number // 2]
        return ticket, leave(caller, ticket, str(uuid4()), a_form()).said

    with desk.crowd() as phones:
        outcomes = Counter(phones.rush(redeem, 2 * TICKETS))
    assert outcomes == Counter({(t, said): 1 for t in tickets for said in ("201", "409 used")})
    assert len(desk.kept()) == len(before) + TICKETS


def test_the_same_submission_at_once_is_kept_once_and_gets_one_receipt(desk: RacingDesk) -> None:
    ticket, name, before = desk.ticket(), str(uuid4()), desk.kept()

    def tap(caller: Caller, _: int) -> Answer:
        return leave(caller, ticket, name, a_form())

    with desk.crowd() as phones:
        answers = phones.rush(tap, DOUBLE_TAPS)
    assert counted(answers) == {"201": 1, "200": DOUBLE_TAPS - 1}
    ((reference, _secret),) = {(a.json["reference"], a.json["secret"]) for a in answers}
    assert desk.kept() == before | {name: reference}


def test_one_name_with_two_tickets_is_kept_once_and_never_a_fault(desk: RacingDesk) -> None:
    tickets, name = [desk.ticket() for _ in range(SAME_NAMES)], str(uuid4())
    before = desk.kept()

    def redeem(caller: Caller, number: int) -> Answer:
        return leave(caller, tickets[number], name, a_form())

    with desk.crowd() as phones:
        answers = phones.rush(redeem, SAME_NAMES)
    assert counted(answers) == {"201": 1, "409 used": SAME_NAMES - 1}
    assert set(desk.kept()) == {*before, name}

"""Codes typed instead of scanned: the limit on guesses is one limit for all workers (R7, R10)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import delete

from kiosk.central.phone_codes import MOST_BY_ONE
from kiosk.central.ticket_tables import CodeGuess
from kiosk.central.tickets import watch_ticket
from kiosk.contract.tickets import TicketStanding, read_ticket
from tests.races.crowd import Answer, Caller, counted
from tests.races.desk import RacingDesk

GUESSES = 120
RIGHT = 60
WATCHED = 64


def test_of_many_wrong_guesses_at_once_only_so_many_are_looked_up(desk: RacingDesk) -> None:
    code = a_code(desk)
    forget_guesses(desk)
    wrong = [f"{number:08d}" for number in range(GUESSES) if f"{number:08d}" != code]
    with desk.crowd() as phones:
        answers = phones.rush(lambda caller, n: typed(caller, wrong[n]), len(wrong))
        assert counted(answers) == {
            "404 no_code": MOST_BY_ONE,
            "429 guessing": len(wrong) - MOST_BY_ONE,
        }
        assert typed(phones.callers[0], code).said == "429 guessing"


def test_right_codes_at_once_are_all_answered_and_cost_no_guess(desk: RacingDesk) -> None:
    ticket = desk.ticket()
    code = a_code(desk, ticket)
    forget_guesses(desk)
    with desk.crowd() as phones:
        answers = phones.rush(lambda caller, _: typed(caller, code), RIGHT)
        assert [answer.json for answer in answers] == [{"ticket": ticket}] * RIGHT
        assert typed(phones.callers[0], "x").said == "404 no_code"


def test_a_ticket_that_is_watched_many_times_at_once_has_one_code(desk: RacingDesk) -> None:
    tickets = [desk.ticket() for _ in range(4)]

    def watch(_: Caller, number: int) -> tuple[str, str]:
        ticket = tickets[number % len(tickets)]
        return ticket, a_code(desk, ticket)

    with desk.crowd() as terminals:
        codes = Counter(terminals.rush(watch, WATCHED))
    assert {ticket for ticket, _ in codes} == set(tickets)
    assert len(codes) == len(tickets)


def typed(caller: Caller, code: str) -> Answer:
    return caller.ask("POST", "/v1/phone/codes", json.dumps({"code": code}).encode())


def a_code(desk: RacingDesk, text: str = "") -> str:
    """The code of the ticket, as its terminal hears it; of a fresh one where none is named."""
    text = text or desk.ticket()
    ticket = read_ticket(text)
    nonce, now = ticket.nonce.hex(), datetime.now(UTC)
    standing = watch_ticket(desk.store, text, terminal=ticket.terminal, nonce=nonce, now=now)
    assert isinstance(standing, TicketStanding)
    return standing.code


def forget_guesses(desk: RacingDesk) -> None:
    with desk.store.writing() as connection:
        connection.execute(delete(CodeGuess))

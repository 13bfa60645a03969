"""The terminal's road: a submission sent many times at one moment is kept once (R1, R10)."""

from __future__ import annotations

from uuid import uuid4

from kiosk.agent.push import receipt_in
from kiosk.central.keys import signing_key
from kiosk.contract.submissions import Receipt
from tests.races.crowd import Answer, Caller, counted
from tests.races.desk import RacingDesk
from tests.races.sending import Leaving, Sending, Signing, leaving

TIMES = 120
VERSIONS = 12


def test_sent_many_times_at_once_it_is_kept_once_and_all_hear_so(desk: RacingDesk) -> None:
    what, before = leaving(desk.terminal), desk.kept()
    answers = rushed(desk, [sending(desk, what) for _ in range(TIMES)])
    assert counted(answers) == {"201": 1, "200": TIMES - 1}
    assert {(r.id, r.sha256) for r in receipts(desk, answers)} == {(what.id, what.sha256)}
    assert set(desk.kept()) == {*before, what.id}


def test_of_different_ones_under_one_id_the_first_stays(desk: RacingDesk) -> None:
    name, before = str(uuid4()), desk.kept()
    whats = [leaving(desk.terminal, f"示例{n}", name) for n in range(VERSIONS)]
    again = TIMES // VERSIONS
    answers = rushed(desk, [sending(desk, what) for what in whats for _ in range(again)])
    assert counted(answers) == {
        "201": 1,
        "200": again - 1,
        "409 conflict": TIMES - again,
    }
    taken = {r.sha256 for r in receipts(desk, [a for a in answers if a.status < 400])}
    assert len(taken) == 1
    assert taken <= {what.sha256 for what in whats}
    assert set(desk.kept()) == {*before, name}


def test_one_and_the_same_request_passes_once(desk: RacingDesk) -> None:
    answers = rushed(desk, [sending(desk, leaving(desk.terminal))] * TIMES)
    assert counted(answers) == {"201": 1, "401 replayed": TIMES - 1}


def rushed(desk: RacingDesk, sendings: list[Sending]) -> list[Answer]:
    def send(caller: Caller, number: int) -> Answer:
        one = sendings[number]
        return caller.ask("PUT", one.path, one.body, one.headers)

    with desk.crowd() as terminals:
        return terminals.rush(send, len(sendings))


def sending(desk: RacingDesk, what: Leaving) -> Sending:
    return Signing(desk.terminal, desk.central.url).sending(what)


def receipts(desk: RacingDesk, answers: list[Answer]) -> list[Receipt]:
    key = signing_key(desk.home).verify_key
    found = [receipt_in(answer.body, key) for answer in answers]
    return [receipt for receipt in found if receipt is not None]

"""Files beside a form: never more than three, and never a résumé that lost its file (R7, R8)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import select

from kiosk.central.phone_files import Looked, TooManyFiles, file_name, files_of, keep_file
from kiosk.central.sealing_keys import sealing_key
from kiosk.central.ticket_tables import PhoneFileRow
from kiosk.contract.phone import MOST_FILES, PhoneFile
from kiosk.contract.tickets import read_ticket
from tests.races.crowd import Answer, Caller, counted
from tests.races.desk import RacingDesk, a_form, at_phone, leave
from tests.uploads.pictures import good

UPLOADS = 12
"""Fewer than are let in at once by one worker."""
CROWDED = 12
"""Tickets, to each of which as many phones come at once."""
ROUNDS = 60
DROPS = 16


def test_of_many_files_at_once_three_are_kept(desk: RacingDesk) -> None:
    ticket, before = desk.ticket(), desk.lying()

    def upload(caller: Caller, number: int) -> Answer:
        return sent(caller, ticket, f"photo-{number}")

    with desk.crowd(UPLOADS) as phones:
        answers = phones.rush(upload, UPLOADS)
    assert counted(answers) == {"201": MOST_FILES, "409 too_many_files": UPLOADS - MOST_FILES}
    kept = {answer.json["id"] for answer in answers if answer.status == 201}
    assert {file.id for file in files_of(desk.store, read_ticket(ticket))} == kept
    assert desk.lying() == before | kept


def test_at_the_door_of_the_tables_no_ticket_gets_a_fourth(desk: RacingDesk) -> None:
    def keep(_caller: Caller, _number: int) -> bool:
        try:
            a_file(desk, ticket)
        except TooManyFiles:
            return False
        return True

    with desk.crowd(UPLOADS) as phones:
        for ticket in [desk.ticket() for _ in range(CROWDED)]:
            outcomes = phones.rush(keep, UPLOADS)
            assert Counter(outcomes) == {True: MOST_FILES, False: UPLOADS - MOST_FILES}
            assert len(files_of(desk.store, read_ticket(ticket))) == MOST_FILES


def test_one_file_sent_many_times_at_once_is_kept_once(desk: RacingDesk) -> None:
    ticket, before = desk.ticket(), desk.lying()

    def upload(caller: Caller, _: int) -> Answer:
        return sent(caller, ticket, "the-only-one")

    with desk.crowd(UPLOADS) as phones:
        answers = phones.rush(upload, UPLOADS)
    assert set(counted(answers)) <= {"200", "201"}
    assert {answer.body for answer in answers} == {answers[0].body}
    assert desk.lying() == before | {answers[0].json["id"]}


def test_a_file_dropped_while_its_form_is_sent_goes_with_neither_or_with_it(
    desk: RacingDesk,
) -> None:
    tickets = [desk.ticket() for _ in range(ROUNDS)]
    files = [a_file(desk, ticket).id for ticket in tickets]
    names = [str(uuid4()) for _ in tickets]

    def leave_or_drop(caller: Caller, number: int) -> tuple[int, str]:
        which, second = divmod(number, 2)
        ticket, file = tickets[which], files[which]
        if second == which % 2:  # whoever is asked first has a head start; let it be each in turn
            return which, "left " + leave(caller, ticket, names[which], a_form(files=[file])).said
        return which, "dropped " + drop(caller, ticket, file).said

    with desk.crowd() as phones:
        outcomes = phones.rush(leave_or_drop, 2 * ROUNDS)
    said = [frozenset(words for n, words in outcomes if n == which) for which in range(ROUNDS)]
    with_it = {frozenset({"left 201", f"dropped {no}"}) for no in ("404 no_file", "409 used")}
    without = frozenset({"left 409 lost_file", "dropped 204"})
    assert set(said) <= {*with_it, without}, Counter(said)
    kept, owners = desk.kept(), owners_of(desk)
    for which, words in enumerate(said):
        received = words != without
        assert (names[which] in kept) == received
        assert owners.get(files[which]) == (names[which] if received else None)
        assert (desk.files.get(file_name(files[which])) is not None) == received


def test_a_file_dropped_many_times_at_once_is_dropped_once(desk: RacingDesk) -> None:
    ticket = desk.ticket()
    file = a_file(desk, ticket).id
    with desk.crowd(DROPS) as phones:
        answers = phones.rush(lambda caller, _: drop(caller, ticket, file), DROPS)
    assert counted(answers) == {"204": 1, "404 no_file": DROPS - 1}
    assert desk.files.get(file_name(file)) is None


def sent(caller: Caller, ticket: str, sent_as: str) -> Answer:
    headers = at_phone(ticket) | {"Idempotency-Key": sent_as}
    return caller.ask("POST", "/v1/phone/files", good()["jpg"], headers)


def drop(caller: Caller, ticket: str, file: str) -> Answer:
    return caller.ask("DELETE", f"/v1/phone/files/{file}", headers=at_phone(ticket))


def a_file(desk: RacingDesk, ticket: str) -> PhoneFile:
    """A file that came with ``ticket``, looked at already."""
    looked, key = Looked("jpg", good()["jpg"], None), sealing_key(desk.home).public_key
    now = datetime.now(UTC)
    return keep_file(desk.store, desk.files, read_ticket(ticket), looked, key=key, now=now)


def owners_of(desk: RacingDesk) -> dict[str, str | None]:
    """The submission that each file belongs to, by the file's id."""
    with desk.store.reading() as connection:
        rows = connection.execute(select(PhoneFileRow.id, PhoneFileRow.submission))
        return {row.id: row.submission for row in rows}

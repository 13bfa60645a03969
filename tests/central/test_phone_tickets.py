"""A ticket at the platform: opened as often as a phone likes, used up once, never by two (R7)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from sqlalchemy import select

from kiosk.central.phone_submissions import (
    Left,
    NotReceived,
    Received,
    deletion_secret,
    receive,
)
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.terminal_tables import Standing, TerminalRow
from kiosk.central.tickets import (
    CLOCKS_APART,
    SESSION,
    Closed,
    Session,
    note_move,
    open_ticket,
    session_of,
    watch_ticket,
)
from kiosk.contract.tickets import LIFETIME, Reaching, Ticket, TicketStanding, write_ticket
from kiosk.sealing import unseal
from kiosk.submissions import Purpose, Resume, SubmissionKind

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KEY = SigningKey(b"t" * 32)
SEALING = PrivateKey(b"s" * 32)
TERMINAL = "k7m2q9xt"
RESUME = Resume(name="示例", phone="13800000000", wanted="保洁")


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    with closing(Store.of_terminals(tmp_path)) as store:
        know(store, TERMINAL, KEY)
        yield store


def know(store: Store, terminal: str, key: SigningKey, standing: str = "active") -> None:
    with store.writing() as connection:
        connection.execute(
            TerminalRow.__table__.insert().values(
                id=terminal,
                site="示例社区食堂",
                region="370102",
                public_key=key.verify_key.encode().hex(),
                enrolled_at=NOW,
                standing=standing,
            )
        )


def a_ticket(number: int = 0, key: SigningKey = KEY, **others: Any) -> str:
    fields = {
        "purpose": Purpose.RESUME,
        "terminal": TERMINAL,
        "expires_at": NOW + LIFETIME,
        "nonce": number.to_bytes(16, "big"),
    }
    return write_ticket(Ticket(**(fields | others)), key)


def a_resume(**others: Any) -> Left:
    return Left(**({"id": str(uuid4()), "kind": SubmissionKind.RESUME, "body": RESUME} | others))


def opened(store: Store, text: str, now: datetime = NOW) -> Session:
    session = open_ticket(store, text, now)
    assert isinstance(session, Session), session
    return session


def watched(store: Store, text: str, number: int = 0, now: datetime = NOW) -> TicketStanding:
    nonce = number.to_bytes(16, "big").hex()
    standing = watch_ticket(store, text, terminal=TERMINAL, nonce=nonce, now=now)
    assert isinstance(standing, TicketStanding)
    return standing


def submissions(store: Store) -> list[Any]:
    with store.reading() as connection:
        return list(connection.execute(select(*SubmissionRow.__table__.columns)).all())


def test_opened_again_and_in_another_browser_it_goes_on(store: Store) -> None:
    text = a_ticket()
    first = opened(store, text)
    assert opened(store, text, NOW + timedelta(minutes=30)).ends_at == first.ends_at
    assert first.terminal.site == "示例社区食堂"


@pytest.mark.parametrize("late, why", [(timedelta(0), None), (timedelta(seconds=1), "expired")])
def test_it_has_to_be_opened_in_time(store: Store, late: timedelta, why: str | None) -> None:
    at = NOW + LIFETIME + CLOCKS_APART + late
    session = open_ticket(store, a_ticket(), at)
    assert (session.why if isinstance(session, Closed) else None) == why


def test_a_session_ends_also_in_the_middle_of_it(store: Store) -> None:
    text = a_ticket()
    opened(store, text)
    assert isinstance(session_of(store, text, NOW + SESSION), Session)
    late = NOW + SESSION + timedelta(seconds=1)
    assert session_of(store, text, late) == Closed("expired")
    assert receive(store, text, a_resume(), key=SEALING, now=late) == NotReceived("expired")
    assert not submissions(store)


def test_what_was_never_opened_leaves_nothing(store: Store) -> None:
    assert receive(store, a_ticket(), a_resume(), key=SEALING, now=NOW) == NotReceived("expired")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no ticket at all",
        a_ticket(key=SigningKey(b"x" * 32)),
        a_ticket(terminal="another9"),
        a_ticket()[:-4] + "AAAA",
    ],
)
def test_what_no_known_terminal_signed_opens_nothing(store: Store, text: str) -> None:
    assert open_ticket(store, text, NOW) == Closed("no_ticket")
    assert watch_ticket(store, text, terminal=TERMINAL, nonce="0" * 32, now=NOW) == Closed(
        "no_ticket"
    )


@pytest.mark.parametrize("standing", [Standing.REVOKED, Standing.CLONED])
def test_a_terminal_that_is_not_listened_to_has_no_tickets(store: Store, standing: str) -> None:
    know(store, "other", SigningKey(b"o" * 32), standing)
    text = a_ticket(terminal="other", key=SigningKey(b"o" * 32))
    assert open_ticket(store, text, NOW) == Closed("revoked")


def test_a_terminal_hears_what_the_phone_does(store: Store) -> None:
    text = a_ticket()
    shown = watched(store, text)
    assert (shown.reached, len(shown.code), shown.moves) == (Reaching.SHOWN, 8, 0)
    assert opened(store, text).watched
    scanned = watched(store, text)
    assert (scanned.reached, scanned.code, scanned.moves) == (Reaching.SCANNED, shown.code, 1)
    note_move(store, opened(store, text).ticket)
    assert watched(store, text).moves == 2
    left = a_resume()
    kept = receive(store, text, left, key=SEALING, now=NOW)
    assert isinstance(kept, Received)
    assert kept.watched
    heard = watched(store, text)
    assert (heard.reached, heard.code) == (Reaching.RECEIVED, "")
    assert (heard.submission, heard.reference) == (left.id, kept.reference)


def test_a_phone_knows_when_nobody_watches(store: Store) -> None:
    text = a_ticket()
    assert not opened(store, text).watched
    watched(store, text)
    assert opened(store, text, NOW + timedelta(seconds=9)).watched
    assert not opened(store, text, NOW + timedelta(seconds=11)).watched


def test_a_terminal_hears_only_of_its_own(store: Store) -> None:
    know(store, "other", SigningKey(b"o" * 32))
    nonce = (0).to_bytes(16, "big").hex()
    assert watch_ticket(store, a_ticket(), terminal="other", nonce=nonce, now=NOW) == Closed(
        "no_ticket"
    )


def test_what_is_left_is_sealed_and_opens_to_what_it_was(store: Store) -> None:
    text = a_ticket()
    opened(store, text)
    receive(store, text, a_resume(), key=SEALING, now=NOW)
    (row,) = submissions(store)
    assert RESUME.phone.encode() not in row.sealed
    assert msgspec.json.decode(unseal(row.sealed, [SEALING]), type=Resume) == RESUME
    assert row.envelope == text.encode()


def test_the_same_again_gets_the_same_receipt(store: Store) -> None:
    text, left = a_ticket(), a_resume()
    opened(store, text)
    first = receive(store, text, left, key=SEALING, now=NOW)
    again = receive(store, text, left, key=SEALING, now=NOW + timedelta(minutes=2))
    assert isinstance(first, Received)
    assert isinstance(again, Received)
    assert (again.reference, again.secret, again.again) == (first.reference, first.secret, True)
    assert first.secret == deletion_secret(SEALING, left.id)
    assert len(submissions(store)) == 1


def test_a_second_phone_with_the_same_ticket_is_too_late(store: Store) -> None:
    text = a_ticket()
    opened(store, text)
    receive(store, text, a_resume(), key=SEALING, now=NOW)
    assert receive(store, text, a_resume(), key=SEALING, now=NOW) == NotReceived("used")
    assert open_ticket(store, text, NOW) == Closed("used")
    assert len(submissions(store)) == 1


def test_with_a_file_that_is_not_there_nothing_is_kept_and_nothing_used_up(store: Store) -> None:
    text = a_ticket()
    opened(store, text)
    lost = a_resume(files=(str(uuid4()),))
    assert receive(store, text, lost, key=SEALING, now=NOW) == NotReceived("lost_file")
    assert not submissions(store)
    assert isinstance(receive(store, text, a_resume(), key=SEALING, now=NOW), Received)


def test_of_two_at_the_same_moment_exactly_one_wins(store: Store) -> None:
    rounds = 100
    race(store, rounds)
    assert len(submissions(store)) == rounds


def race(store: Store, rounds: int) -> None:
    with ThreadPoolExecutor(2) as pool:
        for number in range(rounds):
            text = a_ticket(number)
            opened(store, text)
            tries = [a_resume(), a_resume()]
            send = partial(receive, store, text, key=SEALING, now=NOW)
            outcomes = list(pool.map(send, tries))
            won = [outcome for outcome in outcomes if isinstance(outcome, Received)]
            assert len(won) == 1, outcomes
            assert NotReceived("used") in outcomes

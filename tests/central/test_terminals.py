"""What the platform makes of tokens, heartbeats and boots; time and boots are made up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from kiosk.central.enrolment import (
    ID_ALPHABET,
    ID_LENGTH,
    BadToken,
    KeyInUse,
    enrol,
    issue_token,
)
from kiosk.central.fleet import FleetRow, Presence, fleet, presence
from kiosk.central.nonces import REMEMBERED, spend
from kiosk.central.places import DATABASE_URL
from kiosk.central.store import Store
from kiosk.central.terminal_tables import SpentNonce, Standing, TokenRow
from kiosk.central.terminals import (
    BOOTS_KEPT,
    Decided,
    NoSuchTerminal,
    RevokedForGood,
    known_terminal,
    note_heartbeat,
    reinstate,
    revoke,
)
from kiosk.contract.signing import CLOCKS_APART
from kiosk.contract.terminals import Enrolment, EnrolmentRequest, Heartbeat

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    with closing(Store.of_terminals(tmp_path)) as store:
        yield store


def a_key() -> str:
    return SigningKey.generate().verify_key.encode().hex()


def a_token(store: Store, site: str = "示例") -> str:
    return issue_token(store, site=site, region="370102", issued_at=NOW, expires_at=NOW + DAY)


def a_terminal(store: Store, site: str = "示例") -> str:
    enrolment = enrol(store, EnrolmentRequest(token=a_token(store, site), public_key=a_key()), NOW)
    assert isinstance(enrolment, Enrolment)
    return enrolment.terminal


def beat(store: Store, terminal: str, boot_id: str, at: datetime = NOW, **more: int) -> bool:
    said = Heartbeat(version="0.1.0", boot_id=boot_id, uptime_s=1, **more)  # type: ignore[arg-type]
    return note_heartbeat(store, terminal, said, at)


def row_of(store: Store, terminal: str, now: datetime = NOW) -> FleetRow:
    (row,) = (row for row in fleet(store, now) if row.terminal == terminal)
    return row


def test_a_used_token_answers_its_own_key_for_ever_and_no_other(store: Store) -> None:
    request = EnrolmentRequest(token=a_token(store), public_key=a_key())
    first = enrol(store, request, NOW + DAY)
    assert isinstance(first, Enrolment)
    assert enrol(store, request, NOW + 100 * DAY) == first
    other = EnrolmentRequest(token=request.token, public_key=a_key())
    assert enrol(store, other, NOW) == BadToken()
    assert len(fleet(store, NOW)) == 1


def test_an_unused_token_ends_with_its_time(store: Store) -> None:
    request = EnrolmentRequest(token=a_token(store), public_key=a_key())
    assert enrol(store, request, NOW + DAY + timedelta(seconds=1)) == BadToken()
    assert enrol(store, EnrolmentRequest(token="", public_key=a_key()), NOW) == BadToken()
    assert fleet(store, NOW) == []


def test_no_two_terminals_have_one_key(store: Store) -> None:
    key = a_key()
    assert isinstance(
        enrol(store, EnrolmentRequest(token=a_token(store), public_key=key), NOW), Enrolment
    )
    token = a_token(store)
    assert enrol(store, EnrolmentRequest(token=token, public_key=key), NOW) == KeyInUse()
    again = enrol(store, EnrolmentRequest(token=token, public_key=a_key()), NOW)
    assert isinstance(again, Enrolment), "the token was not used up"


def test_a_token_is_nowhere_on_record(store: Store, tmp_path: Path) -> None:
    token = a_token(store)
    with store.reading() as connection:
        kept = connection.execute(TokenRow.__table__.select()).one()
    assert token not in repr(kept)
    store.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files or DATABASE_URL in os.environ
    assert not [path for path in files if token.encode() in path.read_bytes()]
    assert len(token) >= 22


def test_a_name_is_easily_said(store: Store) -> None:
    terminal = a_terminal(store)
    assert len(terminal) == ID_LENGTH
    assert set(terminal) <= set(ID_ALPHABET)


def test_the_same_boots_in_order_are_one_machine(store: Store) -> None:
    terminal = a_terminal(store)
    assert all(beat(store, terminal, boot) for boot in "aaabbbcdee")
    assert row_of(store, terminal).standing is Standing.ACTIVE


def test_a_boot_that_comes_back_is_a_clone(store: Store) -> None:
    terminal = a_terminal(store)
    assert [beat(store, terminal, boot) for boot in "aba"] == [True, True, False]
    assert row_of(store, terminal).standing is Standing.CLONED


def test_a_machine_without_boot_ids_is_never_called_a_clone(store: Store) -> None:
    terminal = a_terminal(store)
    assert all(beat(store, terminal, boot) for boot in ("", "a", "", "a", ""))


def test_one_terminals_boots_are_not_anothers(store: Store) -> None:
    first, second = a_terminal(store), a_terminal(store)
    for boot in "ab":
        assert beat(store, first, boot)
    for boot in "ac":
        assert beat(store, second, boot)


def test_boots_do_not_pile_up(store: Store) -> None:
    terminal = a_terminal(store)
    for number in range(BOOTS_KEPT + 5):
        beat(store, terminal, f"boot-{number}", NOW + number * timedelta(hours=1))
    # The first ones are forgotten, the latest of them not.
    assert beat(store, terminal, "boot-0", NOW + DAY * 30)
    assert not beat(store, terminal, f"boot-{BOOTS_KEPT}", NOW + DAY * 30)


def test_what_a_person_decides(store: Store) -> None:
    terminal = a_terminal(store)
    who = {"by": "示例", "at": NOW}
    assert reinstate(store, terminal, **who) == Decided(Standing.ACTIVE, changed=False)  # type: ignore[arg-type]
    assert revoke(store, terminal, by="示例", at=NOW) == Decided(Standing.REVOKED, changed=True)
    assert revoke(store, terminal, by="示例", at=NOW) == Decided(Standing.REVOKED, changed=False)
    assert reinstate(store, terminal, by="示例", at=NOW) == RevokedForGood()
    assert revoke(store, "zzzzzzzz", by="示例", at=NOW) == NoSuchTerminal()
    known = known_terminal(store, terminal)
    assert known is not None
    assert known.standing is Standing.REVOKED


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, Presence.ONLINE),
        (10, Presence.ONLINE),
        (10.1, Presence.LATE),
        (60, Presence.LATE),
        (60.1, Presence.OFFLINE),
        (100_000, Presence.OFFLINE),
        (-5, Presence.ONLINE),
    ],
)
def test_presence_is_the_age_of_the_last_heartbeat(minutes: float, expected: Presence) -> None:
    assert presence(NOW, NOW + timedelta(minutes=minutes)) is expected


def test_the_fleet_says_what_was_heard_last(store: Store) -> None:
    first, second = a_terminal(store, "甲"), a_terminal(store, "乙")
    assert row_of(store, first).presence is Presence.NEW
    for waiting in (1, 2):
        beat(store, first, "a", NOW, outbox_waiting=waiting)
    beat(store, second, "b", NOW - timedelta(minutes=30))
    row = row_of(store, first)
    assert row.said is not None
    assert (row.said.outbox_waiting, row.heard_at, row.presence) == (2, NOW, Presence.ONLINE)
    assert row_of(store, second).presence is Presence.LATE
    revoke(store, second, by="示例", at=NOW)
    assert [row.terminal for row in fleet(store, NOW)] == [first, second]


def test_nonces_are_forgotten_only_when_they_are_harmless(store: Store) -> None:
    assert spend(store, "a", "n", NOW)
    assert not spend(store, "a", "n", NOW + 2 * CLOCKS_APART)
    later = NOW + REMEMBERED + timedelta(seconds=1)
    assert spend(store, "a", "m", later)
    with store.reading() as connection:
        assert [row.nonce for row in connection.execute(SpentNonce.__table__.select())] == ["m"]

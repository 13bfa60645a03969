"""What SQLite gives by having one writer holds on PostgreSQL too: real threads at both."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey
from sqlalchemy import select, text

from kiosk.central import publishing, terminals
from kiosk.central.enrolment import BadToken, KeyInUse, enrol, issue_token
from kiosk.central.fleet import fleet
from kiosk.central.keys import signing_key
from kiosk.central.moderation import refuse, release
from kiosk.central.nonces import REMEMBERED, spend
from kiosk.central.outcomes import ImportTally
from kiosk.central.publishing import Published, manifest_file
from kiosk.central.store import Store, StoreUnusable, Unstorable
from kiosk.central.tables import Entry, Publication
from kiosk.central.terminal_tables import SpentNonce, Standing, TokenRow
from kiosk.central.terminals import note_heartbeat, revoke
from kiosk.contract.manifest import open_manifest
from kiosk.contract.terminals import Enrolment, EnrolmentRequest, Heartbeat
from tests.central_process import REGION, PlatformHome
from tests.sample_records import a_job, a_notice

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AT_ONCE = 8


@pytest.fixture
def stores(database: str, tmp_path: Path) -> Iterator[list[Store]]:
    """The road as several workers see it, each through its own connections."""
    with ExitStack() as stack:
        yield [stack.enter_context(closing(Store.of_terminals(tmp_path))) for _ in range(2)]


def at_once(do: Callable[[int], Any], times: int = AT_ONCE) -> list[Any]:
    """What ``do`` gives for 0, 1, … when all begin at one moment."""
    together = threading.Barrier(times)

    def begin(number: int) -> object:
        together.wait()
        return do(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(begin, range(times)))


def a_key() -> str:
    return SigningKey.generate().verify_key.encode().hex()


def a_token(store: Store) -> str:
    until = NOW + timedelta(days=1)
    return issue_token(store, site="示例", region=REGION, issued_at=NOW, expires_at=until)


def a_terminal(store: Store) -> str:
    outcome = enrol(store, EnrolmentRequest(token=a_token(store), public_key=a_key()), NOW)
    assert isinstance(outcome, Enrolment)
    return outcome.terminal


def beat(store: Store, terminal: str, boot_id: str) -> bool:
    said = Heartbeat(version="0.1.0", boot_id=boot_id, uptime_s=1)
    return note_heartbeat(store, terminal, said, NOW)


def test_of_many_terminals_with_one_token_one_is_enrolled(stores: list[Store]) -> None:
    for _ in range(5):
        token = a_token(stores[0])
        known = len(fleet(stores[0], NOW))
        requests = [EnrolmentRequest(token=token, public_key=a_key()) for _ in range(AT_ONCE)]
        outcomes = at_once(lambda n, asked=requests: enrol(stores[n % 2], asked[n], NOW))
        assert Counter(map(type, outcomes)) == {Enrolment: 1, BadToken: AT_ONCE - 1}
        assert len(fleet(stores[0], NOW)) == known + 1


def test_one_terminal_that_asks_many_times_at_once_hears_the_same(stores: list[Store]) -> None:
    request = EnrolmentRequest(token=a_token(stores[0]), public_key=a_key())
    outcomes = at_once(lambda n: enrol(stores[n % 2], request, NOW))
    assert isinstance(outcomes[0], Enrolment)
    assert outcomes == [outcomes[0]] * AT_ONCE


def test_of_many_tokens_with_one_key_one_is_used(stores: list[Store]) -> None:
    for _ in range(5):
        key = a_key()
        tokens = [a_token(stores[0]) for _ in range(AT_ONCE)]
        requests = [EnrolmentRequest(token=token, public_key=key) for token in tokens]
        outcomes = at_once(lambda n, asked=requests: enrol(stores[n % 2], asked[n], NOW))
        assert Counter(map(type, outcomes)) == {Enrolment: 1, KeyInUse: AT_ONCE - 1}
    with stores[0].reading() as connection:
        used = connection.scalars(select(TokenRow.hash).where(TokenRow.terminal.is_not(None)))
        assert len(used.all()) == 5


def test_a_nonce_is_spent_once_while_old_ones_are_forgotten(stores: list[Store]) -> None:
    later = NOW + REMEMBERED + timedelta(seconds=1)
    for number in range(5):
        for old in range(20):
            assert spend(stores[0], "a", f"old-{number}-{old}", NOW)
        spent = at_once(lambda n, name=f"n{number}": spend(stores[n % 2], "a", name, later))
        assert Counter(spent) == {True: 1, False: AT_ONCE - 1}
    with stores[0].reading() as connection:
        kept = connection.scalars(select(SpentNonce.nonce)).all()
    assert sorted(kept) == [f"n{number}" for number in range(5)]


def test_a_terminal_that_is_heard_twice_at_once_is_one_machine(stores: list[Store]) -> None:
    for _ in range(5):
        terminal = a_terminal(stores[0])
        assert at_once(lambda n, who=terminal: beat(stores[n % 2], who, "a")) == [True] * AT_ONCE


def test_two_machines_that_are_heard_at_once_are_found_out(stores: list[Store]) -> None:
    for _ in range(5):
        terminal = a_terminal(stores[0])
        at_once(lambda n, who=terminal: beat(stores[n % 2], who, "ab"[n % 2]))
        with stores[0].reading() as connection:
            boots = connection.execute(
                text("SELECT count(*) FROM boots WHERE terminal = :who AND NOT over"),
                {"who": terminal},
            )
            assert boots.scalar() == 1, "whichever came last"


def test_a_clone_does_not_bring_a_revoked_terminal_back(stores: list[Store]) -> None:
    terminal = a_terminal(stores[0])
    assert beat(stores[0], terminal, "a")
    assert beat(stores[0], terminal, "b")
    # Both were let in before the office decided, and are written down after it.
    revoke(stores[1], terminal, by="王站长", at=NOW)
    beat(stores[0], terminal, "c")
    beat(stores[0], terminal, "d")
    assert not beat(stores[0], terminal, "c")
    (row,) = fleet(stores[0], NOW)
    assert row.standing is Standing.REVOKED


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_revocation_waits_for_a_heartbeat_and_not_the_other_way_round(
    stores: list[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = a_terminal(stores[0])
    assert [beat(stores[0], terminal, boot) for boot in "ab"] == [True, True]
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    plausible = terminals._plausible
    revoking: list[Future[object]] = []

    def meanwhile(*said: Any) -> bool:
        revoking.append(pool.submit(revoke, stores[1], terminal, by="王站长", at=NOW))
        with stores[1].reading() as connection:
            while not revoking[0].done() and not connection.scalar(waiting):
                connection.rollback()
        return plausible(*said)

    monkeypatch.setattr(terminals, "_plausible", meanwhile)
    with ThreadPoolExecutor(1) as pool:
        assert not beat(stores[0], terminal, "a")
        revoking[0].result()
    (row,) = fleet(stores[0], NOW)
    assert row.standing is Standing.REVOKED


def test_versions_rise_one_by_one_however_many_publish(platform: PlatformHome) -> None:
    signing_key(platform.home)
    homes = [PlatformHome(platform.home) for _ in range(4)]

    def work(number: int) -> list[int]:
        versions = []
        for turn in range(3):
            homes[number].take(a_job(number * 10 + turn))
            result = homes[number].publish(at=NOW + timedelta(seconds=turn))
            versions += [result.manifest.version] * isinstance(result, Published)
        return versions

    versions = sorted(version for made in at_once(work, 4) for version in made)
    assert versions == list(range(1, len(versions) + 1))
    last = homes[0].publish(at=NOW + timedelta(hours=1)).manifest
    assert last.collections[0].count == 12
    raw = manifest_file(platform.home, REGION).read_bytes()
    assert open_manifest(raw, signing_key(platform.home).verify_key)[0] == last
    with platform.store.reading() as connection:
        kept = connection.scalars(select(Publication.version)).all()
    assert max(kept) == last.version
    for home in homes:
        home.store.close()


def test_a_publication_sees_one_state_of_everything(
    platform: PlatformHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = PlatformHome(platform.home)
    platform.take(a_job(1), a_notice(1))
    writing, imported = publishing.write_snapshot, []

    def late(name: str, *rest: Any) -> Any:
        written = writing(name, *rest)
        if "postgresql" in os.environ.get("DATABASE_URL", "") and not imported:
            imported.append(others.take(a_job(2), a_notice(2)))  # would wait for ever on SQLite
        return written

    monkeypatch.setattr(publishing, "write_snapshot", late)
    first = {c.name: c.count for c in platform.publish().manifest.collections}
    assert (first["jobs"], first["notices"]) == (1, 1)
    others.take(a_job(2), a_notice(2))
    second = {c.name: c.count for c in platform.publish().manifest.collections}
    assert (second["jobs"], second["notices"]) == (2, 2)
    others.store.close()


def test_of_two_feeds_with_one_id_the_first_keeps_it(platform: PlatformHome) -> None:
    homes = [PlatformHome(platform.home) for _ in range(4)]

    def work(number: int) -> ImportTally:
        jobs = [a_job(job) for job in range(30)]
        return homes[number].take(*jobs[:: 1 if number % 2 else -1], source=f"feed-{number}")

    tallies = at_once(work, 4)
    assert sorted(tally.accepted for tally in tallies) == [0, 0, 0, 30]
    with platform.store.reading() as connection:
        assert len(set(connection.scalars(select(Entry.source)))) == 1
    for home in homes:
        home.store.close()


def test_of_two_decisions_at_once_both_are_heard(platform: PlatformHome) -> None:
    platform.take(a_job(1))
    decide = (refuse, release)
    at_once(lambda n: decide[n % 2](platform.store, a_job(1).id, by=str(n), at=NOW), 4)
    with platform.store.reading() as connection:
        state, by = connection.execute(select(Entry.state, Entry.decided_by)).one()
    assert (state == "refused") == (int(by) % 2 == 0)


def test_a_view_does_not_change_while_it_is_looked_at(stores: list[Store]) -> None:
    count = text("SELECT count(*) FROM spent_nonces")
    with stores[0].reading() as connection:
        before = connection.scalar(count)
        assert spend(stores[1], "a", "n", NOW)
        assert connection.scalar(count) == before == 0
    with stores[0].reading() as connection:
        assert connection.scalar(count) == 1


def test_a_change_that_fails_leaves_nothing(stores: list[Store]) -> None:
    def broken() -> None:
        with stores[0].writing() as connection:
            connection.execute(SpentNonce.__table__.insert().values(a_nonce()))
            raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        broken()
    assert spend(stores[0], "a", "n", NOW)


def test_what_breaks_a_rule_of_the_tables_is_said_without_its_values(
    stores: list[Store],
) -> None:
    assert spend(stores[0], "a", "n", NOW)
    with pytest.raises(StoreUnusable) as caught, stores[0].writing() as connection:
        connection.execute(SpentNonce.__table__.insert().values(a_nonce("secret-terminal")))
        connection.execute(SpentNonce.__table__.insert().values(a_nonce("secret-terminal")))
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "secret" not in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["a" * 17, "\0"])
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_value_that_will_never_fit_is_told_from_a_database_that_is_away(
    stores: list[Store], name: str
) -> None:
    with pytest.raises(Unstorable, match="cannot keep a value"), stores[0].writing() as connection:
        connection.execute(SpentNonce.__table__.insert().values(a_nonce(name)))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_connections_that_were_cut_are_made_anew(stores: list[Store]) -> None:
    others = "pid <> pg_backend_pid() AND datname = current_database()"
    cut = text(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {others}")
    with stores[0].reading() as connection:
        connection.scalar(select(1))
    with stores[1].reading() as connection:
        assert (connection.scalar(cut) or 0) >= 1
    assert spend(stores[0], "a", "n", NOW)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_workers_that_begin_at_once_on_a_new_home_wait_for_each_other(
    database: str, tmp_path: Path
) -> None:
    for number in range(30):  # one in eight went wrong
        home = tmp_path / str(number)
        home.mkdir()
        for store in at_once(lambda _, home=home: Store.of_terminals(home), 4):
            store.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_file_that_is_no_database_is_refused(database: str, tmp_path: Path) -> None:
    (tmp_path / "central.db").write_bytes(b"no database, but long enough to be looked at" * 40)
    with pytest.raises(StoreUnusable, match=r"central\.db failed: file is not a database\.$"):
        Store.in_home(tmp_path)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_server_that_is_away_is_named_without_its_password(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"postgresql://kiosk:geheim@/nothing?host={tmp_path}&password=geheim"
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(StoreUnusable) as caught:
        Store.of_terminals(tmp_path)
    assert str(caught.value).startswith(f"The database nothing at {tmp_path} failed: ")
    assert "geheim" not in str(caught.value)


def a_nonce(terminal: str = "a") -> dict[str, object]:
    return {"terminal": terminal, "nonce": "n", "spent_at": NOW}

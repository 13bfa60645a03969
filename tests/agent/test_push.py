"""The road up, over a real platform and whatever the network does to it: each submission once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec
import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey, VerifyKey

from kiosk.agent.answers import Answered, Unreachable
from kiosk.agent.identity import TerminalIdentity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.posting import DAMAGED, Posting
from kiosk.agent.push import (
    FIRST_BACKOFF_SECONDS,
    LONGEST_BACKOFF_SECONDS,
    Push,
    submission_envelope,
)
from kiosk.agent.signing import SignedApi
from kiosk.central.keys import rotate_key, signing_key
from kiosk.central.sealing_keys import sealing_key, sealing_keys
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.terminals import revoke
from kiosk.contract.envelope import open_envelope, sign_envelope
from kiosk.contract.submissions import RECEIPT_TYPE, SUBMISSION_TYPE, Receipt, Submission
from kiosk.sealing import CannotUnseal, seal, unseal
from kiosk.submissions import SubmissionKind
from offline_cache.outbox import Outbox
from offline_cache.outbox_queue import DamagedRow, OutboxQueue, OutboxRow, OutboxState
from offline_cache.outbox_schema import prepare_outbox
from tests.central_process import serving
from tests.conftest import ExpectedLog
from tests.enrolled import enrolled
from tests.faults.chaos_proxy import ChaosProxy, chaos_proxy
from tests.faults.faults import CutDown, CutUp, Duplicate, LoseAnswer, Refuse, Replace

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ON = "/v1/submissions/"


def opened(sealed: bytes, keys: tuple[PrivateKey, ...]) -> bytes:
    """What is inside, or the bytes as they came where nothing opens them."""
    try:
        return unseal(sealed, keys)
    except CannotUnseal:
        return sealed


@dataclass
class Office:
    home: Path
    url: str

    def received(self) -> dict[str, bytes]:
        """Everything that arrived, opened, by id."""
        keys = sealing_keys(self.home)
        with closing(Store.of_terminals(self.home)) as store, store.reading() as connection:
            rows = connection.execute(SubmissionRow.__table__.select()).all()
        return {row.id: opened(row.sealed, keys) for row in rows}

    @property
    def key(self) -> VerifyKey:
        return signing_key(self.home).verify_key


@dataclass
class Desk:
    """One terminal with its outbox, behind a proxy that can do anything."""

    office: Office
    proxy: ChaosProxy
    identity: TerminalIdentity
    api: SignedApi
    path: Path
    queue: OutboxQueue
    clock: list[float]
    trusted: VerifyKey

    def leave(self, *bodies: bytes) -> list[str]:
        key = sealing_key(self.office.home).public_key.encode().hex()
        with closing(Outbox(self.path)) as outbox:
            kind = SubmissionKind.JOB_REPORT
            return [outbox.add(kind, "", seal(body, key), NOW) for body in bodies]

    def push(self, **changes: Callable[[], object]) -> Push:
        """What a start of the agent would make."""
        given = {"signed": lambda: self.api, "platform_key": lambda: self.trusted} | changes
        return Push(
            self.queue,
            given["signed"],  # type: ignore[arg-type]
            given["platform_key"],  # type: ignore[arg-type]
            rng=Random(1),
            monotonic=lambda: self.clock[0],
        )

    def settle(self, push: Push, turns: int = 40) -> None:
        """Turns of the duty, and an hour between those that have to wait."""
        for _ in range(turns):
            if push.run() and self.queue.to_send():
                self.clock[0] += 3600

    def rows(self) -> list[OutboxRow]:
        return [row for row in self.queue.rows() if isinstance(row, OutboxRow)]

    def standing(self) -> list[tuple[str, str]]:
        return [(row.state.value, row.verdict) for row in self.rows()]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    signing_key(home)
    with serving(home) as central:
        yield Office(home, central.url)


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "terminal"
    identity = enrolled(office.home, office.url, home)
    path = home / "outbox.db"
    prepare_outbox(path)
    with (
        chaos_proxy(office.url) as proxy,
        closing(PlatformApi(proxy.url, timeout_seconds=1)) as api,
        closing(OutboxQueue(path)) as queue,
    ):
        signed = SignedApi(api, identity, now=lambda: datetime.now(UTC))
        yield Desk(office, proxy, identity, signed, path, queue, [0.0], office.key)


def test_what_was_left_arrives_and_is_forgotten_here(desk: Desk) -> None:
    ids = desk.leave(b"filled", b"wrong")
    desk.settle(desk.push())
    received = desk.office.received()
    assert [received[i] for i in ids] == [b"filled", b"wrong"]
    assert desk.queue.rows() == []


@pytest.mark.parametrize(
    "fault",
    [LoseAnswer(), Duplicate(), CutUp(at=40), CutUp(at=600), CutDown(at=30), CutDown(at=400)],
    ids=lambda fault: f"{type(fault).__name__}",
)
def test_whatever_happens_on_the_way_it_is_there_once(desk: Desk, fault: object) -> None:
    before = set(desk.office.received())
    (only,) = desk.leave(b"filled")
    desk.proxy.next(fault, on=ON)  # type: ignore[arg-type]
    desk.settle(desk.push())
    received = desk.office.received()
    assert set(received) - before == {only}
    assert received[only] == b"filled"
    assert desk.queue.rows() == []


def test_an_answer_that_was_lost_leaves_the_row_unconfirmed(desk: Desk) -> None:
    desk.leave(b"filled")
    desk.proxy.next(LoseAnswer(), on=ON)
    desk.push().run()
    ((state, verdict),) = desk.standing()
    assert state == OutboxState.UNCONFIRMED
    assert verdict
    assert len(desk.office.received()) > 0


def test_a_kill_while_sending_is_sent_again_after_the_start(desk: Desk) -> None:
    (only,) = desk.leave(b"filled")
    row = desk.rows()[0]
    desk.queue.mark(row.number, OutboxState.SENDING)
    desk.api.send("PUT", f"/v1/submissions/{only}", submission_envelope(row, desk.identity))
    desk.settle(desk.push())
    assert desk.queue.rows() == []
    assert list(desk.office.received()).count(only) == 1


def test_a_row_waits_until_the_terminal_is_known(desk: Desk) -> None:
    desk.leave(b"filled")
    unknown = desk.push(signed=lambda: None)
    unknown.run()
    assert desk.standing() == [("waiting", "not_enrolled")]
    desk.settle(desk.push())
    assert desk.queue.rows() == []


def test_without_a_network_rows_wait_longer_and_longer(desk: Desk) -> None:
    desk.leave(b"filled")
    with closing(PlatformApi("http://127.0.0.1:1", timeout_seconds=1)) as nowhere:
        signed = SignedApi(nowhere, desk.identity, now=lambda: datetime.now(UTC))
        push = desk.push(signed=lambda: signed)
        assert push.run() == 0.0
        assert desk.standing() == [("waiting", "refused")]
        assert push.run() > 0, "nothing is due, so nobody is asked again at once"
        desk.clock[0] += 3600
        assert push.run() == 0.0
    assert desk.standing() == [("waiting", "refused")]


def test_without_a_network_one_row_asks_for_all(desk: Desk) -> None:
    ids = desk.leave(*(b"%d" % number for number in range(20)))
    desk.proxy.always(Refuse())
    push, asked = desk.push(), 0
    for _ in range(3600):
        if push.run():
            desk.clock[0] += 1
        else:
            asked += 1
    assert 8 < asked < 60, "an hour"
    desk.proxy.heal()
    healed = desk.clock[0]
    while desk.queue.to_send():
        desk.clock[0] += push.run()
    assert desk.clock[0] - healed <= LONGEST_BACKOFF_SECONDS
    assert set(ids) <= set(desk.office.received())


def test_a_long_outage_does_not_make_the_next_one_long(desk: Desk) -> None:
    desk.leave(b"one")
    desk.proxy.always(Refuse())
    push = desk.push()
    for _ in range(20):
        desk.clock[0] += LONGEST_BACKOFF_SECONDS
        push.run()
    for _ in range(6):
        desk.proxy.heal()
        desk.settle(push)
        desk.leave(b"another")
        desk.proxy.always(Refuse())
        assert push.run() == 0.0
        desk.clock[0] += 2 * FIRST_BACKOFF_SECONDS
        assert push.run() == 0.0, "asked again soon"


def test_a_platform_in_trouble_is_given_the_time_it_asks_for(desk: Desk) -> None:
    desk.leave(b"one", b"two")
    desk.proxy.next(Replace(503, b"", (("Retry-After", "900"),)), on=ON)
    push = desk.push()
    push.run()
    desk.clock[0] += 899
    assert push.run() > 0, "neither the one nor the other"
    desk.clock[0] += LONGEST_BACKOFF_SECONDS
    desk.settle(push)
    assert desk.queue.rows() == []


def test_many_rows_that_always_fail_hold_up_nobody(desk: Desk) -> None:
    poison = desk.leave(*(b"poison %d" % number for number in range(8)))
    desk.proxy.always(Replace(500), on=ON)
    push = desk.push()
    for _ in range(200):
        desk.clock[0] += push.run()
    desk.proxy.always(Replace(500), on=ON + poison[0])
    for number in range(5):
        (fresh,) = desk.leave(b"fresh %d" % number)
        for _ in range(400):
            desk.clock[0] += push.run()
        assert fresh in desk.office.received()
    assert [row.id for row in desk.rows()] == [poison[0]]


def signed_receipt(desk: Desk, key: SigningKey, **changes: object) -> bytes:
    row = desk.rows()[0]
    said = {
        "id": row.id,
        "sha256": sha256(row.sealed).hexdigest(),
        "received_at": NOW,
    }
    payload = msgspec.json.encode(Receipt(**(said | changes)))  # type: ignore[arg-type]
    return sign_envelope(payload, RECEIPT_TYPE, key)


@pytest.mark.parametrize("forgery", ["stranger", "other bytes", "other id", "catalogue", "junk"])
def test_only_a_true_receipt_lets_the_terminal_forget(desk: Desk, forgery: str) -> None:
    desk.leave(b"filled")
    right = signing_key(desk.office.home)
    other = "00000000-0000-4000-8000-000000000000"
    body = {
        "stranger": lambda: signed_receipt(desk, SigningKey.generate()),
        "other bytes": lambda: signed_receipt(desk, right, sha256="0" * 64),
        "other id": lambda: signed_receipt(desk, right, id=other),
        "catalogue": lambda: sign_envelope(b"{}", "application/vnd.other", right),
        "junk": lambda: b"{}",
    }[forgery]()
    desk.proxy.next(Replace(201, body, (("Content-Type", "application/json"),)), on=ON)
    push = desk.push()
    push.run()
    assert desk.standing() == [("unconfirmed", "bad_receipt")]
    desk.settle(push)
    assert desk.queue.rows() == []


def test_a_receipt_under_a_new_key_is_believed_by_the_chain(desk: Desk) -> None:
    rotate_key(desk.office.home)
    desk.leave(b"filled")
    desk.settle(desk.push())
    assert desk.queue.rows() == []


def test_the_answer_was_lost_and_then_the_key_changed(desk: Desk) -> None:
    desk.leave(b"filled")
    desk.proxy.next(LoseAnswer(), on=ON)
    push = desk.push()
    push.run()
    rotate_key(desk.office.home)
    desk.trusted = desk.office.key  # the thread that follows has learnt of it meanwhile
    desk.settle(push)
    assert desk.queue.rows() == []


def test_a_row_that_the_platform_chokes_on_blocks_nobody(desk: Desk) -> None:
    first, second = desk.leave(b"poison", b"behind it")
    desk.proxy.always(Replace(500), on=ON + first)
    push = desk.push()
    for _ in range(3):
        push.run()
    assert second in desk.office.received()
    assert desk.standing() == [("unconfirmed", "server_error")]
    desk.proxy.heal()
    desk.settle(push)
    assert first in desk.office.received()


@pytest.mark.parametrize("status", [409, 413, 422])
def test_a_no_that_is_not_the_platforms_is_no_no(desk: Desk, status: int) -> None:
    (only,) = desk.leave(b"filled")
    page = (("Content-Type", "text/html"),)
    desk.proxy.next(Replace(status, b"<h1>No</h1>", page), on=ON)
    desk.settle(desk.push())
    assert desk.queue.rows() == []
    assert only in desk.office.received()


@pytest.mark.parametrize(
    ("status", "code"), [(409, "conflict"), (413, "oversized"), (422, "malformed")]
)
def test_a_no_of_the_platform_is_kept_with_its_reason(
    desk: Desk, expected_log: ExpectedLog, status: int, code: str
) -> None:
    expected_log(code)
    desk.leave(b"filled")
    body = msgspec.json.encode({"code": code, "detail": "No."})
    desk.proxy.always(Replace(status, body, (("Content-Type", "application/json"),)), on=ON)
    push = desk.push()
    push.run()
    desk.proxy.heal()
    desk.settle(push)
    assert desk.standing() == [("parked", code)]


def test_a_poison_row_is_set_aside_and_blocks_nobody(desk: Desk, expected_log: ExpectedLog) -> None:
    expected_log("conflict")
    first, second = desk.leave(b"poison", b"behind it")
    row = desk.rows()[0]
    payload = Submission(
        id=first,
        kind=row.kind,
        reference="",
        created_at=NOW,
        terminal=desk.identity.terminal,
        sha256=sha256(b"else").hexdigest(),
        sealed=b"else",
    )
    body = sign_envelope(msgspec.json.encode(payload), SUBMISSION_TYPE, desk.identity.key)
    desk.api.send("PUT", f"/v1/submissions/{first}", body)
    desk.settle(desk.push())
    assert desk.standing() == [("parked", "conflict")]
    with closing(Store.of_terminals(desk.office.home)) as store, store.reading() as connection:
        kept = {row.id: row.sealed for row in connection.execute(SubmissionRow.__table__.select())}
    assert second in kept
    assert kept[first] == b"else"


def test_a_revoked_terminal_keeps_what_it_has(desk: Desk) -> None:
    desk.leave(b"filled")
    with closing(Store.of_terminals(desk.office.home)) as store:
        revoke(store, desk.identity.terminal, by="示例", at=datetime.now(UTC))
    desk.push().run()
    assert desk.standing() == [("unconfirmed", "revoked")]


def test_a_damaged_row_is_never_sent(desk: Desk, expected_log: ExpectedLog) -> None:
    expected_log("damaged")
    desk.leave(b"filled" * 90, b"wrong")
    with closing(OutboxQueue(desk.path)) as other:  # the desk's own would remember the page
        row = other.row(1)
    assert isinstance(row, OutboxRow)
    sealed = row.sealed
    desk.path.write_bytes(desk.path.read_bytes().replace(sealed[50:90], b"x" * 40))
    before = len(desk.office.received())
    desk.settle(desk.push())
    assert desk.queue.rows() == [DamagedRow(1, "parked")]
    assert len(desk.office.received()) == before + 1


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"terminal": "somebody"}, 422, "refused_for_good"),
        ({"sha256": "0" * 64}, 422, "refused_for_good"),
        ({"kind": "wedding"}, 422, "refused_for_good"),
        ({"id": "00000000-0000-4000-8000-000000000001"}, 422, "refused_for_good"),
        ({"sealed": "A" * 1_400_004}, 422, "refused_for_good"),
    ],
)
def test_what_the_platform_will_never_take_is_refused_for_good(
    desk: Desk, change: dict[str, object], status: int, code: str
) -> None:
    (only,) = desk.leave(b"filled")
    payload, _ = open_envelope(
        submission_envelope(desk.rows()[0], desk.identity),
        SUBMISSION_TYPE,
        desk.identity.key.verify_key,
    )
    changed = msgspec.json.encode(msgspec.json.decode(payload) | change)
    body = sign_envelope(changed, SUBMISSION_TYPE, desk.identity.key)
    answer = desk.api.send("PUT", f"/v1/submissions/{only}", body)
    assert isinstance(answer, Unreachable)
    assert (answer.status, answer.code) == (status, code)
    assert only not in desk.office.received()


def test_an_envelope_of_another_key_is_refused(desk: Desk) -> None:
    (only,) = desk.leave(b"filled")
    stranger = TerminalIdentity(desk.identity.terminal, "示例", SigningKey.generate())
    body = submission_envelope(desk.rows()[0], stranger)
    answer = desk.api.send("PUT", f"/v1/submissions/{only}", body)
    assert isinstance(answer, Unreachable)
    assert answer.code == "refused_for_good"


def test_many_at_once_are_one(desk: Desk) -> None:
    (only,) = desk.leave(b"filled")
    body = submission_envelope(desk.rows()[0], desk.identity)

    def once(_: int) -> int:
        with closing(PlatformApi(desk.office.url, timeout_seconds=5)) as api:
            signed = SignedApi(api, desk.identity, now=lambda: datetime.now(UTC))
            answer = signed.send("PUT", f"/v1/submissions/{only}", body)
        assert isinstance(answer, Answered), answer
        return answer.status

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(once, range(8)))
    assert statuses == [200] * 7 + [201]


def test_a_ruined_outbox_is_set_aside_and_a_new_one_taken_into_use(
    desk: Desk, expected_log: ExpectedLog
) -> None:
    expected_log("set aside")
    desk.leave(b"filled")
    desk.path.write_bytes(b"%PDF-1.7 " * 900)
    posting = Posting(
        desk.path,
        lambda: desk.api,
        lambda: desk.trusted,
        now=lambda: NOW,
        rng=Random(1),
        monotonic=lambda: desk.clock[0],
    )
    with closing(posting):
        assert posting.run() == 0.0
        posting.run()
        assert posting.errors == (DAMAGED,)
        (only,) = desk.leave(b"after it")
        posting.run()
        posting.run()
        assert posting.figures().waiting == 0
    assert desk.office.received()[only] == b"after it"
    assert len(list(desk.path.parent.glob("outbox.aside-*.db"))) == 1

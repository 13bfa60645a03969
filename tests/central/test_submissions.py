"""Several workers of one platform share no memory, and still keep each submission once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from kiosk.agent.answers import Answered, Unreachable
from kiosk.agent.identity import TerminalIdentity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.signing import SignedApi
from kiosk.central.keys import rotate_key, signing_key
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.submissions import Conflict, Taken, take_submission
from kiosk.contract.envelope import open_envelope, sign_envelope
from kiosk.contract.submissions import (
    LONGEST_SEALED,
    RECEIPT_TYPE,
    SUBMISSION_TYPE,
    Receipt,
    Submission,
)
from kiosk.submissions import SubmissionKind
from tests.central_process import serving
from tests.enrolled import enrolled

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WORKERS = 2


@dataclass
class Office:
    home: Path
    urls: list[str]
    identity: TerminalIdentity

    def put(self, submission: str, body: bytes, worker: int = 0) -> Answered | Unreachable:
        with closing(PlatformApi(self.urls[worker], timeout_seconds=10)) as api:
            signed = SignedApi(api, self.identity, now=lambda: datetime.now(UTC))
            return signed.send("PUT", f"/v1/submissions/{submission}", body)

    def kept(self, submission: str) -> list[bytes]:
        with closing(Store.of_terminals(self.home)) as store, store.reading() as connection:
            wanted = SubmissionRow.__table__.select().where(SubmissionRow.id == submission)
            return [row.sealed for row in connection.execute(wanted)]

    def envelope(self, submission: str, sealed: bytes, reference: str = "7K2M-9QXT") -> bytes:
        payload = Submission(
            id=submission,
            kind=SubmissionKind.JOB_REPORT,
            reference=reference,
            created_at=NOW,
            terminal=self.identity.terminal,
            sha256=sha256(sealed).hexdigest(),
            sealed=sealed,
        )
        raw = msgspec.json.encode(payload, order="deterministic")
        return sign_envelope(raw, SUBMISSION_TYPE, self.identity.key)


@pytest.fixture(scope="module")
def office(database_of_module: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    signing_key(home)
    with ExitStack() as stack:
        workers = [stack.enter_context(serving(home)) for _ in range(WORKERS)]
        urls = [worker.url for worker in workers]
        yield Office(home, urls, enrolled(home, urls[0], tmp_path_factory.mktemp("terminal")))


def statuses(answers: list[Answered | Unreachable]) -> Counter[int | None]:
    return Counter(answer.status for answer in answers)


def test_of_many_equal_ones_at_several_workers_one_is_the_first(office: Office) -> None:
    submission = str(uuid4())
    body = office.envelope(submission, b"\x01sealed")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: office.put(submission, body, n % WORKERS), range(16)))
    assert statuses(answers) == {201: 1, 200: 15}
    receipts = {answer.body for answer in answers if isinstance(answer, Answered)}
    assert len(receipts) == 1, "the same moment of receiving, whoever answers"
    assert office.kept(submission) == [b"\x01sealed"]


def test_of_two_different_ones_under_one_id_one_is_kept(office: Office) -> None:
    submission = str(uuid4())
    bodies = [office.envelope(submission, b"\x01one"), office.envelope(submission, b"\x01two")]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda n: office.put(submission, bodies[n % 2], n // 2 % WORKERS), range(16))
        )
    assert statuses(answers) == {201: 1, 200: 7, 409: 8}
    (kept,) = office.kept(submission)
    for number, answer in enumerate(answers):
        assert isinstance(answer, Answered) == (kept == (b"\x01one", b"\x01two")[number % 2])


def test_the_longest_body_is_taken_and_one_byte_more_is_not(office: Office) -> None:
    for more, status in ((0, 201), (1, 422)):
        submission = str(uuid4())
        answer = office.put(submission, office.envelope(submission, bytes(LONGEST_SEALED + more)))
        assert answer.status == status
        assert len(office.kept(submission)) == (status == 201)
    submission = str(uuid4())
    answer = office.put(submission, office.envelope(submission, bytes(2 * LONGEST_SEALED)))
    assert isinstance(answer, Unreachable)
    assert answer.status == 413 or answer.status is None, "told, or cut off while it still sends"
    assert office.kept(submission) == []


def test_what_cannot_be_opened_is_kept_so_that_nobody_tries_for_ever(office: Office) -> None:
    submission = str(uuid4())
    answer = office.put(submission, office.envelope(submission, b"no suite at all"))
    assert answer.status == 201
    assert office.kept(submission) == [b"no suite at all"]


@pytest.mark.parametrize("reference", ["7K2M-9QXT" * 9, "7K2M\0"])
def test_what_can_never_be_kept_is_not_asked_for_again(office: Office, reference: str) -> None:
    submission = str(uuid4())
    body = office.envelope(submission, b"\x01sealed", reference)
    assert office.put(submission, body).status in (201, 422), "503 would be tried for ever"
    assert office.put(str(uuid4()), body).status == 422


def test_enrolled_anew_it_is_still_the_same_submission(office: Office, tmp_path: Path) -> None:
    submission = str(uuid4())
    assert office.put(submission, office.envelope(submission, b"\x01sealed")).status == 201
    renamed = Office(
        office.home, office.urls, enrolled(office.home, office.urls[0], tmp_path / "again")
    )
    answer = renamed.put(submission, renamed.envelope(submission, b"\x01sealed"))
    assert answer.status == 200


def test_a_receipt_says_when_it_was_first_received_under_whatever_key_signs_now(
    office: Office, tmp_path: Path
) -> None:
    submission = str(uuid4())
    body = office.envelope(submission, b"\x01sealed")
    of = (office.identity.terminal, office.identity.key.verify_key)
    with closing(Store.of_terminals(tmp_path)) as store:
        keys = [signing_key(tmp_path)]
        first = take_submission(
            store, body, of=of, at=NOW, sign=lambda raw: sign_envelope(raw, RECEIPT_TYPE, keys[0])
        )
        rotate_key(tmp_path)
        keys[0] = signing_key(tmp_path)
        later = take_submission(
            store,
            body,
            of=of,
            at=NOW.replace(year=2027),
            sign=lambda raw: sign_envelope(raw, RECEIPT_TYPE, keys[0]),
        )
    assert isinstance(first, Taken)
    assert isinstance(later, Taken)
    assert (first.again, later.again) == (False, True)
    payload, _ = open_envelope(later.receipt, RECEIPT_TYPE, keys[0].verify_key)
    receipt = msgspec.json.decode(payload, type=Receipt)
    assert (receipt.id, receipt.received_at) == (submission, NOW)


def test_a_receipt_is_signed_only_for_what_is_kept(office: Office, tmp_path: Path) -> None:
    submission = str(uuid4())
    of = (office.identity.terminal, office.identity.key.verify_key)
    signed: list[bytes] = []

    def sign(raw: bytes) -> bytes:
        with store.reading() as connection:  # another connection: sees only what is committed
            assert connection.execute(SubmissionRow.__table__.select()).all()
        signed.append(raw)
        return raw

    with closing(Store.of_terminals(tmp_path)) as store:
        one = office.envelope(submission, b"\x01one")
        take_submission(store, one, of=of, at=NOW, sign=sign)
        two = office.envelope(submission, b"\x01two")
        assert take_submission(store, two, of=of, at=NOW, sign=sign) == Conflict()
    assert len(signed) == 1

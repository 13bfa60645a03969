"""The duty of sending what residents left, until the platform has said that it has it.

The same bytes are sent under the same id until a signed receipt names them; only then is the row
deleted. So an answer that was lost, a kill at any line and a request that came twice all end as one
record on the platform and none here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from random import Random
from typing import Final

import msgspec
from nacl.signing import VerifyKey

from kiosk.agent.answers import Answered, Unreachable
from kiosk.agent.identity import TerminalIdentity
from kiosk.agent.signing import SignedApi
from kiosk.agent.verdicts import Verdict
from kiosk.contract.envelope import Untrusted, open_envelope, sign_envelope
from kiosk.contract.submissions import RECEIPT_TYPE, SUBMISSION_TYPE, Receipt, Submission
from offline_cache.outbox_queue import DamagedRow, OutboxQueue, OutboxRow, OutboxState

LOOK_AGAIN_SECONDS: Final = 1.0
FIRST_BACKOFF_SECONDS: Final = 5.0
LONGEST_BACKOFF_SECONDS: Final = 300.0
"""As long as a poll: what waited for the network is sent within one of its coming back."""
DAMAGED: Final = "damaged"
"""Verdict on a row whose bytes are not those that were laid in."""
_NEVER: Final = (Verdict.CONFLICT, Verdict.REFUSED_FOR_GOOD)
"""The platform has looked at the bytes and will not take them, today or tomorrow."""
_NO: Final = (
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
_SURELY_NOT_THERE: Final = (
    Verdict.DNS,
    Verdict.DNS_SILENT,
    Verdict.NO_ROUTE,
    Verdict.REFUSED,
    Verdict.BLACK_HOLED,
)
_MAYBE_THE_ROW: Final = frozenset(
    {
        *(Verdict.BAD_RECEIPT, Verdict.CLIENT_ERROR, Verdict.SERVER_ERROR, Verdict.NOT_HTTP),
        *(Verdict.WRONG_TYPE, Verdict.UNWANTED_ENCODING, Verdict.TRUNCATED, Verdict.OVERSIZED),
        *(Verdict.DISCONNECTED, Verdict.SILENT, Verdict.STALLED, Verdict.SLOW),
        *(Verdict.BAD_SIGNATURE, Verdict.REPLAYED),
    }
)
"""Where another row may fare better; everything else holds for all of them."""
_BLAMED_AT_MOST: Final = 3
"""So many rows that failed one after the other, and it is not the rows."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Tries:
    failed: int = 0
    due: float = 0.0

    def failed_again(self, now: float, rng: Random) -> None:
        """Wait with full jitter up to a bound that doubles."""
        self.failed += 1
        bound = min(LONGEST_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2.0 ** min(self.failed, 16))
        self.due = now + max(1.0, rng.uniform(0, bound))


class Push:
    """For the thread that speaks. ``signed`` gives the way to send, None before enrolment.

    ``platform_key`` gives the key that receipts must be signed with. When a row is tried again is
    kept in memory only: a restart tries all of them at once, and no clock can put it off.
    """

    name = "outbox"

    def __init__(
        self,
        queue: OutboxQueue,
        signed: Callable[[], SignedApi | None],
        platform_key: Callable[[], VerifyKey],
        *,
        rng: Random,
        monotonic: Callable[[], float],
    ) -> None:
        self._queue = queue
        self._signed = signed
        self._platform_key = platform_key
        self._rng = rng
        self._monotonic = monotonic
        self._tries: dict[int, _Tries] = {}
        self._road = _Tries()
        self._blamed = 0
        self._recovered = False

    def run(self) -> float:
        """Send one row that is due; seconds until the next.

        Rows that never failed come first, so that one that always fails holds up nobody. An
        ``OutboxFault`` goes through; what was being sent is sent again then.
        """
        if not self._recovered:
            self._queue.recover()
            self._recovered = True
        number = self._next()
        if number is None:
            return LOOK_AGAIN_SECONDS
        self._take(number)
        return 0.0

    def _next(self) -> int | None:
        waiting = self._queue.to_send()
        self._tries = {number: self._tries.get(number, _Tries()) for number in waiting}
        now = self._monotonic()
        if now < self._road.due:
            return None
        due = (number for number in waiting if self._tries[number].due <= now)
        return min(due, key=lambda number: self._tries[number].failed, default=None)

    def _take(self, number: int) -> None:
        row = self._queue.row(number)
        match row:
            case None:
                return
            case DamagedRow():
                log.error("row %d of the outbox is damaged and was set aside", number)
                self._queue.mark(number, OutboxState.PARKED, DAMAGED)
            case OutboxRow():
                signed = self._signed()
                if signed is None:
                    self._later(row, row.state, Verdict.NOT_ENROLLED, None)
                else:
                    self._send(row, signed)

    def _send(self, row: OutboxRow, signed: SignedApi) -> None:
        self._queue.mark(row.number, OutboxState.SENDING, row.verdict)
        body = submission_envelope(row, signed.identity)
        answer = signed.send("PUT", f"/v1/submissions/{row.id}", body)
        if isinstance(answer, Answered):
            if is_for(receipt_in(answer.body, self._platform_key()), row):
                self._queue.confirm(row)
                self._road, self._blamed = _Tries(), 0
                log.info("a submission of kind %s is confirmed", row.kind)
            else:
                self._later(row, OutboxState.UNCONFIRMED, Verdict.BAD_RECEIPT, None)
        elif _for_good(answer):
            reason = answer.code or answer.verdict
            log.error("a submission of kind %s was refused: %s", row.kind, reason)
            self._queue.mark(row.number, OutboxState.PARKED, reason)
            self._road, self._blamed = _Tries(), 0
        else:
            arrived = answer.verdict not in _SURELY_NOT_THERE
            before = row.state is OutboxState.UNCONFIRMED
            state = OutboxState.UNCONFIRMED if arrived or before else OutboxState.WAITING
            self._later(row, state, answer.verdict, answer.retry_after)

    def _later(
        self, row: OutboxRow, state: OutboxState, verdict: Verdict, patience: float | None
    ) -> None:
        if verdict is not Verdict.NOT_ENROLLED or row.verdict != verdict:
            self._queue.mark(row.number, state, verdict)
        now = self._monotonic()
        if verdict in _MAYBE_THE_ROW:
            self._blamed += 1
            self._tries[row.number].failed_again(now, self._rng)
        if verdict not in _MAYBE_THE_ROW or self._blamed >= _BLAMED_AT_MOST:
            self._road.failed_again(now, self._rng)
        if patience:
            self._road.due = max(self._road.due, now) + patience


def receipt_in(raw: bytes, platform_key: VerifyKey) -> Receipt | None:
    """The receipt inside ``raw``, if the platform of ``platform_key`` signed it."""
    try:
        payload, _ = open_envelope(raw, RECEIPT_TYPE, platform_key)
        return msgspec.json.decode(payload, type=Receipt)
    except (Untrusted, msgspec.DecodeError, UnicodeDecodeError):
        return None


def is_for(receipt: Receipt | None, row: OutboxRow) -> bool:
    """Whether the platform says by ``receipt`` that it has the bytes of ``row``."""
    said = receipt and (receipt.id, receipt.sha256)
    return said == (row.id, sha256(row.sealed).hexdigest())


def submission_envelope(row: OutboxRow, identity: TerminalIdentity) -> bytes:
    """What goes up for ``row``; the same row and terminal give the same bytes."""
    submission = Submission(
        id=row.id,
        kind=row.kind,
        reference=row.reference,
        created_at=row.created_at,
        terminal=identity.terminal,
        sha256=sha256(row.sealed).hexdigest(),
        sealed=row.sealed,
    )
    payload = msgspec.json.encode(submission, order="deterministic")
    return sign_envelope(payload, SUBMISSION_TYPE, identity.key)


def _for_good(answer: Unreachable) -> bool:
    """Whether the platform itself said no: a proxy in between has no code of ours."""
    said_no = answer.status in _NO and bool(answer.code)
    return said_no or answer.verdict in _NEVER

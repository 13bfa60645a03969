"""Submissions that come on a stick instead of by the network, proven in the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from nacl.signing import VerifyKey
from sqlalchemy import select

from kiosk.central.store import Store
from kiosk.central.submissions import Conflict, SignReceipt, Taken, Unacceptable, take_submission
from kiosk.central.terminal_tables import Standing, TerminalRow
from kiosk.contract.envelope import Envelope


@dataclass(slots=True)
class ReceivedFile:
    """What became of the lines of one file; ``refused`` counts by reason."""

    new: int = 0
    again: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    receipts: list[bytes] = field(default_factory=list)


def receive_lines(
    store: Store,
    lines: Iterable[bytes],
    *,
    at: datetime,
    sign: SignReceipt,
    even_revoked: bool = False,
) -> ReceivedFile:
    """Take in each of ``lines``, an envelope a line; what was there already is there once."""
    received = ReceivedFile()
    for line in lines:
        signer = _signer(store, line)
        if signer is None:
            received.refused["of no terminal of this platform"] += 1
        elif signer.standing == Standing.REVOKED and not even_revoked:
            received.refused["of a revoked terminal (see --even-revoked)"] += 1
        else:
            of = (signer.id, signer.key)
            _count(received, take_submission(store, line, of=of, at=at, sign=sign))
    return received


@dataclass(frozen=True, slots=True)
class _Signer:
    id: str
    key: VerifyKey
    standing: str


def _count(received: ReceivedFile, outcome: Taken | Conflict | Unacceptable) -> None:
    match outcome:
        case Taken(receipt, again):
            received.receipts.append(receipt)
            if again:
                received.again += 1
            else:
                received.new += 1
        case Conflict():
            received.refused["other bytes are kept under this id"] += 1
        case Unacceptable(reason):
            received.refused[reason.rstrip(".")] += 1


def _signer(store: Store, line: bytes) -> _Signer | None:
    """The terminal whose key the envelope names; whether it signed is proven afterwards."""
    try:
        named = [
            signature.keyid for signature in msgspec.json.decode(line, type=Envelope).signatures
        ]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    wanted = select(TerminalRow.id, TerminalRow.public_key, TerminalRow.standing)
    with store.reading() as connection:
        row = connection.execute(wanted.where(TerminalRow.public_key.in_(named[:1]))).one_or_none()
    return row and _Signer(row.id, VerifyKey(bytes.fromhex(row.public_key)), row.standing)

"""Taking in what terminals send up: each submission once, whatever the network does to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import msgspec
from nacl.signing import VerifyKey
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.contract.envelope import Envelope, Untrusted, open_envelope
from kiosk.contract.submissions import (
    LONGEST_SEALED,
    SUBMISSION_TYPE,
    Receipt,
    Submission,
)

SignReceipt = Callable[[bytes], bytes]
"""Envelope around the payload of a receipt."""


@dataclass(frozen=True, slots=True)
class Taken:
    """It is kept; ``receipt`` says so to the terminal, ``again`` if it was kept already."""

    receipt: bytes
    again: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another submission has this id."""


@dataclass(frozen=True, slots=True)
class Unacceptable:
    """It will never be taken; ``reason`` is one sentence."""

    reason: str


Outcome = Taken | Conflict | Unacceptable


def take_submission(
    store: Store, raw: bytes, *, of: tuple[str, VerifyKey], at: datetime, sign: SignReceipt
) -> Outcome:
    """Keep the submission in the envelope ``raw`` of the terminal ``of`` (id, key).

    What is sealed inside is not looked at here: it is kept even where it cannot be opened.
    """
    submission = _read(raw, of)
    if isinstance(submission, Unacceptable):
        return submission
    with store.writing() as connection:
        postgres = connection.dialect.name == "postgresql"
        insert = postgresql.insert(SubmissionRow) if postgres else sqlite.insert(SubmissionRow)
        new = connection.execute(
            insert.values(_row(submission, raw, at)).on_conflict_do_nothing()
        ).rowcount
        kept = connection.execute(
            select(SubmissionRow.sha256, SubmissionRow.kind, SubmissionRow.received_at).where(
                SubmissionRow.id == submission.id
            )
        ).one()
    if (kept.sha256, kept.kind) != (submission.sha256, submission.kind):
        return Conflict()
    # Signed only now that it is kept, and each time anew: the key may have changed since.
    return Taken(sign(_receipt(submission, kept.received_at)), again=not new)


def submission_id(raw: bytes) -> str | None:
    """Id and nothing more of what ``raw`` claims to be, unproven; None where it claims nothing."""
    try:
        envelope = msgspec.json.decode(raw, type=Envelope)
        payload = msgspec.json.decode(f'"{envelope.payload}"', type=bytes)
        return msgspec.json.decode(payload, type=Submission).id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _read(raw: bytes, of: tuple[str, VerifyKey]) -> Submission | Unacceptable:
    terminal, key = of
    try:
        payload, _ = open_envelope(raw, SUBMISSION_TYPE, key)
        submission = msgspec.json.decode(payload, type=Submission)
    except Untrusted as error:
        return Unacceptable(f"The envelope is not this terminal's: {error}.")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Unacceptable(f"This is no submission: {error}.")
    if submission.terminal != terminal:
        return Unacceptable("The submission is of another terminal.")
    if len(submission.sealed) > LONGEST_SEALED:
        return Unacceptable(f"A sealed body has at most {LONGEST_SEALED} bytes.")
    if sha256(submission.sealed).hexdigest() != submission.sha256:
        return Unacceptable("The digest is not of the sealed bytes.")
    return submission


def _receipt(submission: Submission, at: datetime) -> bytes:
    receipt = Receipt(id=submission.id, sha256=submission.sha256, received_at=at)
    return msgspec.json.encode(receipt, order="deterministic")


def _row(submission: Submission, raw: bytes, at: datetime) -> dict[str, object]:
    return {
        "id": submission.id,
        "kind": submission.kind,
        "reference": submission.reference,
        "terminal": submission.terminal,
        "created_at": submission.created_at,
        "received_at": at,
        "sha256": submission.sha256,
        "sealed": submission.sealed,
        "envelope": raw,
    }

"""What a phone leaves: sealed here, kept once, and its ticket used up in the same transaction.

The same submission again (a double tap, a lost answer, the back button) gets the same receipt; of
two different ones with one ticket the first wins, however close they come.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

import msgspec
from nacl.public import PrivateKey
from sqlalchemy import Connection, select, update

from kiosk.central.phone_files import came_with
from kiosk.central.store import Store, insert_into
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.ticket_tables import PhoneFileRow, TicketRow
from kiosk.central.tickets import Closed, is_of, session_of
from kiosk.contract.tickets import Ticket, read_ticket
from kiosk.sealing import seal
from kiosk.submissions import (
    REFERENCE_ALPHABET,
    Application,
    LeftFile,
    Resume,
    SignUp,
    SubmissionKind,
    new_reference,
)
from kiosk.vacancies import Vacancy

Body = Resume | SignUp | Vacancy
_SECRET: Final = b"jiuyejiao deletion secret 1 "
_SECRET_LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Left:
    """A submission ``id`` (UUID, made by the phone) of ``kind`` with its body before sealing.

    ``files`` are ids of files that came with the same ticket, ``jobs`` of those to apply to.
    """

    id: str
    kind: SubmissionKind
    body: Body
    files: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """It is kept. ``secret`` deletes it; it is on record nowhere and can be worked out again."""

    reference: str
    secret: str
    again: bool
    watched: bool


@dataclass(frozen=True, slots=True)
class NotReceived:
    """Nothing was kept; ``why`` is a code of ``kiosk.central.phone_words``."""

    why: str


class _Undone(Exception):
    """Undoes what was begun, with ``why``; never leaves this module."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def receive(
    store: Store, text: str, left: Left, *, key: PrivateKey, now: datetime
) -> Received | NotReceived:
    """Keep ``left`` and use the ticket in ``text`` up, both or neither."""
    session = session_of(store, text, now)
    if isinstance(session, Closed) and session.why != "used":
        return NotReceived(session.why)
    ticket = read_ticket(text)
    watched = not isinstance(session, Closed) and session.watched
    reference = new_reference()
    try:
        with store.writing() as connection:
            if not _use_up(connection, ticket, left, reference):
                return _earlier(connection, ticket, left.id, key)
            files = _files(connection, ticket, left.files)
            _keep(connection, ticket, text, left, files, reference, key, now)
    except _Undone as undone:
        return NotReceived(undone.why)
    return Received(reference, deletion_secret(key, left.id), again=False, watched=watched)


def deletion_secret(key: PrivateKey, submission: str) -> str:
    """The second secret of ``submission``: 60 bits as ``7K2M-9QXT-0ABC``, worked out anew."""
    digest = hmac.digest(key.encode(), _SECRET + submission.encode(), hashlib.sha256)
    letters = "".join(REFERENCE_ALPHABET[byte % 32] for byte in digest[:_SECRET_LENGTH])
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _use_up(connection: Connection, ticket: Ticket, left: Left, reference: str) -> bool:
    used = (
        update(TicketRow)
        .where(is_of(ticket), TicketRow.submission.is_(None))
        .values(submission=left.id, reference=reference, moves=TicketRow.moves + 1)
        .values(applied=ticket.about in left.jobs)
    )
    return connection.execute(used).rowcount == 1


def _earlier(
    connection: Connection, ticket: Ticket, submission: str, key: PrivateKey
) -> Received | NotReceived:
    row = connection.execute(
        select(TicketRow.submission, TicketRow.reference).where(is_of(ticket))
    ).one()
    if row.submission != submission:
        return NotReceived("used")
    return Received(row.reference, deletion_secret(key, submission), again=True, watched=False)


def _files(connection: Connection, ticket: Ticket, ids: tuple[str, ...]) -> list[LeftFile]:
    rows = connection.execute(
        select(PhoneFileRow.id, PhoneFileRow.kind, PhoneFileRow.pages)
        .where(came_with(ticket), PhoneFileRow.id.in_(ids))
        .where(PhoneFileRow.size > 0, PhoneFileRow.submission.is_(None))
        .order_by(PhoneFileRow.received_at, PhoneFileRow.id)
        .with_for_update()
    )
    files = [LeftFile(id=row.id, kind=row.kind, pages=row.pages) for row in rows]
    if len(files) != len(set(ids)):
        raise _Undone("lost_file")
    return files


def _keep(
    connection: Connection,
    ticket: Ticket,
    text: str,
    left: Left,
    files: list[LeftFile],
    reference: str,
    key: PrivateKey,
    now: datetime,
) -> None:
    def insert_one(name: str, kind: SubmissionKind, body: Body | Application) -> None:
        sealed = seal(msgspec.json.encode(body), key.public_key.encode().hex())
        row = {
            "id": name,
            "kind": kind,
            "reference": reference,
            "terminal": ticket.terminal,
            "created_at": now,
            "received_at": now,
            "sha256": hashlib.sha256(sealed).hexdigest(),
            "sealed": sealed,
            "envelope": text.encode(),
        }
        new = insert_into(connection, SubmissionRow).values(row).on_conflict_do_nothing()
        if connection.execute(new).rowcount != 1:  # another ticket brought something of this name
            raise _Undone("used")

    body = replace(left.body, files=tuple(files)) if isinstance(left.body, Resume) else left.body
    insert_one(left.id, left.kind, body)
    if left.jobs:
        applying = Application(resume=left.id, job_ids=left.jobs)
        insert_one(application_id(left.id), SubmissionKind.APPLICATION, applying)
    ids = [file.id for file in files]
    belongs = update(PhoneFileRow).where(PhoneFileRow.id.in_(ids)).values(submission=left.id)
    connection.execute(belongs)


def application_id(resume: str) -> str:
    """Id of the application that came together with the résumé of that id."""
    return str(uuid5(UUID(resume), "application"))

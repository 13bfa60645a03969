"""Opening what a resident left: on the record first, and only then.

What cannot be put on record is not opened; what was opened and could not be read is on record too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from nacl.public import PrivateKey
from sqlalchemy import select

from kiosk.central.audit import Action, Deed, write_down
from kiosk.central.keys import UnusableKey
from kiosk.central.phone_files import file_name
from kiosk.central.resident_files import ResidentFiles
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.ticket_tables import PhoneFileRow
from kiosk.sealing import CannotUnseal, unseal

Keys = Callable[[], tuple[PrivateKey, ...]]
"""The keys that open; ``UnusableKey`` where they are not in order."""
PERSONAL: Final = frozenset({"resume", "application", "sign_up", "call_back", "vacancy"})
"""Kinds that are opened one by one; reports of jobs name nobody and are added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """``by`` (at ``address``) wants to open the submission of that id, for a ``reason``."""

    submission: str
    by: str
    reason: str
    address: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with a submission; ``kind`` is its extension, ``size`` in bytes."""

    id: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """``body`` as it was left, by field; ``entry`` is its number in the audit log."""

    kind: str
    reference: str
    received_at: datetime
    body: dict[str, Any]
    files: tuple[Enclosure, ...]
    entry: int


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file in clear, with the ``name`` under which it may be saved."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NoSuchThing:
    """There is no such submission, or it has no such file."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No key of this platform opens it, or its bytes are gone."""


def open_submission(
    road: Store, keys: Keys, wish: Wish, at: datetime
) -> Opened | NoSuchThing | Unreadable:
    """Put ``wish`` on record and open it; ``StoreUnusable`` where the record cannot be written."""
    row = _row(road, wish.submission)
    if row is None:
        return NoSuchThing()
    entry = write_down(road, _deed(wish, Action.OPEN, f"{row.kind} {row.reference} {row.id}"), at)
    try:
        body = msgspec.json.decode(unseal(row.sealed, keys()), type=dict[str, Any])
    except (CannotUnseal, UnusableKey, msgspec.DecodeError, UnicodeDecodeError):
        return Unreadable()
    return Opened(
        kind=row.kind,
        reference=row.reference,
        received_at=row.received_at,
        body=body,
        files=_enclosures(road, row.id),
        entry=entry.number,
    )


def open_file(
    road: Store, files: ResidentFiles, keys: Keys, wish: Wish, file: str, at: datetime
) -> OpenedFile | NoSuchThing | Unreadable:
    """The same for one ``file`` of the submission; ``FilesUnusable`` where nobody answers."""
    row = _row(road, wish.submission)
    beside = [found for found in _enclosures(road, wish.submission) if found.id == file]
    if row is None or not beside:
        return NoSuchThing()
    write_down(road, _deed(wish, Action.FILE, f"{row.kind} {row.reference} {file}"), at)
    sealed = files.get(file_name(file))
    try:
        content = None if sealed is None else unseal(sealed, keys())
    except (CannotUnseal, UnusableKey):
        content = None
    if content is None:
        return Unreadable()
    return OpenedFile(f"{row.reference}-{file[:4]}.{beside[0].kind}", content)


def _row(road: Store, submission: str) -> Any:  # noqa: ANN401
    wanted = select(
        *(SubmissionRow.id, SubmissionRow.kind, SubmissionRow.reference),
        *(SubmissionRow.received_at, SubmissionRow.sealed),
    ).where(SubmissionRow.id == submission, SubmissionRow.kind.in_(PERSONAL))
    with road.reading() as connection:
        return connection.execute(wanted).one_or_none()


def _enclosures(road: Store, submission: str) -> tuple[Enclosure, ...]:
    wanted = (
        select(PhoneFileRow.id, PhoneFileRow.kind, PhoneFileRow.size)
        .where(PhoneFileRow.submission == submission, PhoneFileRow.size > 0)
        .order_by(PhoneFileRow.received_at, PhoneFileRow.id)
    )
    with road.reading() as connection:
        return tuple(Enclosure(row.id, row.kind, row.size) for row in connection.execute(wanted))


def _deed(wish: Wish, action: Action, subject: str) -> Deed:
    return Deed(
        operator=wish.by,
        action=action,
        subject=subject,
        reason=wish.reason,
        address=wish.address,
    )

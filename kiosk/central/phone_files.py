"""Files that phones send: looked at, sealed and kept, each for one ticket, at most three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4, uuid5

from nacl.public import PublicKey
from sqlalchemy import ColumnElement, and_, delete, func, select, update

from kiosk.central.resident_files import ResidentFiles
from kiosk.central.store import Store, insert_into, take_turns
from kiosk.central.ticket_tables import PhoneFileRow
from kiosk.central.tickets import note_move
from kiosk.contract.phone import MOST_FILES, PhoneFile
from kiosk.contract.tickets import Ticket
from kiosk.sealing import seal

FOLDER: Final = "phone"
"""Of the residents' files; a file's name is its id."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the inspection made of an upload: ``content`` is ours now, ``kind`` its extension."""

    kind: str
    content: bytes
    pages: int | None


class FileDropped(Exception):
    """The phone took the file back before it was kept."""


class TooManyFiles(Exception):
    """The ticket has as many as it may have."""


def kept_before(store: Store, ticket: Ticket, key: str) -> PhoneFile | None:
    """The file that the phone sent with ``ticket`` under its own ``key``, if it came whole."""
    name = _name(ticket, key)
    return next((file for file in files_of(store, ticket) if file.id == name), None)


def keep_file(
    store: Store,
    files: ResidentFiles,
    ticket: Ticket,
    looked: Looked,
    *,
    sent_as: str = "",
    key: PublicKey,
    now: datetime,
) -> PhoneFile:
    """Seal and keep one file; ``TooManyFiles``, ``FileDropped`` or ``FilesUnusable``.

    ``sent_as`` is the phone's own key for the file: sent again, it is kept once. Its row is there
    first, without a size: bytes that no row knows would never be swept.
    """
    name = _name(ticket, sent_as) if sent_as else str(uuid4())
    _reserve(store, ticket, looked, name, now)
    try:
        files.put(file_name(name), seal(looked.content, key.encode().hex()))
    except BaseException:
        _give_up(store, name)
        raise
    whole = update(PhoneFileRow).where(PhoneFileRow.id == name)
    with store.writing() as connection:
        kept = connection.execute(whole.values(size=len(looked.content))).rowcount == 1
    if not kept:
        files.delete(file_name(name))
        raise FileDropped
    note_move(store, ticket)
    return PhoneFile(id=name, kind=looked.kind, pages=looked.pages, size=len(looked.content))


def _reserve(store: Store, ticket: Ticket, looked: Looked, name: str, now: datetime) -> None:
    row = {
        "id": name,
        "terminal": ticket.terminal,
        "nonce": ticket.nonce.hex(),
        "kind": looked.kind,
        "pages": looked.pages,
        "size": 0,
        "received_at": now,
    }
    others = select(func.count()).select_from(PhoneFileRow).where(came_with(ticket))
    with store.writing() as connection:
        take_turns(connection, f"files of {ticket.terminal} {ticket.nonce.hex()}")
        if (connection.scalar(others.where(PhoneFileRow.id != name)) or 0) >= MOST_FILES:
            raise TooManyFiles
        reserved = insert_into(connection, PhoneFileRow).values(row)
        connection.execute(reserved.on_conflict_do_nothing())


def _give_up(store: Store, name: str) -> None:
    unfinished = delete(PhoneFileRow).where(PhoneFileRow.id == name, PhoneFileRow.size == 0)
    with store.writing() as connection:
        connection.execute(unfinished)


def _name(ticket: Ticket, sent_as: str) -> str:
    return str(uuid5(UUID(bytes=ticket.nonce), sent_as))


def files_of(store: Store, ticket: Ticket) -> tuple[PhoneFile, ...]:
    """What came with ``ticket`` so far, in the order in which it came."""
    wanted = (
        select(PhoneFileRow.id, PhoneFileRow.kind, PhoneFileRow.pages, PhoneFileRow.size)
        .where(came_with(ticket), PhoneFileRow.size > 0)
        .order_by(PhoneFileRow.received_at, PhoneFileRow.id)
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(PhoneFile(id=r.id, kind=r.kind, pages=r.pages, size=r.size) for r in rows)


def drop_file(store: Store, remove: Callable[[str], None], ticket: Ticket, name: str) -> bool:
    """Forget a file that nothing belongs to yet; whether there was one."""
    gone = delete(PhoneFileRow).where(
        came_with(ticket), PhoneFileRow.id == name, PhoneFileRow.submission.is_(None)
    )
    with store.writing() as connection:
        found = connection.execute(gone).rowcount == 1
    if found:
        remove(file_name(name))
        note_move(store, ticket)
    return found


def forget_abandoned(store: Store, remove: Callable[[str], None], before: datetime) -> int:
    """Forget files that came ``before`` then and that nobody sent off; how many.

    The bytes go first: what is cut off here is begun again.
    """
    abandoned = and_(PhoneFileRow.submission.is_(None), PhoneFileRow.received_at < before)
    with store.reading() as connection:
        names = connection.scalars(select(PhoneFileRow.id).where(abandoned)).all()
    for name in names:
        remove(file_name(name))
        with store.writing() as connection:
            connection.execute(delete(PhoneFileRow).where(abandoned, PhoneFileRow.id == name))
    return len(names)


def came_with(ticket: Ticket) -> ColumnElement[bool]:
    """Condition that a ``PhoneFileRow`` is a file of this ticket."""
    return and_(PhoneFileRow.terminal == ticket.terminal, PhoneFileRow.nonce == ticket.nonce.hex())


def file_name(name: str) -> str:
    """Where the sealed bytes of the file ``name`` lie."""
    return f"{FOLDER}/{name}"

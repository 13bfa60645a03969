"""Files that phones send: looked at, sealed and kept, each for one ticket, at most three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from nacl.public import PublicKey
from sqlalchemy import delete, func, insert, select

from kiosk.central.store import Store
from kiosk.central.ticket_tables import PhoneFileRow
from kiosk.central.tickets import note_move
from kiosk.contract.phone import MOST_FILES, PhoneFile
from kiosk.contract.tickets import Ticket
from kiosk.sealing import seal

FOLDER: Final = "phone"
"""Of the residents' files; a file's name is its id."""

PutFile = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """What the inspection made of an upload: ``content`` is ours now, ``kind`` its extension."""

    kind: str
    content: bytes
    pages: int | None


class TooManyFiles(Exception):
    """The ticket has as many as it may have."""


def keep_file(
    store: Store, put: PutFile, ticket: Ticket, looked: Looked, *, key: PublicKey, now: datetime
) -> PhoneFile:
    """Seal and keep one file; ``TooManyFiles``.

    The bytes are kept first: a file without a row is swept, a row without a file would be a promise
    that cannot be kept.
    """
    if len(files_of(store, ticket)) >= MOST_FILES:
        raise TooManyFiles
    name = str(uuid4())
    put(file_name(name), seal(looked.content, key.encode().hex()))
    row = {
        "id": name,
        "terminal": ticket.terminal,
        "nonce": ticket.nonce.hex(),
        "kind": looked.kind,
        "pages": looked.pages,
        "size": len(looked.content),
        "received_at": now,
    }
    with store.writing() as connection:
        connection.execute(insert(PhoneFileRow).values(row))
        count = select(func.count()).where(
            PhoneFileRow.terminal == ticket.terminal, PhoneFileRow.nonce == ticket.nonce.hex()
        )
        if (connection.scalar(count) or 0) > MOST_FILES:
            raise TooManyFiles
    note_move(store, ticket)
    return PhoneFile(id=name, kind=looked.kind, pages=looked.pages, size=len(looked.content))


def files_of(store: Store, ticket: Ticket) -> tuple[PhoneFile, ...]:
    """What came with ``ticket`` so far, in the order in which it came."""
    wanted = (
        select(PhoneFileRow.id, PhoneFileRow.kind, PhoneFileRow.pages, PhoneFileRow.size)
        .where(PhoneFileRow.terminal == ticket.terminal)
        .where(PhoneFileRow.nonce == ticket.nonce.hex())
        .order_by(PhoneFileRow.received_at, PhoneFileRow.id)
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(PhoneFile(id=r.id, kind=r.kind, pages=r.pages, size=r.size) for r in rows)


def drop_file(store: Store, remove: Callable[[str], None], ticket: Ticket, name: str) -> bool:
    """Forget a file that nothing belongs to yet; whether there was one."""
    gone = (
        delete(PhoneFileRow)
        .where(PhoneFileRow.id == name, PhoneFileRow.terminal == ticket.terminal)
        .where(PhoneFileRow.nonce == ticket.nonce.hex(), PhoneFileRow.submission.is_(None))
    )
    with store.writing() as connection:
        found = connection.execute(gone).rowcount == 1
    if found:
        remove(file_name(name))
        note_move(store, ticket)
    return found


def file_name(name: str) -> str:
    """Where the sealed bytes of the file ``name`` lie."""
    return f"{FOLDER}/{name}"

"""What both sides of outbox.db agree on: how it is opened, and what a row is.

Rollback journal and synchronous EXTRA, since a row that was acknowledged to a person must survive a
pulled plug; secure_delete, since a row that is gone must be gone from the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from offline_cache._sqlite import (
    BUSY,
    Connection,
    DatabaseError,
    OperationalError,
    blames_the_file,
    connect,
)
from offline_cache.outbox_faults import (
    OutboxBusy,
    OutboxFault,
    OutboxMissing,
    OutboxTooNew,
    OutboxUnreadable,
    OutboxUnwritable,
)

SCHEMA: Final = 2
PRINTS_SCHEMA: Final = 2
"""The first one with a table of what is to be printed."""
MOST_ROWS: Final = 5_000
MOST_BYTES: Final = 200_000_000
_PRAGMAS: Final = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "secure_delete = ON",
    "trusted_schema = OFF",
)


def open_outbox(path: Path, *, busy_seconds: float, at_least: int = 1) -> Connection:
    """Connection to the outbox at ``path``; ``OutboxMissing`` before schema ``at_least``."""
    if not path.exists():
        raise OutboxMissing(f"There is no outbox at {path} yet; the agent makes it when it starts.")
    with outbox_faults_named(path):
        connection = connect(path, read_only=False, busy_seconds=busy_seconds)
        try:
            connection.text_factory = readable
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            refuse_schema(schema, path, at_least=at_least)
        except BaseException:
            connection.close()
            raise
    return connection


def refuse_schema(schema: int, path: Path, *, at_least: int = 1) -> None:
    """Refuse a file of a newer program, and one that the agent has not made or migrated yet."""
    if schema > SCHEMA:
        raise OutboxTooNew(
            f"{path} has schema {schema} and this program knows {SCHEMA}: update the program."
        )
    if not schema:
        raise OutboxMissing(f"{path} is still empty; the agent fills it when it starts.")
    if schema < at_least:
        raise OutboxMissing(f"{path} is of an older program; the agent renews it when it starts.")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All of it or nothing, with the lock from the beginning."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def outbox_faults_named(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints into the faults of an outbox."""
    try:
        yield
    except OperationalError as error:
        raise _operational(path, error) from error
    except (DatabaseError, UnicodeDecodeError) as error:  # a flipped bit in SQLite's own complaint
        raise OutboxUnreadable(
            f"{path} is damaged or not an outbox ({error}): rescue it with 'kiosk outbox export'."
        ) from error


def row_digest(record_id: str, kind: str, reference: str, created_at: str, sealed: bytes) -> bytes:
    """SHA-256 over everything in a row that must never change, 32 bytes."""
    digest = hashlib.sha256()
    for part in (record_id.encode(), kind.encode(), reference.encode(), created_at.encode()):
        digest.update(len(part).to_bytes(4, "big") + part)
    digest.update(sealed)
    return digest.digest()


def is_as_written(row: tuple[Any, ...]) -> bool:
    """Whether ``row`` (id, kind, reference, created_at, sealed, digest) is what was laid in.

    A flipped bit can also make a value of another type, or none.
    """
    *texts, sealed, digest = row
    if not isinstance(sealed, bytes) or not all(isinstance(text, str) for text in texts):
        return False
    record_id, kind, reference, created_at = texts
    return bool(row_digest(record_id, kind, reference, created_at, sealed) == digest)


def readable(text: bytes) -> str:
    # A flipped bit may leave no UTF-8; the row's digest then says that it is damaged.
    return text.decode("utf-8", "replace")


def _operational(path: Path, error: DatabaseError) -> OutboxFault:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in BUSY or "locked" in str(error):
        return OutboxBusy(f"{path} is locked by another process: try again.")
    if not blames_the_file(error):
        return OutboxUnwritable(f"{path} cannot be written ({error}): make room or give leave.")
    return OutboxUnreadable(f"{path} cannot be used ({error}): check the folder and its disk.")

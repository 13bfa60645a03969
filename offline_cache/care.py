"""Is catalogue.db what was published? Nobody may be shown a bit that fell over.

SQLite's own checks see a broken tree and never a changed value, so every stored line is hashed
again, every collection's digest is compared with the signed one, every distance is measured again
and every word of the index is accounted for. Rows are streamed; nothing is written.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from offline_cache._sqlite import (
    Connection,
    DatabaseError,
    blames_the_file,
    connect,
    faults_named,
)
from offline_cache.care_proof import Damage, Damaged, proven_state
from offline_cache.layout import SCHEMA, schema_of

_BUSY_SECONDS: Final = 5.0
_MAGIC: Final = b"SQLite format 3\0"
# What a flipped bit can make of a stored value: another type, another text, a figure too large.
_UNREADABLE: Final = (TypeError, ValueError, OverflowError, msgspec.DecodeError)


class Condition(StrEnum):
    """What the file is."""

    SOUND = "sound"
    EMPTY = "empty"  # a catalogue before its first version
    MISSING = "missing"
    TOO_NEW = "too_new"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class CatalogueHealth:
    """``version`` where it is known; ``damage`` and ``detail`` (for a log) where it is damaged."""

    condition: Condition
    version: int | None = None
    damage: Damage | None = None
    detail: str = ""


def examine(
    path: Path, *, words: bool = True, busy_seconds: float = _BUSY_SECONDS
) -> CatalogueHealth:
    """Health of the catalogue at ``path``, which is not changed.

    Without ``words`` the search index is only checked for its form, which takes a fifth of the
    time. A ``CatalogueFault`` or ``OSError`` says that it could not be examined now: it is busy,
    there is no room, no leave.
    This process may have no connection of its own to the file.
    """
    if not path.exists():
        return CatalogueHealth(Condition.MISSING)
    try:
        return _examined(path, words, busy_seconds)
    except Damaged as damaged:
        return CatalogueHealth(Condition.DAMAGED, None, damaged.damage, damaged.detail)
    except _UNREADABLE as error:
        return CatalogueHealth(Condition.DAMAGED, None, Damage.VALUE, str(error))
    except DatabaseError as error:
        if blames_the_file(error):
            return CatalogueHealth(Condition.DAMAGED, None, Damage.STRUCTURE, str(error))
        with faults_named(path):
            raise


def _examined(path: Path, words: bool, busy_seconds: float) -> CatalogueHealth:
    # Read before SQLite opens the file: closing any other descriptor drops this process's locks.
    _check_header(path)
    with closing(connect(path, read_only=True, busy_seconds=busy_seconds)) as connection:
        connection.execute("BEGIN")
        schema = schema_of(connection)
        if schema == 0:
            _check_nothing_there(connection)
            return CatalogueHealth(Condition.EMPTY)
        _check_structure(connection, schema)
        if schema > SCHEMA:
            return CatalogueHealth(Condition.TOO_NEW)
        version = proven_state(connection, schema, words=words)
    condition = Condition.EMPTY if version is None else Condition.SOUND
    return CatalogueHealth(condition, version)


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        return
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise Damaged(Damage.STRUCTURE, "not a database")
    # Journal modes for writing and reading; a file whose writing mode is unknown is read-only.
    if header[18] != header[19]:
        raise Damaged(Damage.STRUCTURE, f"file format {header[18]} beside {header[19]}")


def _check_nothing_there(connection: Connection) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise Damaged(Damage.SCHEMA, "tables without a schema number")


def _check_structure(connection: Connection, schema: int) -> None:
    # quick_check would leave the indices out, by which ids and distances are looked up.
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise Damaged(Damage.STRUCTURE, found.replace("\n", " "))
    steps = connection.execute(
        "SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'catalogue'"
    ).fetchone()[0]
    if steps != schema:
        raise Damaged(Damage.SCHEMA, f"schema {schema} after {steps} steps")

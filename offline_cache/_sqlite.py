"""The one place where SQLite is imported: never two SQLite libraries on one file.

pysqlite3 is preferred because it carries a library newer than the system's: the search index
needs contentless-delete FTS5 (3.43), and 3.51.3 ends a rare WAL bug.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from offline_cache.faults import (
    CatalogueBusy,
    CatalogueFault,
    CatalogueUnreadable,
    CatalogueUnwritable,
)

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

Connection = sqlite3.Connection
DatabaseError = sqlite3.DatabaseError
OperationalError = sqlite3.OperationalError
LIBRARY: Final = sqlite3.sqlite_version_info

OLDEST: Final = (3, 43, 0)
BUSY: Final = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED
_UNWRITABLE: Final = (8, 13)  # SQLITE_READONLY, SQLITE_FULL
# SQLITE_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _FULL, _CANTOPEN
_NOT_THE_FILE: Final = (3, 5, 6, 7, 8, 13, 14)
_IO: Final = 10
# Plain SQLITE_IOERR is what FTS5 says of pages beyond a file's end; the disk always says more.
_READING: Final = (0, 1, 2, 32, 33)  # SQLITE_IOERR, _READ, _SHORT_READ, _DATA, _CORRUPTFS


class SqliteTooOld(CatalogueFault):
    """The SQLite library of this machine cannot hold the search index."""


def connect(path: Path, *, read_only: bool, busy_seconds: float, create: bool = True) -> Connection:
    """Connection in autocommit mode; transactions are begun and ended in so many words."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise SqliteTooOld(
            f"SQLite {sqlite3.sqlite_version} is too old: install the Python package pysqlite3 "
            "or a system SQLite of 3.43 or later."
        )
    mode = "ro" if read_only else "rwc" if create else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints into the faults of this package."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise CatalogueUnwritable(
            f"{path}: rows that contradict each other were refused ({error})."
        ) from error
    except sqlite3.OperationalError as error:
        raise _operational_fault(path, error) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # A flipped bit may stand in SQLite's own complaint, which then is no UTF-8.
        raise CatalogueUnreadable(
            f"{path} is damaged or not a catalogue ({error}): remove it and sync again."
        ) from error


def blames_the_file(error: DatabaseError) -> bool:
    """Whether ``error`` says that the file itself is bad, not the folder, the room or the hour."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF == _IO:
        return code >> 8 in _READING
    return code & 0xFF not in _NOT_THE_FILE


def _operational_fault(path: Path, error: sqlite3.OperationalError) -> CatalogueFault:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in BUSY or "locked" in str(error):
        return CatalogueBusy(f"{path} is locked by another process: try again.")
    if primary in _UNWRITABLE:
        return CatalogueUnwritable(f"{path} cannot be written ({error}): make room or give leave.")
    exactly = getattr(error, "sqlite_errorname", "")
    return CatalogueUnreadable(
        f"{path} cannot be used ({error}, {exactly}): check the folder, sync again."
    )

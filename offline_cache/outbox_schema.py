"""Making outbox.db and bringing an older one up to date: the agent's side only, by sqlite_utils."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from offline_cache._sqlite import Connection, connect
from offline_cache.care_files import put_in_place, remove
from offline_cache.outbox_faults import OutboxUnreadable
from offline_cache.outbox_file import SCHEMA, outbox_faults_named, refuse_schema

_migrations = Migrations("outbox")
_BUSY_SECONDS = 5.0


def prepare_outbox(path: Path) -> None:
    """Make the outbox at ``path`` or migrate it, each step in its transaction; ``OutboxFault``.

    Also looks the whole file through: a row that a flipped bit hides is otherwise never missed.
    """
    finish_rescue(path)
    with outbox_faults_named(path):
        connection = connect(path, read_only=False, busy_seconds=_BUSY_SECONDS)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            if schema == SCHEMA:
                _look_through(connection, path)
                return
            tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if schema or not tables:
                refuse_schema(schema or SCHEMA, path)
                _look_through(connection, path)
            else:
                raise OutboxUnreadable(f"{path} is a database of something else: move it away.")
            _migrations.apply(Database(connection))
        finally:
            connection.close()
    path.chmod(0o600)


def draft_of(path: Path) -> Path:
    """Where a new outbox is made before it takes the place of a damaged one."""
    return path.with_name(f"{path.name}.draft")


def finish_rescue(path: Path) -> None:
    """Put a draft in place if the power went between setting aside and that; else drop it."""
    draft = draft_of(path)
    if draft.exists() and not path.exists():
        put_in_place(draft, path)
    remove(draft)


def _look_through(connection: Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise OutboxUnreadable(f"{path} is damaged ({' '.join(str(found).split())}).")


@_migrations()
def m001_submissions(db: Database) -> None:
    """What waits, in the order in which it was left; ``digest`` is of all that never changes."""
    db.execute(
        "CREATE TABLE submissions ("
        " number INTEGER PRIMARY KEY AUTOINCREMENT,"
        " id TEXT NOT NULL UNIQUE,"
        " kind TEXT NOT NULL,"
        " reference TEXT NOT NULL,"
        " created_at TEXT NOT NULL,"
        " sealed BLOB NOT NULL,"
        " digest BLOB NOT NULL,"
        " state TEXT NOT NULL,"
        " verdict TEXT NOT NULL"
        ") STRICT"
    )
    db.execute("PRAGMA user_version = 1")


@_migrations()
def m002_prints(db: Database) -> None:
    """What is to be printed; ``sheets`` is a ``PrintOrder``, the clocks tell its age."""
    db.execute(
        "CREATE TABLE prints ("
        " number INTEGER PRIMARY KEY AUTOINCREMENT,"
        " id TEXT NOT NULL UNIQUE,"
        " session TEXT NOT NULL,"
        " staff INTEGER NOT NULL,"
        " sheets TEXT NOT NULL,"
        " created_at TEXT NOT NULL,"
        " boot_id TEXT NOT NULL,"
        " since_boot REAL NOT NULL,"
        " state TEXT NOT NULL,"
        " verdict TEXT NOT NULL,"
        " done INTEGER NOT NULL"
        ") STRICT"
    )
    db.execute("PRAGMA user_version = 2")

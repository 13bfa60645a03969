"""Making outbox.db and bringing an older one up to date: the agent's side only, by sqlite_utils."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from offline_cache._sqlite import connect
from offline_cache.outbox_faults import OutboxUnreadable
from offline_cache.outbox_file import SCHEMA, outbox_faults_named, refuse_schema

_migrations = Migrations("outbox")
_BUSY_SECONDS = 5.0


def prepare_outbox(path: Path) -> None:
    """Make the outbox at ``path`` or migrate it, each step in its transaction; ``OutboxFault``."""
    with outbox_faults_named(path):
        connection = connect(path, read_only=False, busy_seconds=_BUSY_SECONDS)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            if schema == SCHEMA:
                return
            tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if schema or not tables:
                refuse_schema(schema or SCHEMA, path)
            else:
                raise OutboxUnreadable(f"{path} is a database of something else: move it away.")
            _migrations.apply(Database(connection))
        finally:
            connection.close()
    path.chmod(0o600)


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

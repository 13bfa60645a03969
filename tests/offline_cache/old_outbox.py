"""outbox.db as the first program that had one wrote it (schema 1)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from offline_cache._sqlite import connect
from offline_cache.outbox_file import row_digest

_ID = "2b0d9d2c-8a56-4a6e-9d0f-3f4f6f0e7a11"
_AT = "2026-05-01T08:00:00+00:00"


def old_outbox(path: Path) -> str:
    """Write it with one submission that waits; its id."""
    digest = row_digest(_ID, "job_report", "SD-1", _AT, b"sealed")
    with closing(connect(path, read_only=False, busy_seconds=0)) as connection:
        connection.execute(
            "CREATE TABLE submissions (number INTEGER PRIMARY KEY AUTOINCREMENT,"
            " id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, reference TEXT NOT NULL,"
            " created_at TEXT NOT NULL, sealed BLOB NOT NULL, digest BLOB NOT NULL,"
            " state TEXT NOT NULL, verdict TEXT NOT NULL) STRICT"
        )
        connection.execute(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT,"
            " name TEXT, applied_at TEXT)"
        )
        connection.execute(
            "CREATE UNIQUE INDEX idx__sqlite_migrations_migration_set_name"
            " ON _sqlite_migrations (migration_set, name)"
        )
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('outbox', 'm001_submissions', '2026-05-01 08:00:00')"
        )
        connection.execute(
            "INSERT INTO submissions (id, kind, reference, created_at, sealed, digest, state,"
            " verdict) VALUES (?, 'job_report', 'SD-1', ?, ?, ?, 'waiting', '')",
            (_ID, _AT, b"sealed", digest),
        )
        connection.execute("PRAGMA user_version = 1")
    return _ID

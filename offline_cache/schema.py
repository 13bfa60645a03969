"""Tables of catalogue.db and how an older file becomes a current one. Writer's side only:
sqlite_utils costs a start 150 ms and more.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from offline_cache._sqlite import Connection
from offline_cache.faults import CatalogueUnreadable
from offline_cache.layout import INDEX, SCHEMA, refuse_newer, schema_of
from offline_cache.rows import COLLECTIONS
from offline_cache.sums import SUMMED, note_sum

_migrations = Migrations("catalogue")


def bring_up_to_date(connection: Connection, path: Path) -> None:
    """Create or migrate the tables, each step in its transaction; a newer file is refused."""
    found = schema_of(connection)
    refuse_newer(found, path)
    if found == SCHEMA:
        return
    if not found and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise CatalogueUnreadable(f"{path} is a database of something else: choose another folder.")
    _migrations.apply(Database(connection))
    if schema_of(connection) != SCHEMA:
        raise CatalogueUnreadable(f"{path} is damaged (no schema has its tables): fetch it again.")


@_migrations()
def m001_tables(db: Database) -> None:
    """Records as their wire lines, jobs with a row id for the index, and what the file equals."""
    stored = {"id": str, "hash": bytes, "line": bytes}
    db.table("jobs").create(
        {"number": int, "row": int, **stored}, pk="number", not_null={"row", *stored}, strict=True
    )
    db.table("jobs").create_index(["row"], unique=True)
    for collection in COLLECTIONS:
        if collection != "jobs":
            db.table(collection).create(
                {"number": int, **stored}, pk="number", not_null=set(stored), strict=True
            )
        db.table(collection).create_index(["id"], unique=True)
    db.execute(INDEX)
    db.execute(
        "CREATE TABLE syllable_pairs (first TEXT, second TEXT, PRIMARY KEY (first, second))"
        " WITHOUT ROWID, STRICT"
    )
    db.table("site").create({"lat": float, "lon": float}, strict=True)
    db.table("state").create(
        {
            "version": int,
            "published_at": str,
            "expires_at": str,
            "applied_at": str,
            "digests": str,
        },
        strict=True,
    )
    db.table("contact").create({"tried_at": str, "verdict": str, "heard_at": str}, strict=True)
    db.execute("PRAGMA user_version = 1")


@_migrations()
def m002_contact(db: Database) -> None:
    """The platform's sealing key, and when its time was last known."""
    db.table("state").add_column("sealing_key", str, not_null_default="")
    db.table("contact").add_column("anchor", str)
    db.execute("PRAGMA user_version = 2")


@_migrations()
def m003_sums(db: Database) -> None:
    """What no digest of the platform covers is proven by sums of our own.

    A later step that changes the tables notes the sums again, as this one does.
    """
    db.table("sums").create({"name": str, "sum": bytes}, pk="name", not_null={"sum"}, strict=True)
    for name in SUMMED:
        note_sum(db.conn, name)
    db.execute("PRAGMA user_version = 3")

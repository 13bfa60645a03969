"""What reader and writer agree on about the file."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Final

from offline_cache._sqlite import Connection
from offline_cache.faults import CatalogueTooNew
from offline_cache.rows import CatalogueState
from offline_cache.site import Site

SCHEMA: Final = 1
"""Schema this program writes and reads, kept in ``PRAGMA user_version``."""

INDEX: Final = (
    "CREATE VIRTUAL TABLE job_index USING fts5(words, content='', contentless_delete=1,"
    " tokenize=\"ascii tokenchars '_'\")"
)
"""Words are cut by kiosk.text.tokens; to the index every non-ASCII character is a letter."""


def schema_of(connection: Connection) -> int:
    """0 for a file without tables of ours."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def refuse_newer(schema: int, path: Path) -> None:
    """``CatalogueTooNew`` if a newer program wrote the file."""
    if schema > SCHEMA:
        raise CatalogueTooNew(
            f"{path} has schema {schema} and this program knows {SCHEMA}: update the program."
        )


def read_state(connection: Connection) -> CatalogueState | None:
    """The one row of ``state``."""
    row = connection.execute(
        "SELECT version, published_at, expires_at, applied_at, digests, heard_at, verdict"
        " FROM state LEFT JOIN contact"
    ).fetchone()
    if row is None:
        return None
    return CatalogueState(
        version=row[0],
        published_at=datetime.fromisoformat(row[1]),
        expires_at=datetime.fromisoformat(row[2]),
        applied_at=datetime.fromisoformat(row[3]),
        digests=json.loads(row[4]),
        contact_at=datetime.fromisoformat(row[5]) if row[5] else None,
        verdict=row[6],
    )


def write_state(connection: Connection, state: CatalogueState) -> None:
    """Replace the one row of ``state``."""
    connection.execute("DELETE FROM state")
    connection.execute(
        "INSERT INTO state VALUES (?, ?, ?, ?, ?)",
        (
            state.version,
            state.published_at.isoformat(),
            state.expires_at.isoformat(),
            state.applied_at.isoformat(),
            json.dumps(dict(state.digests)),
        ),
    )


def write_contact(connection: Connection, at: datetime, verdict: str, *, heard: bool) -> None:
    """Replace the one row of ``contact``; unless ``heard``, the last answer's time stays."""
    heard_before = connection.execute("SELECT heard_at FROM contact").fetchone()
    heard_at = at.isoformat() if heard else heard_before and heard_before[0]
    connection.execute("DELETE FROM contact")
    connection.execute("INSERT INTO contact VALUES (?, ?, ?)", (at.isoformat(), verdict, heard_at))


def read_site(connection: Connection) -> Site | None:
    """Where the stored distances were measured from."""
    row = connection.execute("SELECT lat, lon FROM site").fetchone()
    return row and Site(*row)

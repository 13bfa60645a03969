"""What reader and writer agree on about the file."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from kiosk.timekeeping import Anchor
from offline_cache._sqlite import Connection
from offline_cache.faults import CatalogueTooNew, CatalogueUnreadable
from offline_cache.rows import CatalogueState, Contact
from offline_cache.site import Site
from offline_cache.sums import note_sum

SCHEMA: Final = 3
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
    """The one row of ``state``; ``CatalogueUnreadable`` where its values make no sense."""
    row = connection.execute(
        "SELECT version, published_at, expires_at, applied_at, digests, sealing_key, heard_at,"
        " tried_at, verdict, anchor FROM state LEFT JOIN contact"
    ).fetchone()
    try:
        return None if row is None else _state(row)
    except (ValueError, TypeError, msgspec.DecodeError) as error:
        raise CatalogueUnreadable(
            f"The catalogue's state is damaged ({error}): run `kiosk doctor`."
        ) from error


def _state(row: tuple[Any, ...]) -> CatalogueState:
    return CatalogueState(
        version=row[0],
        published_at=datetime.fromisoformat(row[1]),
        expires_at=datetime.fromisoformat(row[2]),
        applied_at=datetime.fromisoformat(row[3]),
        digests=json.loads(row[4]),
        sealing_key=row[5],
        contact_at=datetime.fromisoformat(row[6]) if row[6] else None,
        tried_at=datetime.fromisoformat(row[7]) if row[7] else None,
        verdict=row[8],
        anchor=msgspec.json.decode(row[9], type=Anchor) if row[9] else None,
    )


def write_state(connection: Connection, state: CatalogueState) -> None:
    """Replace the one row of ``state``."""
    connection.execute("DELETE FROM state")
    connection.execute(
        "INSERT INTO state (version, published_at, expires_at, applied_at, digests, sealing_key)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            state.version,
            state.published_at.isoformat(),
            state.expires_at.isoformat(),
            state.applied_at.isoformat(),
            json.dumps(dict(state.digests)),
            state.sealing_key,
        ),
    )
    note_sum(connection, "state")


def write_contact(connection: Connection, contact: Contact) -> None:
    """Replace the one row of ``contact``; what ``contact`` does not know stays as it was."""
    before = connection.execute("SELECT heard_at, anchor FROM contact").fetchone() or (None, None)
    heard_at = contact.heard_at.isoformat() if contact.heard_at else before[0]
    anchor = msgspec.json.encode(contact.anchor).decode() if contact.anchor else before[1]
    connection.execute("DELETE FROM contact")
    connection.execute(
        "INSERT INTO contact (tried_at, verdict, heard_at, anchor) VALUES (?, ?, ?, ?)",
        (contact.tried_at.isoformat(), contact.verdict, heard_at, anchor),
    )
    note_sum(connection, "contact")


def read_site(connection: Connection) -> Site | None:
    """Where the stored distances were measured from."""
    row = connection.execute("SELECT lat, lon FROM site").fetchone()
    return row and Site(*row)

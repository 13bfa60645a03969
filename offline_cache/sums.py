"""Sums over the small tables that no digest of the platform covers.

A flipped bit in the version would make a terminal refuse every newer catalogue, one in the sealing
key would make every submission unreadable, and one in the index's definition would change what is
found; SQLite's own checks see none of them.
"""

from __future__ import annotations

import hashlib
from typing import Final, Literal

from offline_cache._sqlite import Connection

Summed = Literal["schema", "state", "contact"]

_SELECT: Final[dict[Summed, str]] = {
    # What SQLite keeps for itself comes and goes with PRAGMA optimize.
    "schema": "SELECT type, name, tbl_name, sql FROM sqlite_schema"
    " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
    "state": "SELECT * FROM state",
    "contact": "SELECT * FROM contact",
}
SUMMED: Final = tuple(_SELECT)


def note_sum(connection: Connection, name: Summed) -> None:
    """Remember what ``name`` holds now; belongs into the transaction that changed it."""
    connection.execute("DELETE FROM sums WHERE name = ?", (name,))
    connection.execute(
        "INSERT INTO sums (name, sum) VALUES (?, ?)", (name, sum_now(connection, name))
    )


def noted_sum(connection: Connection, name: Summed) -> bytes | None:
    """What ``note_sum`` remembered last."""
    row = connection.execute("SELECT sum FROM sums WHERE name = ?", (name,)).fetchone()
    return None if row is None else row[0]


def sum_now(connection: Connection, name: Summed) -> bytes:
    """SHA-256 of everything that ``name`` holds."""
    return hashlib.sha256(repr(connection.execute(_SELECT[name]).fetchall()).encode()).digest()

"""Many rows in one statement: while SQLite is at work on it, other threads of Python are too.

``executemany`` stops after every row to ask for the interpreter, and waits for it each time.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, islice
from typing import Any, Final

from offline_cache._sqlite import Connection

_AT_ONCE: Final = 4096
"""Rows of a statement; five values of each stay below what any SQLite takes."""


def insert_rows(connection: Connection, into: str, rows: Collection[tuple[Any, ...]]) -> None:
    """Insert ``rows`` in their order; ``into`` names table and columns, as after INSERT INTO."""
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        places = f"({', '.join('?' * len(some[0]))})"
        values = ", ".join([places] * len(some))
        connection.execute(f"INSERT INTO {into} VALUES {values}", list(chain.from_iterable(some)))

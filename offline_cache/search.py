"""Job queries as SQL: the index gives row ids nearest first and stops at the page's end."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from offline_cache._sqlite import Connection
from offline_cache.match import match_expression
from offline_cache.query import JobQuery
from offline_cache.row_id import NUMBER_MASK, day_number, rows_end

_MATCHING: Final = (
    "SELECT rowid AS row FROM job_index WHERE job_index MATCH :match"
    " AND rowid < :end AND (rowid >> 24) & 65535 >= :day"
)
_EVERY: Final = "SELECT row FROM jobs WHERE row < :end AND (row >> 24) & 65535 >= :day"


def find_lines(
    connection: Connection, query: JobQuery, *, limit: int, offset: int
) -> list[tuple[int, bytes]]:
    """(row id, stored line) of one page of matches in order of row id."""
    select, values = selection(connection, query)
    return connection.execute(
        f"WITH found AS MATERIALIZED ({select} ORDER BY row LIMIT :limit OFFSET :offset)"
        f" SELECT found.row, line FROM found JOIN jobs ON number = found.row & {NUMBER_MASK}"
        " ORDER BY found.row",
        {**values, "limit": limit, "offset": offset},
    ).fetchall()


def find_mentions(connection: Connection, query: JobQuery) -> list[tuple[int, bytes]]:
    """(row id, stored line) of every job whose line holds the query's text as typed.

    Reads every line that passes the filters: seconds at 1,000,000 jobs, so not for a keystroke.
    """
    select, values = selection(connection, replace(query, text=""))
    return connection.execute(
        f"WITH found AS MATERIALIZED ({select})"
        f" SELECT found.row, line FROM found JOIN jobs ON number = found.row & {NUMBER_MASK}"
        " WHERE instr(line, :needle) ORDER BY found.row",
        {**values, "needle": query.text.encode()},
    ).fetchall()


def count_rows(connection: Connection, query: JobQuery, *, cap: int) -> int:
    """How many match, counting no further than ``cap``."""
    select, values = selection(connection, query)
    counted: int = connection.execute(
        f"SELECT count(*) FROM ({select} LIMIT :cap)", {**values, "cap": cap}
    ).fetchone()[0]
    return counted


def selection(connection: Connection, query: JobQuery) -> tuple[str, dict[str, int | str]]:
    """SELECT of the row ids that match, without order or limit, and its parameters."""

    def next_syllables(before: str, letters: str) -> list[str]:
        first = letters[0]
        rows = connection.execute(
            "SELECT second FROM syllable_pairs WHERE first = ? AND second >= ? AND second < ?",
            (before, first, chr(ord(first) + 1)),
        ).fetchall()
        return [s for (s,) in rows if s.startswith(letters) or letters.startswith(s)]

    values: dict[str, int | str] = {
        "end": rows_end(query.within_metres),
        "day": day_number(query.today),
    }
    match = match_expression(query, next_syllables)
    return (_MATCHING, {**values, "match": match}) if match else (_EVERY, values)

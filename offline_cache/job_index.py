"""Filling the search index, always in ascending order of row id.

FTS5 keeps new words in memory while row ids rise and writes a segment whenever one falls, so rows
in any other order cost a segment each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kiosk.text.tokens import index_words
from offline_cache._sqlite import Connection
from offline_cache.lines import read_job
from offline_cache.row_id import metres_from, row_id
from offline_cache.site import Site

_INSERT = "INSERT INTO job_index (rowid, words) VALUES (?, ?)"


def clear_index(connection: Connection) -> None:
    """Forget every word."""
    connection.execute("INSERT INTO job_index (job_index) VALUES ('delete-all')")
    connection.execute("DELETE FROM syllable_pairs")


def index_all(connection: Connection) -> None:
    """Index every stored job into the empty index, in one segment."""
    lines = connection.execute("SELECT row, line FROM jobs ORDER BY row")
    _index(connection, lines)
    connection.execute("INSERT INTO job_index (job_index) VALUES ('optimize')")


def index_rows(connection: Connection, rows: Iterable[int]) -> None:
    """Index the stored jobs of these row ids."""
    select = "SELECT row, line FROM jobs WHERE row = ?"
    _index(connection, (connection.execute(select, (row,)).fetchone() for row in sorted(rows)))


def drop_rows(connection: Connection, rows: Iterable[int]) -> None:
    """Take these row ids out of the index."""
    connection.executemany("DELETE FROM job_index WHERE rowid = ?", ((r,) for r in sorted(rows)))


def measure_again(connection: Connection, site: Site) -> None:
    """Give every job the row id that belongs to ``site`` and index all of them again."""
    measured = (
        (row_id(metres_from(site, job), job.valid_through, number), number)
        for number, job in (
            (number, read_job(line).record)
            for number, line in connection.execute("SELECT number, line FROM jobs ORDER BY number")
        )
    )
    connection.execute("CREATE TEMP TABLE measured (row INTEGER, number INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO measured VALUES (?, ?)", measured)
    # Numbers are unique, so new row ids never collide with old ones of other jobs.
    connection.execute(
        "UPDATE jobs SET row = measured.row FROM temp.measured WHERE measured.number = jobs.number"
    )
    connection.execute("DROP TABLE temp.measured")
    clear_index(connection)
    index_all(connection)


def _index(connection: Connection, lines: Iterable[tuple[int, bytes]]) -> None:
    pairs: set[tuple[str, str]] = set()

    def words() -> Iterator[tuple[int, str]]:
        for row, line in lines:
            stored = read_job(line)
            for reading in stored.pinyin:
                syllables = reading.split()
                pairs.update(pairwise(syllables))
                pairs.update(("", syllable) for syllable in syllables)
            yield row, index_words(stored.record, stored.pinyin)

    connection.executemany(_INSERT, words())
    connection.executemany("INSERT OR IGNORE INTO syllable_pairs VALUES (?, ?)", pairs)

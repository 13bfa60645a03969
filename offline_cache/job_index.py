"""Filling the search index, always a batch of rows in ascending order of row id.

FTS5 keeps new words in memory while row ids rise and writes a segment whenever one falls. Jobs come
in order of id, not of distance: a batch that is sorted first costs one segment, and the segments
are merged once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kiosk.text.tokens import index_words
from offline_cache._sqlite import Connection
from offline_cache.bulk import insert_rows
from offline_cache.lines import read_job
from offline_cache.row_id import metres_from, row_id
from offline_cache.site import Site

BATCH: Final = 12_288
"""Jobs that are sorted and held at a time, with their words 40 MB."""

Words = tuple[int, str]
"""Row id and the words that are found there."""

_INTO: Final = "job_index (rowid, words)"
# No segment before a batch is whole, no merging before the end. Then FTS5's own figures again.
FILLING: Final = {"hashsize": 64 << 20, "automerge": 0, "crisismerge": 1999}
_RESTING: Final = {"hashsize": 1 << 20, "automerge": 4, "crisismerge": 16}


class Syllables:
    """Which syllables follow each other in the readings that were noted."""

    def __init__(self) -> None:
        self._pairs: set[tuple[str, str]] = set()
        # Readings come again and again; what was noted lately need not be cut again.
        self._note = lru_cache(4096)(self._cut)

    def note(self, readings: Iterable[str]) -> None:
        """Remember the syllables of ``readings``."""
        for reading in readings:
            self._note(reading)

    def store(self, connection: Connection) -> None:
        """Add what was noted to what the file knows."""
        insert = "INSERT OR IGNORE INTO syllable_pairs VALUES (?, ?)"
        connection.executemany(insert, self._pairs)

    def _cut(self, reading: str) -> None:
        syllables = reading.split()
        self._pairs.update(pairwise(syllables))
        self._pairs.update([("", syllable) for syllable in syllables])


class Filling:
    """The index filled from nothing; it is one segment after ``finish``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        connection.execute("INSERT INTO job_index (job_index) VALUES ('delete-all')")
        connection.execute("DELETE FROM syllable_pairs")
        _configure(connection, FILLING)

    def add(self, words: Sequence[Words]) -> None:
        """Index one batch; it need not be sorted."""
        insert_rows(self._connection, _INTO, sorted(words))

    def finish(self, syllables: Syllables) -> None:
        """Merge the batches."""
        syllables.store(self._connection)
        self._connection.execute("INSERT INTO job_index (job_index) VALUES ('optimize')")
        _configure(self._connection, _RESTING)


def add_words(connection: Connection, words: Iterable[Words]) -> None:
    """Index rows beside those that are indexed already."""
    insert_rows(connection, _INTO, sorted(words))


def drop_rows(connection: Connection, rows: Iterable[int]) -> None:
    """Take these row ids out of the index."""
    connection.executemany("DELETE FROM job_index WHERE rowid = ?", ((r,) for r in sorted(rows)))


def measure_again(connection: Connection, site: Site) -> None:
    """Give every job the row id that belongs to ``site`` and index all of them again."""
    filling, syllables = Filling(connection), Syllables()
    number = -1
    while lines := _lines_after(connection, number):
        number = lines[-1][0]
        rows: list[tuple[int, int]] = []
        words: list[Words] = []
        for at, line in lines:
            stored = read_job(line)
            job = stored.record
            row = row_id(metres_from(site, job), job.valid_through, at)
            rows.append((row, at))
            words.append((row, index_words(job, stored.pinyin)))
            syllables.note(stored.pinyin)
        # Numbers are unique, so new row ids never collide with old ones of other jobs.
        connection.executemany("UPDATE jobs SET row = ? WHERE number = ?", rows)
        filling.add(words)
    filling.finish(syllables)


def _lines_after(connection: Connection, number: int) -> list[tuple[int, bytes]]:
    return connection.execute(
        "SELECT number, line FROM jobs WHERE number > ? ORDER BY number LIMIT ?", (number, BATCH)
    ).fetchall()


def _configure(connection: Connection, settings: dict[str, int]) -> None:
    connection.executemany(
        "INSERT INTO job_index (job_index, rank) VALUES (?, ?)", settings.items()
    )

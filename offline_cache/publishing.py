"""One version of the catalogue being applied, inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Final

from kiosk.records import Job
from kiosk.text.tokens import index_words
from offline_cache._sqlite import Connection
from offline_cache.bulk import insert_rows
from offline_cache.faults import CatalogueUnwritable
from offline_cache.job_index import BATCH, Filling, Syllables, Words, add_words, drop_rows
from offline_cache.layout import write_state
from offline_cache.row_id import MOST_JOBS, metres_from, row_id
from offline_cache.rows import COLLECTIONS, CatalogueRow, CatalogueState
from offline_cache.site import Site

_INTO: Final = "jobs (number, row, id, hash, line)"
_Stored = tuple[int, int, str, bytes, bytes]


class Publishing:
    """Made by ``CatalogueWriter.publishing``; unknown names of collections are ``KeyError``."""

    def __init__(self, connection: Connection, site: Site) -> None:
        self._connection = connection
        self._site = site
        self.finished = False

    def replace(self, collection: str, rows: Iterable[CatalogueRow]) -> int:
        """Make ``collection`` hold exactly ``rows`` (streamed); how many there were."""
        table = _table(collection)
        self._connection.execute(f"DELETE FROM {table}")
        if table == "jobs":
            return self._replace_jobs(rows)
        values = ((row.id, row.hash, row.line) for row in rows)
        return self._connection.executemany(
            f"INSERT INTO {table} (id, hash, line) VALUES (?, ?, ?)", values
        ).rowcount

    def upsert(self, collection: str, rows: Iterable[CatalogueRow]) -> int:
        """Add ``rows`` or put them in the place of those with the same id; how many."""
        table = _table(collection)
        if table == "jobs":
            return self._upsert_jobs(rows)
        values = ((row.id, row.hash, row.line) for row in rows)
        return self._connection.executemany(
            f"INSERT INTO {table} (id, hash, line) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, line = excluded.line",
            values,
        ).rowcount

    def remove(self, collection: str, ids: Iterable[str]) -> int:
        """Take rows away; how many were there to take."""
        table = _table(collection)
        returning = "row" if table == "jobs" else "number"
        delete = f"DELETE FROM {table} WHERE id = ? RETURNING {returning}"
        gone = [row for i in ids for (row,) in self._connection.execute(delete, (i,)).fetchall()]
        if table == "jobs":
            drop_rows(self._connection, gone)
        return len(gone)

    def hashes(self, collection: str) -> Iterator[tuple[str, bytes]]:
        """(id, row hash) of every row in order of id (UTF-8 bytes, which is Python's order)."""
        yield from self._connection.execute(
            f"SELECT id, hash FROM {_table(collection)} ORDER BY id"
        )

    def finish(self, state: CatalogueState) -> None:
        """Record what the file now equals."""
        write_state(self._connection, state)
        self.finished = True

    def _replace_jobs(self, rows: Iterable[CatalogueRow]) -> int:
        filling, syllables = Filling(self._connection), Syllables()
        numbered = enumerate(rows)
        count = 0

        def prepared() -> tuple[list[_Stored], list[Words]]:
            stored, words = [], []
            for number, row in islice(numbered, BATCH):
                one, found = self._prepared(number, row, syllables)
                stored.append(one)
                words.append(found)
            return stored, words

        # While SQLite is at work on one batch, the next one is read and its words are made.
        with ThreadPoolExecutor(1, "preparing") as preparing:
            upcoming = preparing.submit(prepared)
            while True:
                stored, words = upcoming.result()
                if not stored:
                    break
                count += len(stored)
                upcoming = preparing.submit(prepared)
                insert_rows(self._connection, _INTO, stored)
                stored.clear()
                filling.add(words)
                words.clear()
        filling.finish(syllables)
        return count

    def _upsert_jobs(self, rows: Iterable[CatalogueRow]) -> int:
        syllables = Syllables()
        remaining = iter(rows)
        count = 0
        while batch := list(islice(remaining, BATCH)):
            count += len(batch)
            self._upsert_batch(batch, syllables)
        syllables.store(self._connection)
        return count

    def _upsert_batch(self, rows: list[CatalogueRow], syllables: Syllables) -> None:
        stale: set[int] = set()
        fresh: dict[int, Words] = {}
        for row in rows:
            found = self._connection.execute(
                "SELECT number, row FROM jobs WHERE id = ?", (row.id,)
            ).fetchone()
            number = found[0] if found else self._free_number()
            if found and number not in fresh:
                stale.add(found[1])
            stored, fresh[number] = self._prepared(number, row, syllables)
            self._connection.execute(
                f"INSERT INTO {_INTO} VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET row = excluded.row, hash = excluded.hash, line = excluded.line",
                stored,
            )
        drop_rows(self._connection, stale)
        add_words(self._connection, fresh.values())

    def _prepared(
        self, number: int, row: CatalogueRow, syllables: Syllables
    ) -> tuple[_Stored, Words]:
        job = row.record
        if not isinstance(job, Job):
            raise TypeError("the collection jobs holds only Job records")
        if number >= MOST_JOBS:
            raise CatalogueUnwritable(f"A catalogue holds at most {MOST_JOBS} jobs: split it.")
        syllables.note(row.pinyin)
        filed = row_id(metres_from(self._site, job), job.valid_through, number)
        words = index_words(job, row.pinyin)
        return (number, filed, row.id, row.hash, row.line), (filed, words)

    def _free_number(self) -> int:
        highest = self._connection.execute("SELECT max(number) FROM jobs").fetchone()[0]
        if highest is None:
            return 0
        if highest + 1 < MOST_JOBS:
            return int(highest) + 1
        gap = self._connection.execute(
            "SELECT min(number) + 1 FROM jobs AS taken WHERE NOT EXISTS"
            " (SELECT 1 FROM jobs WHERE number = taken.number + 1)"
        ).fetchone()[0]
        zero_taken = self._connection.execute("SELECT 1 FROM jobs WHERE number = 0").fetchone()
        return int(gap) if zero_taken else 0


def _table(collection: str) -> str:
    return {name: name for name in COLLECTIONS}[collection]

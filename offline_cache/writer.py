"""The agent's side of the catalogue: the only process that writes or checkpoints it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from offline_cache._sqlite import connect, faults_named
from offline_cache.filing import filed_by_this_program, note_filing
from offline_cache.job_index import measure_again
from offline_cache.layout import read_site, read_state, write_contact
from offline_cache.publishing import Publishing
from offline_cache.rows import CatalogueState, Contact
from offline_cache.schema import bring_up_to_date
from offline_cache.site import Site

_BUSY_SECONDS: Final = 5.0
# NORMAL can lose the last commits with the power, never the file: they are fetched again.
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "wal_autocheckpoint = 1000",
    "journal_size_limit = 16777216",
    "cache_size = -32000",
    "foreign_keys = ON",
)


class CatalogueWriter:
    """Opens or creates the file; another ``site``, or a program that files otherwise than the one
    before, files all jobs again.

    Raises a ``CatalogueFault`` (offline_cache.faults) where the file cannot be used.
    """

    def __init__(self, path: Path, site: Site) -> None:
        self._path = path
        self._site = site
        with faults_named(path):
            self._connection = connect(path, read_only=False, busy_seconds=_BUSY_SECONDS)
        try:
            with faults_named(path):
                for pragma in _PRAGMAS:
                    self._connection.execute(f"PRAGMA {pragma}")
                bring_up_to_date(self._connection, path)
                if not self._filed_here():
                    self._move()
        except BaseException:
            self._connection.close()
            raise

    def state(self) -> CatalogueState | None:
        """The version applied last; None before the first one."""
        with faults_named(self._path):
            return read_state(self._connection)

    @contextmanager
    def publishing(self) -> Iterator[Publishing]:
        """One transaction: committed at the end, undone whole by any exception.

        Leaving it without ``finish`` is a mistake of the caller (``RuntimeError``) and undoes too.
        """
        with faults_named(self._path), self._transaction():
            publishing = Publishing(self._connection, self._site)
            yield publishing
            if not publishing.finished:
                raise RuntimeError("publishing was left without finish()")

    def note_contact(self, contact: Contact) -> None:
        """Record what the last try to hear the platform came to."""
        with faults_named(self._path), self._transaction():
            write_contact(self._connection, contact)

    def close(self) -> None:
        """Let go of the file; the last one out folds the journal into it."""
        self._connection.close()

    def _move(self) -> None:
        with self._transaction():
            self._connection.execute("DELETE FROM site")
            self._connection.execute(
                "INSERT INTO site VALUES (?, ?)", (self._site.lat, self._site.lon)
            )
            measure_again(self._connection, self._site)
            note_filing(self._connection)

    def _filed_here(self) -> bool:
        return read_site(self._connection) == self._site and filed_by_this_program(self._connection)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

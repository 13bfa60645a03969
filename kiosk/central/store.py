"""Where the central platform keeps what it was given: one database named by a URL.

SQLite in the home is the default. Its driver would open a transaction only before the first write,
so that two SELECTs of one publication could see two different states; every transaction here begins
explicitly, and a writing one takes the lock at once instead of failing half-way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from kiosk.central.tables import Base, RoadBase

FILE_NAME: Final = "central.db"
TERMINALS_FILE: Final = "terminals.db"
_BUSY_SECONDS: Final = 30


class StoreUnusable(Exception):
    """The database does not answer; the message is one sentence."""


class Store:
    """One database of the platform with its ``tables``; every use of it is one transaction."""

    def __init__(self, url: str, tables: MetaData = Base.metadata) -> None:
        self._url = url
        self._engine = create_engine(url)
        if self._engine.dialect.name == "sqlite":
            _begin_explicitly(self._engine)
        self._writing_engine = self._engine.execution_options(writes=True)
        try:
            with self.writing() as connection:
                tables.create_all(connection)
        except StoreUnusable:
            self.close()
            raise

    @classmethod
    def in_home(cls, home: Path) -> Store:
        """Store in the default database file of ``home``."""
        return cls(f"sqlite:///{home / FILE_NAME}")

    @classmethod
    def of_terminals(cls, home: Path) -> Store:
        """Store of what terminals send; a file of its own, since a publication locks the other."""
        return cls(f"sqlite:///{home / TERMINALS_FILE}", RoadBase.metadata)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of everything."""
        with self._refusals_named(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change, all of it or nothing; one writer at a time."""
        with self._refusals_named(), self._writing_engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _refusals_named(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise StoreUnusable(f"The database {self._url} failed: {error.orig}.") from error
        except PoolExhausted as error:
            raise StoreUnusable(f"The database {self._url} is asked too much at once.") from error


def _begin_explicitly(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""Where the central platform keeps what it was given: a database named by an address.

SQLite's driver would open a transaction only before the first write, so that two SELECTs of one
publication could see two different states; there every transaction begins explicitly, and a writing
one takes the lock at once instead of failing half-way. So it has one writer at a time.

PostgreSQL has many. What writes the catalogue still takes turns (imports, decisions, withdrawals:
each reads what the other writes); a publication sees one state of it and takes turns by region.
What writes the road does not: there a row is locked before it is decided upon, or a unique key
decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from kiosk.central.migrations import CATALOGUE, ROAD, Chain
from kiosk.central.places import FILE_NAME, TERMINALS_FILE, UnusablePlace, places_of

__all__ = ["FILE_NAME", "TERMINALS_FILE", "Store", "StoreUnusable", "Unstorable"]

_BUSY_SECONDS: Final = 30
_TRIES: Final = 20
_PATIENCE: Final = {"connect_timeout": "5", "tcp_user_timeout": "15000"}
"""Seconds and milliseconds after which a PostgreSQL that says nothing counts as gone."""
_POOL: Final[dict[str, Any]] = {"pool_size": 10, "max_overflow": 10}
"""Of each worker: few enough for four of them under PostgreSQL's own limit of 100."""
_NAMED: Final = {"application_name": "jiuyejiao"}


class StoreUnusable(Exception):
    """The database does not answer; the message is one sentence."""


class Unstorable(StoreUnusable):
    """The database cannot keep this value, today or ever: too long, or with a NUL in it."""


class Store:
    """One set of the platform's tables; every use of it is one transaction.

    Opened, its tables are those of this program: ``StoreUnusable`` where that cannot be.
    """

    def __init__(self, url: URL | str, chain: Chain = CATALOGUE) -> None:
        self._url, self._chain = make_url(url), chain
        self._name = _shown(self._url)
        self._engine = self._connected()
        # Threads that sleep in SQLite's busy handler wake late, and in no order.
        alone = self._url.get_backend_name() == "sqlite"
        self._turn: AbstractContextManager[object] = Lock() if alone else nullcontext()
        self._reading, self._writing, self._publishing = _ways(self._engine)
        try:
            self._bring_up_to_date()
        except StoreUnusable:
            self.close()
            raise

    @classmethod
    def in_home(cls, home: Path) -> Self:
        """Store of the catalogue of the platform in ``home``."""
        try:
            return cls(places_of(home).catalogue, CATALOGUE)
        except UnusablePlace as error:
            raise StoreUnusable(str(error)) from error

    @classmethod
    def of_terminals(cls, home: Path) -> Self:
        """Store of what terminals send to the platform in ``home``."""
        try:
            return cls(places_of(home).road, ROAD)
        except UnusablePlace as error:
            raise StoreUnusable(str(error)) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of everything."""
        with self._refusals_named(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change, all of it or nothing; in the catalogue one at a time."""
        with self._refusals_named(), self._turn, self._writing.begin() as connection:
            if self._chain is CATALOGUE:
                take_turns(connection, self._chain.name)
            yield connection

    @contextmanager
    def publishing(self, region: str) -> Iterator[Connection]:
        """One change that sees one state of everything; for each ``region`` one at a time."""
        with self._refusals_named(), self._writing.begin() as turn:
            if not _is_postgresql(turn):
                yield turn
                return
            take_turns(turn, f"publishing {region}")
            # A transaction of its own: a view taken before the wait would be the one of before.
            with self._publishing.begin() as connection:
                yield connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _connected(self) -> Engine:
        asked = _PATIENCE | _NAMED
        try:
            if self._url.get_backend_name() == "sqlite":
                engine = create_engine(self._url, hide_parameters=True, **_POOL)
                _begin_explicitly(engine)
                return engine
            own = {name: value for name, value in asked.items() if name not in self._url.query}
            engine = create_engine(
                self._url, hide_parameters=True, pool_pre_ping=True, connect_args=own, **_POOL
            )
        except ImportError as error:
            raise StoreUnusable(
                f"{self._name} needs {error.name or 'psycopg'}; install the extra 'central' anew."
            ) from error
        _wait_no_longer(engine)
        return engine

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            standing = self._chain.standing(connection)
        if standing is not None and standing == self._chain.revisions()[-1]:
            return
        from kiosk.central.migrations.upgrading import WrongSchema, upgrade  # noqa: PLC0415

        try:
            with self._refusals_named(), self._writing.begin() as connection:
                take_turns(connection, "revisions")
                upgrade(connection, self._chain)
        except WrongSchema as error:
            raise StoreUnusable(f"{self._name} {error}.") from error

    @contextmanager
    def _refusals_named(self) -> Iterator[None]:
        try:
            yield
        except DataError as error:
            raise Unstorable(f"{self._name} cannot keep a value: {_words(error)}.") from error
        except DBAPIError as error:
            raise StoreUnusable(f"{self._name} failed: {_words(error)}.") from error
        except PoolExhausted as error:
            raise StoreUnusable(f"{self._name} is asked too much at once.") from error


def take_turns(connection: Connection, about: str) -> None:
    """Of transactions ``about`` the same thing let one go on at a time, to its end.

    SQLite needs none of it: whoever writes there is alone.
    """
    if _is_postgresql(connection):
        digest = hashlib.sha256(f"jiuyejiao {about}".encode()).digest()
        number = int.from_bytes(digest[:8], signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def insert_into(connection: Connection, table: type[Any]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the words of this database."""
    return postgresql.insert(table) if _is_postgresql(connection) else sqlite.insert(table)


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _ways(engine: Engine) -> tuple[Engine, Engine, Engine]:
    """``engine`` for reading, for writing and for publishing."""
    # How many rows an INSERT made is else forgotten by one driver and not by the other.
    engine = engine.execution_options(preserve_rowcount=True)
    if engine.dialect.name == "sqlite":
        writing = engine.execution_options(writes=True)
        return engine, writing, writing
    return (
        engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True),
        engine.execution_options(isolation_level="READ COMMITTED"),
        engine.execution_options(isolation_level="REPEATABLE READ"),
    )


def _begin_explicitly(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
        _keep_a_log(connection, engine.dialect.loaded_dbapi)

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _keep_a_log(connection: Any, sqlite: Any) -> None:  # noqa: ANN401
    """WAL mode; of several that ask a new file for it at once, all but one are told "locked"."""
    for tries_left in reversed(range(_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite.OperationalError:
            if not tries_left:
                raise
            # That one is not waited for; this is, as long as is allowed.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")


def _wait_no_longer(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.execute(f"SET lock_timeout = '{_BUSY_SECONDS}s'")
        connection.commit()


def _shown(url: URL) -> str:
    """``url`` for a person: where it is, and nothing that opens it."""
    at = url.host or url.query.get("host")
    return f"The database {url.database}{f' at {at}' if at else ''}"


def _words(error: DBAPIError) -> str:
    """What the database said, without the values that it may name after the first line."""
    said = str(error.orig).strip().partition("\n")[0]
    return said.strip().rstrip(".") or type(error.orig).__name__

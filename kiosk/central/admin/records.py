"""Records of the catalogue as a moderator looks at them: what waits, and what is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Generator
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, String, cast, func, or_, select

from kiosk.central.moderation import record_in
from kiosk.central.store import Store
from kiosk.central.tables import Entry, State
from kiosk.lawful.findings import Finding
from kiosk.records import Job, Place, Record

_ROWS_AT_ONCE: Final = 500
_COLUMNS: Final = (
    *(Entry.collection, Entry.id, Entry.line, Entry.state, Entry.findings, Entry.source),
    *(Entry.region, Entry.imported_at, Entry.decided_by, Entry.decided_at),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which records: those in a ``state``, valid on ``today``, with ``words`` anywhere in them."""

    state: State
    today: date
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRecord:
    """A record and how it stands; ``seal`` differs as soon as anything of it does."""

    collection: str
    record: Record
    state: State
    findings: tuple[Finding, ...]
    source: str
    region: str
    imported_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    seal: str

    @property
    def key(self) -> str:
        """What names it in an address."""
        return f"{self.collection}:{self.record.id}"


def count_records(store: Store, choice: Choice) -> int:
    """How many there are."""
    with store.reading() as connection:
        if choice.words:
            return sum(1 for _ in _with_words(connection, choice))
        found = select(func.count(Entry.id)).where(*_conditions(connection, choice))
        return connection.scalar(found) or 0


def some_records(store: Store, choice: Choice, *, skip: int, limit: int) -> list[SeenRecord]:
    """A page of them: what waits by the time it came, what is published the newest first."""
    with store.reading() as connection:
        if choice.words:
            with closing(_with_words(connection, choice)) as found:
                return list(islice(found, skip, skip + limit))
        page = _wanted(connection, choice).offset(skip).limit(limit)
        return [seen(row) for row in connection.execute(page)]


def one_record(store: Store, key: str) -> SeenRecord | None:
    """The record of that ``key``, whatever became of it."""
    with store.reading() as connection:
        row = row_of(connection, key)
    return None if row is None else seen(row)


def titles_of(store: Store, ids: Collection[str]) -> dict[str, str]:
    """Title, and employer where it has one, of every record among ``ids``."""
    wanted = select(Entry.collection, Entry.line).where(Entry.id.in_(ids))
    with store.reading() as connection:
        found = [record_in(row.collection, row.line) for row in connection.execute(wanted)]
    return {record.id: _title(record) for record in found}


def _title(record: Record) -> str:
    title = record.name if isinstance(record, Place) else record.title
    return f"{title}（{record.employer or '单位未注明'}）" if isinstance(record, Job) else title


def row_of(connection: Connection, key: str) -> Any | None:  # noqa: ANN401
    """The row behind ``key``, for ``seen``."""
    collection, _, record = key.partition(":")
    wanted = select(*_COLUMNS).where(Entry.collection == collection, Entry.id == record)
    return connection.execute(wanted).one_or_none()


def seen(row: Any) -> SeenRecord:  # noqa: ANN401
    """What ``row`` says."""
    parts = (row.state.encode(), row.findings, row.line)
    return SeenRecord(
        collection=row.collection,
        record=record_in(row.collection, row.line),
        state=State(row.state),
        findings=msgspec.json.decode(row.findings, type=tuple[Finding, ...]),
        source=row.source,
        region=row.region,
        imported_at=row.imported_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        seal=hashlib.sha256(b"\0".join(parts)).hexdigest()[:32],
    )


def _wanted(connection: Connection, choice: Choice) -> Select[*tuple[Any, ...]]:
    first = Entry.imported_at if choice.state == State.HELD else Entry.imported_at.desc()
    conditions = _conditions(connection, choice)
    return select(*_COLUMNS).where(*conditions).order_by(first, Entry.collection, Entry.id)


def _with_words(connection: Connection, choice: Choice) -> Generator[SeenRecord]:
    # The database looks at whole lines, names of fields included; this looks at what they say.
    words = choice.words.casefold()
    streamed = {"yield_per": _ROWS_AT_ONCE}
    with connection.execute(_wanted(connection, choice), execution_options=streamed) as rows:
        for found in map(seen, rows):
            said = (getattr(found.record, field.name) for field in fields(found.record))
            if any(isinstance(text, str) and words in text.casefold() for text in said):
                yield found


def _conditions(connection: Connection, choice: Choice) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Entry.state == choice.state]
    if choice.state == State.ACCEPTED:
        conditions.append(or_(Entry.valid_through.is_(None), Entry.valid_through >= choice.today))
    if choice.words:
        escaped = json.dumps(choice.words, ensure_ascii=False)[1:-1]
        conditions.append(_line_text(connection).icontains(escaped, autoescape=True))
    return conditions


def _line_text(connection: Connection) -> ColumnElement[str]:
    if connection.dialect.name == "postgresql":
        return func.convert_from(Entry.line, "UTF8")
    return cast(Entry.line, String)

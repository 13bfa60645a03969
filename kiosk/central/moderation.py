"""What a person decides about a record that the rules held, or about one that slipped through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select, update

from kiosk.central.store import Store
from kiosk.central.tables import Entry, State
from kiosk.contract.lines import RECORD_TYPES, Line
from kiosk.lawful.findings import Finding
from kiosk.records import Record


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record that waits for a person, with everything the rules found in it."""

    record: Record
    source: str
    region: str
    findings: tuple[Finding, ...]
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision is on record."""

    record_id: str


@dataclass(frozen=True, slots=True)
class NoSuchRecord:
    """No feed ever brought that id."""


@dataclass(frozen=True, slots=True)
class AlreadyDecided:
    """It was so already."""


Decision = Decided | NoSuchRecord | AlreadyDecided


def held_records(store: Store) -> list[HeldRecord]:
    """Everything that waits for a person, oldest import first."""
    columns = (
        Entry.collection,
        Entry.line,
        Entry.source,
        Entry.region,
        Entry.findings,
        Entry.imported_at,
    )
    order = (Entry.imported_at, Entry.collection, Entry.id)
    with store.reading() as connection:
        rows = connection.execute(
            select(*columns).where(Entry.state == State.HELD).order_by(*order)
        ).all()
    return [
        HeldRecord(
            record_in(row.collection, row.line),
            row.source,
            row.region,
            msgspec.json.decode(row.findings, type=tuple[Finding, ...]),
            row.imported_at,
        )
        for row in rows
    ]


def is_known(store: Store, record_id: str) -> bool:
    """Whether any feed or shop ever brought that id."""
    with store.reading() as connection:
        return connection.scalar(select(Entry.state).where(Entry.id == record_id)) is not None


def release(store: Store, record_id: str, *, by: str, at: datetime) -> Decision:
    """Let ``record_id`` be published; ``by`` answers for it."""
    return _decide(store, record_id, State.ACCEPTED, by, at)


def refuse(store: Store, record_id: str, *, by: str, at: datetime) -> Decision:
    """Keep ``record_id`` from being published, or withdraw it with the next publication."""
    return _decide(store, record_id, State.REFUSED, by, at)


def record_in(collection: str, line: bytes) -> Record:
    """Record inside one canonical line of ``collection``."""
    raw = msgspec.json.decode(line, type=Line).record
    return msgspec.json.decode(raw, type=RECORD_TYPES[collection])


def _decide(store: Store, record_id: str, state: State, by: str, at: datetime) -> Decision:
    with store.writing() as connection:
        now = connection.scalar(select(Entry.state).where(Entry.id == record_id))
        if now is None:
            return NoSuchRecord()
        if now == state:
            return AlreadyDecided()
        decided = update(Entry).where(Entry.id == record_id)
        connection.execute(decided.values(state=state, decided_by=by, decided_at=at))
    return Decided(record_id)

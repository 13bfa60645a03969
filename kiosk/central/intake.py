"""Taking in what a feed or a record file says: one import, one transaction.

A person's decision about a record stands for as long as the rules find the same in it, so that a
feed that comes every night does not undo the work of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.central.outcomes import Accepted, Held, ImportTally, Outcome, Rejected
from kiosk.central.store import Store
from kiosk.central.tables import Entry, State
from kiosk.central.withdrawing import withdrawn_employers
from kiosk.contract.lines import RECORD_TYPES, encode_line, line_of
from kiosk.records import Job, Record
from kiosk.text.normal import normal_form
from kiosk.text.pinyin import readings_of

_BATCH: Final = 500
_COLLECTION_OF: Final = {record: name for name, record in RECORD_TYPES.items()}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an import came from: ``source`` names the feed, ``region`` is a division code."""

    source: str
    region: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class _Known:
    source: str
    state: State
    findings: bytes
    decided_by: str | None
    decided_at: datetime | None


def take_in(store: Store, outcomes: Iterable[Outcome], origin: Origin) -> ImportTally:
    """Keep every accepted and held record of ``outcomes``, each under its own id.

    What ``outcomes`` raises goes through, and then nothing of this import is kept.
    """
    tally = ImportTally()
    with store.writing() as connection:
        withdrawn = withdrawn_employers(connection)
        for batch in _batches(outcomes):
            allowed = [_unless_withdrawn(outcome, withdrawn) for outcome in batch]
            for outcome in _kept(connection, allowed, origin):
                tally.count(outcome)
    return tally


def _unless_withdrawn(outcome: Outcome, withdrawn: frozenset[str]) -> Outcome:
    if isinstance(outcome, Accepted | Held) and isinstance(outcome.record, Job):
        employer = outcome.record.employer
        if employer is not None and normal_form(employer) in withdrawn:
            return Rejected(outcome.row, "employer_withdrawn")
    return outcome


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    remaining = iter(outcomes)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _kept(connection: Connection, batch: list[Outcome], origin: Origin) -> Iterator[Outcome]:
    earlier = _earlier(connection, batch)
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for outcome in batch:
        if not isinstance(outcome, Accepted | Held):
            yield outcome
            continue
        key = (_COLLECTION_OF[type(outcome.record)], outcome.record.id)
        known = earlier.get(key)
        if known is not None and known.source != origin.source:
            yield Rejected(outcome.row, "id_of_another_source")
            continue
        rows[key] = _row(key, outcome, known, origin)
        yield _seen_as(outcome, rows[key]["state"])
    if rows:
        _upsert(connection, list(rows.values()))


def _earlier(connection: Connection, batch: list[Outcome]) -> dict[tuple[str, str], _Known]:
    ids = [outcome.record.id for outcome in batch if isinstance(outcome, Accepted | Held)]
    found = connection.execute(
        select(
            Entry.collection,
            Entry.id,
            Entry.source,
            Entry.state,
            Entry.findings,
            Entry.decided_by,
            Entry.decided_at,
        ).where(Entry.id.in_(ids))
    )
    return {
        (row.collection, row.id): _Known(
            row.source, row.state, row.findings, row.decided_by, row.decided_at
        )
        for row in found
    }


def _row(
    key: tuple[str, str], outcome: Accepted | Held, known: _Known | None, origin: Origin
) -> dict[str, object]:
    record = outcome.record
    findings = msgspec.json.encode(outcome.findings if isinstance(outcome, Held) else ())
    decided = known is not None and known.decided_by is not None and known.findings == findings
    by_rule = State.HELD if isinstance(outcome, Held) else State.ACCEPTED
    return {
        "collection": key[0],
        "id": key[1],
        "line": canonical_line(record),
        "state": known.state if known is not None and decided else by_rule,
        "findings": findings,
        "source": origin.source,
        "region": origin.region,
        "valid_through": record.valid_through,
        "imported_at": origin.imported_at,
        "decided_by": known.decided_by if known is not None and decided else None,
        "decided_at": known.decided_at if known is not None and decided else None,
    }


def _seen_as(outcome: Accepted | Held, state: object) -> Outcome:
    if state == State.REFUSED:
        return Rejected(outcome.row, "refused_by_a_person")
    return Accepted(outcome.row, outcome.record) if state == State.ACCEPTED else outcome


def _upsert(connection: Connection, rows: list[dict[str, object]]) -> None:
    postgres = connection.dialect.name == "postgresql"
    insert = postgresql.insert(Entry) if postgres else sqlite.insert(Entry)
    changed = {name: insert.excluded[name] for name in rows[0] if name not in ("collection", "id")}
    connection.execute(
        insert.on_conflict_do_update(index_elements=["collection", "id"], set_=changed), rows
    )


def canonical_line(record: Record) -> bytes:
    """Bytes that publish ``record``, with its readings where it is a job."""
    readings = readings_of(record) if isinstance(record, Job) else ()
    return encode_line(line_of(record, readings))

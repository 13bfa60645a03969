"""The committed sample city as of a given day, so that a demo never shows stale vacancies.

Only records marked ``sample`` move with the calendar: a law keeps the date it was issued on.
Activities move by whole weeks, so that a weekend class stays on a weekend; the earliest may
thereby be over already.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from assets.sample_city.city import FOLDER, read_city
from kiosk.contract.lines import RECORD_TYPES
from kiosk.records import Record


def load(collection: str, today: date) -> list[Record]:
    """Records of ``collection`` (see ``RECORD_TYPES``), sample dates counted from ``today``."""
    shift = today - read_city().reference_day
    if collection == "activities":
        shift -= timedelta(days=shift.days % 7)
    kind = RECORD_TYPES[collection]
    lines = (FOLDER / f"{collection}.ndjson").read_bytes().splitlines()
    return [_shifted(msgspec.json.decode(line, type=kind), shift) for line in lines]


def write_shifted(folder: Path, today: date) -> None:
    """Write ``<collection>.ndjson`` for every collection into ``folder`` for ``central import``."""
    folder.mkdir(parents=True, exist_ok=True)
    for collection in RECORD_TYPES:
        (folder / f"{collection}.ndjson").write_bytes(as_ndjson(load(collection, today)))


def as_ndjson(records: list[Record]) -> bytes:
    """One JSON record a line, each ended by a newline; absent fields are left out."""
    return b"".join(msgspec.json.encode(_said(record)) + b"\n" for record in records)


def _said(record: Record) -> dict[str, object]:
    pairs = ((field, getattr(record, field.name)) for field in fields(record))
    return {field.name: value for field, value in pairs if value != field.default}


def _shifted(record: Record, shift: timedelta) -> Record:
    if not record.sample:
        return record
    dated: dict[str, Any] = {
        field.name: value + shift
        for field in fields(record)
        if isinstance(value := getattr(record, field.name), date | datetime)
    }
    return replace(record, **dated)

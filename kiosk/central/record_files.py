"""Record files: our own records, a JSON object a line, through the same gate as any feed.

The file's name says which collection it holds: ``jobs.ndjson``, ``policies.ndjson`` and so on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from kiosk.central.outcomes import Accepted, Duplicate, Held, Outcome, Rejected
from kiosk.contract.lines import RECORD_TYPES
from kiosk.geo.datum import to_wgs84
from kiosk.lawful.gate import examine
from kiosk.records import Activity, Job, Place, Record

SUFFIX: Final = ".ndjson"


def collection_of(path: Path) -> str | None:
    """Collection that a record file holds, or None if its name says none."""
    return path.stem if path.stem in RECORD_TYPES else None


def read_record_file(path: Path, collection: str) -> Iterator[Outcome]:
    """Outcome of every line of ``path``, counted from 1; blank lines are none.

    ``OSError`` where the file cannot be read.
    """
    decoder = msgspec.json.Decoder(RECORD_TYPES[collection])
    rows: dict[str, int] = {}
    with path.open("rb") as lines:
        for row, line in enumerate(lines, start=1):
            if line.strip():
                yield _outcome(row, line, decoder, rows)


def examined(row: int, record: Record) -> Accepted | Held:
    """``record`` as the gate lets it through or holds it."""
    findings = examine(record) if isinstance(record, Job) else ()
    return Held(row, record, findings) if findings else Accepted(row, record)


def _outcome(
    row: int, line: bytes, decoder: msgspec.json.Decoder[Record], rows: dict[str, int]
) -> Outcome:
    try:
        record = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Rejected(row, "not_a_record")
    earlier = rows.setdefault(record.id, row)
    return examined(row, _in_wgs84(record)) if earlier == row else Duplicate(row, earlier)


def _in_wgs84(record: Record) -> Record:
    if isinstance(record, Job | Place | Activity) and record.position is not None:
        return replace(record, position=to_wgs84(record.position))
    return record

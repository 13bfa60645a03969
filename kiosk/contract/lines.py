"""Lines of a catalogue blob: compressed NDJSON, a record or a tombstone a line.

The terminal stores ``record`` and ``pinyin`` exactly as they came, so that a row's hash is the
hash of received bytes and nothing is ever re-serialised to check it.
"""

from __future__ import annotations

from typing import Final

import msgspec

from kiosk.digests import collection_digest, row_hash
from kiosk.records import Activity, Job, Notice, Place, Policy, Record

__all__ = [
    "RECORD_TYPES",
    "Line",
    "collection_digest",
    "encode_line",
    "line_of",
    "row_hash",
]

RECORD_TYPES: Final[dict[str, type[Record]]] = {
    "jobs": Job,
    "policies": Policy,
    "places": Place,
    "activities": Activity,
    "notices": Notice,
}
"""Collections of this client, in the order in which they are published."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a blob: a record with its readings, or, with an empty ``record``, a tombstone."""

    id: str
    # Not "Raw or None": msgspec would then decode nothing but null.
    record: msgspec.Raw = msgspec.field(default_factory=msgspec.Raw)
    pinyin: tuple[str, ...] = ()


_encoder = msgspec.json.Encoder(order="deterministic")


def line_of(record: Record, pinyin: tuple[str, ...] = ()) -> Line:
    """Line that publishes ``record``; ``pinyin`` holds readings as space-separated syllables."""
    return Line(id=record.id, record=msgspec.Raw(_encoder.encode(record)), pinyin=pinyin)


def encode_line(line: Line) -> bytes:
    """Canonical bytes of one line, without the newline."""
    if not memoryview(line.record).nbytes:
        return _encoder.encode({"id": line.id})  # an empty Raw would be encoded as no value at all
    return _encoder.encode(line)

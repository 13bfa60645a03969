"""One whole collection as it stands in this version, walked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.central.blob_files import BlobWriter, blob_writer
from kiosk.central.changes import HashedRow
from kiosk.contract.lines import collection_digest
from kiosk.contract.manifest import Collection


def write_snapshot(name: str, rows: Iterable[HashedRow], blobs: Path) -> Collection:
    """Write ``rows``, in order of id, as a blob into the folder ``blobs``."""
    with blob_writer(blobs) as writer:
        digest = collection_digest(_written(rows, writer))
        snapshot = writer.put()
    return Collection(name=name, count=writer.lines, digest=digest, snapshot=snapshot)


def _written(rows: Iterable[HashedRow], writer: BlobWriter) -> Iterator[tuple[str, bytes]]:
    for row in rows:
        writer.write(row.line)
        yield row.id, row.hash

"""One collection → one compressed NDJSON blob, named by its hash; memory stays flat."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from io import RawIOBase
from pathlib import Path
from typing import IO, Final

from kiosk.central.files import draft_in, put_in_place
from kiosk.contract.lines import collection_digest, row_hash
from kiosk.contract.manifest import Blob, Collection

_COMPRESSION: Final = 6


def write_snapshot(name: str, rows: Iterable[tuple[str, bytes]], blobs: Path) -> Collection:
    """Write (id, canonical line) ``rows``, in order of id, as a blob into ``blobs``.

    The same rows give the same bytes, so a blob that is there already is kept.
    """
    with draft_in(blobs) as draft:
        hashed = _Hashed(draft)
        with gzip.GzipFile("", "wb", _COMPRESSION, hashed, mtime=0) as packed:
            lines = _Lines(packed)
            digest = collection_digest(lines.written(rows))
        snapshot = Blob(hashed.sha256.hexdigest(), hashed.size, lines.size)
        path = blobs / snapshot.sha256
        if not path.exists():
            put_in_place(draft, path)
    return Collection(name=name, count=lines.count, digest=digest, snapshot=snapshot)


class _Hashed(RawIOBase):
    """Passes bytes on, keeping their hash and count."""

    def __init__(self, target: IO[bytes]) -> None:
        self.sha256 = hashlib.sha256()
        self.size = 0
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, chunk: object) -> int:
        view = memoryview(chunk)  # type: ignore[arg-type]
        self.sha256.update(view)
        self.size += view.nbytes
        return self._target.write(view)


class _Lines:
    """Writes lines as they are hashed, so that a collection is walked once."""

    def __init__(self, target: gzip.GzipFile) -> None:
        self.count = 0
        self.size = 0
        self._target = target

    def written(self, rows: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for record_id, line in rows:
            self.size += self._target.write(line + b"\n")
            self.count += 1
            yield record_id, row_hash(line)

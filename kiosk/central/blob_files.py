"""Blobs: compressed NDJSON files named by their hash; memory stays flat however long they are."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import IO, Final

from kiosk.central.files import draft_in, put_in_place
from kiosk.contract.manifest import Blob

_COMPRESSION: Final = 6


class BlobWriter:
    """Takes canonical lines; ``put`` gives the file its name."""

    def __init__(self, draft: IO[bytes], blobs: Path) -> None:
        self.lines = 0
        self._size = 0
        self._draft = draft
        self._blobs = blobs
        self._hashed = _Hashed(draft)
        # No time in the header: the same lines are the same blob.
        self._packed = gzip.GzipFile("", "wb", _COMPRESSION, self._hashed, mtime=0)

    def write(self, line: bytes) -> None:
        """Add one line, given without its newline."""
        self._size += self._packed.write(line + b"\n")
        self.lines += 1

    def put(self) -> Blob:
        """Finish the file and put it in place; one that stands there already is kept."""
        self._packed.close()
        blob = Blob(self._hashed.sha256.hexdigest(), self._hashed.size, self._size)
        path = self._blobs / blob.sha256
        if not path.exists():
            put_in_place(self._draft, path)
        path.touch()  # in use again: the sweep looks at how old a blob is
        return blob


@contextmanager
def blob_writer(blobs: Path) -> Iterator[BlobWriter]:
    """Writer of one blob into the folder ``blobs``; nothing stays unless it is put."""
    with draft_in(blobs) as draft:
        yield BlobWriter(draft, blobs)


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

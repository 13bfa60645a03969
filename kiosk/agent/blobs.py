"""From a blob on the disk to rows of the catalogue, with nothing believed about its contents."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final, Generic, TypeVar

import msgspec

from kiosk.contract.lines import RECORD_TYPES, row_hash
from kiosk.records import Record
from offline_cache.rows import CatalogueRow

LONGEST_LINE: Final = 4_000_000
"""Bytes; a law in full has a tenth of it."""
_CHUNK: Final = 65_536
_GZIP: Final = 31
"""zlib's ``wbits`` for one gzip member."""

R = TypeVar("R", bound=Record)


class UnreadableBlob(Exception):
    """The blob does not hold what the manifest promised; the message is for the log."""


def sha256_of(blob: IO[bytes]) -> str:
    """Hex SHA-256 of the whole file, read from its beginning."""
    blob.seek(0)
    return hashlib.file_digest(blob, "sha256").hexdigest()  # type: ignore[arg-type]


def unpacked_lines(blob: IO[bytes], unpacked_size: int) -> Iterator[bytes]:
    """Lines of a compressed blob that has ``unpacked_size`` bytes inside, no more and no less."""
    blob.seek(0)
    rest = b""
    for chunk in _unpacked(blob, unpacked_size):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > LONGEST_LINE:
            raise UnreadableBlob(f"a line is longer than {LONGEST_LINE} bytes")
    if rest:
        raise UnreadableBlob("the last line has no end")


class _Line(msgspec.Struct, Generic[R], frozen=True):
    """``kiosk.contract.lines.Line`` with its record read in the same go; none in a tombstone."""

    id: str
    record: R | msgspec.UnsetType = msgspec.UNSET
    pinyin: tuple[str, ...] = ()


def catalogue_rows(
    lines: Iterable[bytes], collection: str, gone: list[str] | None = None
) -> Iterator[CatalogueRow]:
    """Rows in a blob of ``collection``; ids of tombstones go to ``gone``, if they may be there."""
    shape: Any = _Line
    decoder: msgspec.json.Decoder[_Line[Record]] = msgspec.json.Decoder(
        shape[RECORD_TYPES[collection]]
    )
    for raw in lines:
        try:
            line = decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UnreadableBlob(f"a line of {collection} is not a record: {error}") from error
        record = line.record
        if record is msgspec.UNSET:
            if gone is None:
                raise UnreadableBlob(f"line {line.id} of {collection} holds no record")
            gone.append(line.id)
            continue
        if record.id != line.id:
            raise UnreadableBlob(f"line {line.id} of {collection} holds record {record.id}")
        yield CatalogueRow(line.id, record, raw, row_hash(raw), line.pinyin)


def _unpacked(blob: IO[bytes], size: int) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(_GZIP)
    total = 0
    packed = blob.read(_CHUNK)
    while packed:
        try:
            chunk = unpacking.decompress(packed, _CHUNK * 4)
        except zlib.error as error:
            raise UnreadableBlob(f"it is not gzip: {error}") from error
        total += len(chunk)
        if total > size:
            raise UnreadableBlob(f"it unpacks to more than {size} bytes")
        yield chunk
        packed = unpacking.unconsumed_tail or blob.read(_CHUNK)
        if unpacking.eof:
            break
    if not unpacking.eof or total != size or unpacking.unused_data or blob.read(1):
        raise UnreadableBlob(f"it unpacks to {total} bytes instead of {size}")

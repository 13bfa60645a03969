"""The entries of a ZIP file, bounded before any of them is unpacked."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kiosk.central.uploads.refusals import Refusal, Unacceptable

MOST_ENTRIES: Final = 500
LARGEST_ENTRY: Final = 64 << 20
LARGEST_ALL: Final = 100 << 20
"""Bytes unpacked of all entries together."""
STEEPEST: Final = 200
"""How many times larger than packed a large entry may be; deflate itself ends at 1,032."""
_LARGE: Final = 4 << 20
_ENTRY_MARK: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 0x1
_LONGEST_NAME: Final = 200
_FAULTS: Final = (
    *(BadZipFile, OSError, EOFError, ValueError, LookupError, RuntimeError, OverflowError),
    *(NotImplementedError, struct.error, zlib.error),
)
"""What zipfile raises on bytes that are no archive."""


class Archive:
    """A ZIP file whose names and sizes were found in order; names compare without their case."""

    def __init__(self, content: bytes) -> None:
        # Counted in the bytes, because zipfile makes an object of each before it tells how many.
        if content.count(_ENTRY_MARK) > MOST_ENTRIES:
            raise Unacceptable(Refusal.BOMB)
        try:
            self._zip = ZipFile(BytesIO(content))
        except _FAULTS as error:
            raise Unacceptable(Refusal.DAMAGED) from error
        self._entries: dict[str, ZipInfo] = {}
        for entry in self._zip.infolist():
            _check(entry)
            if entry.filename.lower() in self._entries:
                raise Unacceptable(Refusal.DAMAGED)
            self._entries[entry.filename.lower()] = entry
        if sum(entry.file_size for entry in self._entries.values()) > LARGEST_ALL:
            raise Unacceptable(Refusal.BOMB)

    @property
    def names(self) -> list[str]:
        """Names as they are written, folders left out."""
        return [entry.filename for entry in self._entries.values() if not entry.is_dir()]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """What ``name`` unpacks to; ``Unacceptable`` where it is not there or not whole."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise Unacceptable(Refusal.DAMAGED)
        try:
            with self._zip.open(entry) as packed:
                # Asked for all at once, zipfile would unpack without a bound.
                return packed.read(entry.file_size + 1)
        except _FAULTS as error:
            raise Unacceptable(Refusal.DAMAGED) from error


def packed(entries: dict[str, bytes]) -> bytes:
    """A ZIP file of ``entries`` in their order, the same for the same entries."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()


def _check(entry: ZipInfo) -> None:
    steps = entry.filename.removesuffix("/").split("/")
    odd = any(mark in entry.filename for mark in ("\\", ":", "\0"))
    if odd or len(entry.filename) > _LONGEST_NAME or not {"", ".", ".."}.isdisjoint(steps):
        raise Unacceptable(Refusal.DAMAGED)
    if entry.flag_bits & _ENCRYPTED:
        raise Unacceptable(Refusal.ENCRYPTED)
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Unacceptable(Refusal.DAMAGED)
    steep = entry.file_size > max(_LARGE, STEEPEST * entry.compress_size)
    if steep or entry.file_size > LARGEST_ENTRY:
        raise Unacceptable(Refusal.BOMB)

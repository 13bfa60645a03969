"""Records out of the wire lines that are stored as they came.

A line's shape belongs to the contract, which this package may not know; these are the two keys of
it that are needed here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import msgspec

from kiosk.records import Activity, Job, Notice, Place, Policy
from offline_cache.faults import CatalogueUnreadable

R = TypeVar("R", Job, Policy, Place, Activity, Notice)


class StoredLine(msgspec.Struct, Generic[R], frozen=True):
    """A line, as far as the cache reads it."""

    record: R
    pinyin: tuple[str, ...] = ()


def line_reader(record_type: type[R]) -> Callable[[bytes], StoredLine[R]]:
    """Decoder of stored lines of one collection; ``CatalogueUnreadable`` for a damaged one."""
    shape: Any = StoredLine
    decoder: msgspec.json.Decoder[StoredLine[R]] = msgspec.json.Decoder(shape[record_type])

    def read(line: bytes) -> StoredLine[R]:
        try:
            return decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise CatalogueUnreadable(
                f"A stored record is damaged ({error}): remove catalogue.db and sync again."
            ) from error

    return read


read_job: Final = line_reader(Job)

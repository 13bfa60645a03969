"""Records out of the wire lines that are stored as they came.

A line's shape belongs to the contract, which this package may not know; these are the two keys of
it that are needed here. What turns text around or hides in it is taken out on the way, whoever
signed it: nobody who reads the cache ever meets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Final, Generic, TypeVar

import msgspec

from kiosk.records import Activity, Job, Notice, Place, Policy
from kiosk.text.tidy import visible
from offline_cache.faults import CatalogueUnreadable

_ESCAPED: Final = re.compile(rb'\\[^"\\/n]')
"""A character that JSON spells out: anything but a quote, a slash or a line break."""

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
            stored = decoder.decode(line)
            hidden = _may_hide_something(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise CatalogueUnreadable(
                f"A stored record is damaged ({error}): remove catalogue.db and sync again."
            ) from error
        return StoredLine(_cleaned(stored.record), stored.pinyin) if hidden else stored

    return read


def _may_hide_something(line: bytes) -> bool:
    # About what decoding costs, 3 to 5 us; cleaning every string would cost ten times as much.
    return not line.decode().isprintable() or (b"\\" in line and bool(_ESCAPED.search(line)))


def _cleaned(record: R) -> R:
    said = {field.name: getattr(record, field.name) for field in fields(record)}
    plain: dict[str, Any] = {
        name: visible(words) for name, words in said.items() if type(words) is str
    }
    return replace(record, **plain)


read_job: Final = line_reader(Job)

"""Text and template of a Word document of before 2007, as far as its own tables lead to them.

Offsets are of [MS-DOC]: the FIB at the start of the stream ``WordDocument`` (2.5), the pieces that
text is put together from (2.8.35, 2.9.38), the strings about the document (2.9.274).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_MAGIC: Final = 0xA5EC
_WORD_97: Final = 0x00C1
_FLAGS_AT: Final = 0x0A
_IS_ENCRYPTED: Final = 0x0100
_HAS_TABLE_1: Final = 0x0200
_IS_OBFUSCATED: Final = 0x8000
_ASSOCIATED_AT: Final = 0x019A
_PIECES_AT: Final = 0x01A2
_PROPERTIES: Final = 1
_PIECE_TABLE: Final = 2
_NARROW: Final = 1 << 30
_EXTENDED: Final = 0xFFFF
_TEMPLATE: Final = 1
MOST_CHARACTERS: Final = 8_000_000


class NotWord97(ValueError):
    """The tables lead nowhere; the message says which."""


@dataclass(frozen=True, slots=True)
class Fib:
    """What is needed of the file information block; the places are offset and size in bytes."""

    encrypted: bool
    table: str
    associated: tuple[int, int]
    pieces: tuple[int, int]


def fib_of(word: bytes) -> Fib:
    """The block at the start of ``word``, the stream of that name."""
    if len(word) < _PIECES_AT + 8:
        raise NotWord97("The stream is too short.")
    magic, version = struct.unpack_from("<HH", word)
    if magic != _MAGIC or version < _WORD_97:
        raise NotWord97("The stream does not begin like one of Word 97 or later.")
    (flags,) = struct.unpack_from("<H", word, _FLAGS_AT)
    return Fib(
        encrypted=bool(flags & (_IS_ENCRYPTED | _IS_OBFUSCATED)),
        table="1Table" if flags & _HAS_TABLE_1 else "0Table",
        associated=struct.unpack_from("<II", word, _ASSOCIATED_AT),
        pieces=struct.unpack_from("<II", word, _PIECES_AT),
    )


def text_of(fib: Fib, word: bytes, table: bytes) -> str:
    """All text in its order, headers, notes and field instructions among it."""
    found: list[str] = []
    characters = 0
    for count, place in _pieces(_cut(table, fib.pieces)):
        characters += count
        if characters > MOST_CHARACTERS:
            raise NotWord97("The pieces are longer than any text.")
        if place & _NARROW:
            found.append(_cut(word, ((place ^ _NARROW) // 2, count)).decode("latin-1"))
        else:
            found.append(_cut(word, (place, count * 2)).decode("utf-16-le", "replace"))
    return "".join(found)


def template_of(fib: Fib, table: bytes) -> str:
    """Where the document's template stands; empty for the usual one."""
    strings = _cut(table, fib.associated)
    if len(strings) < 6 or struct.unpack_from("<H", strings)[0] != _EXTENDED:
        return ""
    at = 6
    for number in range(_TEMPLATE + 1):
        if at + 2 > len(strings):
            return ""
        (count,) = struct.unpack_from("<H", strings, at)
        text = strings[at + 2 : at + 2 + count * 2]
        if number == _TEMPLATE:
            return text.decode("utf-16-le", "replace")
        at += 2 + count * 2
    return ""


def _pieces(table: bytes) -> list[tuple[int, int]]:
    """Characters and place of each piece; the place has a bit for one byte a character."""
    at = 0
    while table[at : at + 1] == bytes([_PROPERTIES]):
        (size,) = struct.unpack("<H", _cut(table, (at + 1, 2)))
        at += 3 + size
    if table[at : at + 1] != bytes([_PIECE_TABLE]):
        raise NotWord97("There is no table of pieces.")
    (size,) = struct.unpack("<I", _cut(table, (at + 1, 4)))
    plc = _cut(table, (at + 5, size))
    count = (size - 4) // 12 if size >= 4 else 0
    ends = struct.unpack_from(f"<{count + 1}I", plc) if count else ()
    places = [
        struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        for number in range(count)
    ]
    lengths = [after - before for before, after in pairwise(ends)]
    if any(length < 0 for length in lengths):
        raise NotWord97("The pieces are out of order.")
    return list(zip(lengths, places, strict=True))


def _cut(stream: bytes, place: tuple[int, int]) -> bytes:
    offset, size = place
    if offset + size > len(stream):
        raise NotWord97("A table ends behind its stream.")
    return stream[offset : offset + size]

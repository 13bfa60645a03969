"""Looks for words in every byte of every file, also where they were packed.

Only what is encrypted hides anything from it: streams of deflate are unpacked wherever their first
bytes stand, in a gzip, a ZIP, a PDF (there in base 85 too) or a database, and looked into again.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.canary.forms import needles

_PACKED: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")
_ASCII85: Final = re.compile(rb"stream\s+([!-uz\s]+)~>")
_GZIP: Final = b"\x1f\x8b\x08"
_ZIP: Final = b"PK\x03\x04"
_ZIP_HEAD: Final = 30
_LARGEST: Final = 8_000_000
"""Bytes of one unpacked stream that are looked at."""
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A canary, its form and the file; ``packed`` says how often it had to be unpacked."""

    where: str
    what: str
    packed: int = 0


class Search:
    """For ``canaries`` in whatever it is shown."""

    def __init__(self, canaries: Iterable[str]) -> None:
        self._needles: Mapping[bytes, str] = needles(canaries)

    def below(self, *places: Path) -> list[Found]:
        """What is found in the files of ``places`` and in their names."""
        return [found for place in places for path in _all(place) for found in self._at(path)]

    def within(self, content: bytes, where: str) -> list[Found]:
        """What is found in ``content``."""
        return list(dict.fromkeys(self._within(content, where, 0)))

    def _at(self, path: Path) -> list[Found]:
        found = self.within(str(path).encode(), f"the name of {path}")
        if path.is_file() and not path.is_symlink():
            found += self.within(path.read_bytes(), str(path))
        return found

    def _within(self, content: bytes, where: str, packed: int) -> Iterator[Found]:
        for form, meaning in self._needles.items():
            if form in content:
                yield Found(where, meaning, packed)
        if packed < _DEEPEST:
            for inside in _unpacked(content):
                yield from self._within(inside, where, packed + 1)


def _all(place: Path) -> list[Path]:
    return sorted(place.rglob("*")) if place.is_dir() else [place]


def _unpacked(content: bytes) -> Iterator[bytes]:
    for match in _PACKED.finditer(content):
        start = match.start()
        if match.group() == _ZIP:
            head = content[start : start + _ZIP_HEAD]
            start += _ZIP_HEAD + sum(int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
            inside = _inflated(content[start:], -zlib.MAX_WBITS)
        elif match.group() == _GZIP:
            inside = _inflated(content[start:], zlib.MAX_WBITS | 16)
        else:  # past its head, so that a sum that is wrong or missing at its end costs nothing
            inside = _inflated(content[start + 2 :], -zlib.MAX_WBITS)
        if inside:
            yield inside
    for text in _ASCII85.findall(content):
        try:
            yield a85decode(text)
        except ValueError:
            continue


def _inflated(content: bytes, bits: int) -> bytes:
    """As much of the stream at the start of ``content`` as can be unpacked."""
    inflating, inside = zlib.decompressobj(bits), bytearray()
    try:
        for start in range(0, len(content), 4096):
            inside += inflating.decompress(content[start : start + 4096], _LARGEST - len(inside))
            if inflating.eof or inflating.unconsumed_tail or len(inside) >= _LARGEST:
                break
    except zlib.error:
        pass  # most that begins so is none, and one that was cut off is read as far as it goes
    return bytes(inside)

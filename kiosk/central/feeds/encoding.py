"""In which encoding a feed is written, recognised by reading it.

Nobody who sends a feed knows its encoding, and a first kilobyte in ASCII proves nothing, so the
whole file is decoded once, in pieces, before a row is read.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.central.feeds.unusable import UnusableFeed

_PIECE: Final = 1 << 20
_HEAD: Final = 1 << 16
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS: Final = (
    (b"PK\x03\x04", "an Excel or ZIP file; save it as CSV and import that"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file; save it as CSV and import that"),
    (b"%PDF", "a PDF; ask its sender for a CSV"),
    (b"\x1f\x8b", "compressed; unpack it and import what is inside"),
)
_TEXT_CONTROLS: Final = frozenset(b"\t\n\v\f\r\x1a\x1b")
_TOLERATED_DAMAGE: Final = 0.001


@dataclass(frozen=True, slots=True)
class Encoding:
    """Codec and error scheme to open the file with."""

    name: str
    errors: str = "strict"


def encoding_of(path: Path) -> Encoding:
    """Encoding of ``path``; ``UnusableFeed`` if it is missing, empty or not text."""
    head = _head(path)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Encoding(name, "replace")
    _refuse_binary(path, head)
    damaged: list[tuple[float, str]] = []
    for name in ("utf-8", "gb18030"):
        damage = _damage(path, name)
        if damage == 0:
            return Encoding(name)
        damaged.append((damage, name))
    least, name = min(damaged)
    if least > _TOLERATED_DAMAGE:
        raise UnusableFeed(
            f"{path} is not text in UTF-8, UTF-16 or GB18030; save it as UTF-8 and try again."
        )
    return Encoding(name, "replace")


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise UnusableFeed(f"{path} is a directory; name the file in it.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as error:
        raise UnusableFeed(f"There is no file {path}.") from error
    except OSError as error:
        raise UnusableFeed(f"{path} cannot be read: {error.strerror}.") from error
    if not head.strip():
        raise UnusableFeed(f"{path} is empty; ask its sender for the rows.")
    return head


def _refuse_binary(path: Path, head: bytes) -> None:
    for magic, what in _OTHER_FORMATS:
        if head.startswith(magic):
            raise UnusableFeed(f"{path} is {what}.")
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
    if head.count(0) > len(head) * 0.005 or controls > len(head) * 0.05:
        raise UnusableFeed(f"{path} is not a text file; export the feed as CSV and import that.")


def _damage(path: Path, name: str) -> float:
    """Share of characters of ``path`` that are no ``name``; stops early when it is hopeless."""
    decoder = codecs.getincrementaldecoder(name)("replace")
    characters = broken = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            text = decoder.decode(piece)
            characters += len(text)
            broken += text.count("\ufffd") - piece.count("\ufffd".encode(name))
            if broken > 1_000 and broken > characters * 0.1:
                return 1.0
    broken += decoder.decode(b"", final=True).count("\ufffd")
    return max(0, broken) / max(1, characters)

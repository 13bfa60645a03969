"""What the corpus hides in its files, to be looked for in what comes out."""

from __future__ import annotations

import re
import zlib
from typing import Final

PLANTED: Final = b"PLANTED-e3b0c442"
TEXT: Final = PLANTED.decode()
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def unpacked_streams(pdf: bytes) -> bytes:
    """All Flate streams of ``pdf``, found by their words and not by any library's reading."""
    found = []
    for match in _STREAM.finditer(pdf):
        try:
            found.append(zlib.decompressobj().decompress(match.group(1)))
        except zlib.error:
            continue
    return b"\n".join(found)

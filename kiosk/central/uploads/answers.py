"""How the worker tells its verdict: one line of JSON, then the bytes to keep.

The parent believes none of it unseen: a decoder that was taken over writes this too.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

LONGEST_HEADER: Final = 4096
LARGEST_KEPT: Final = 16 * 1024 * 1024
"""Bytes; writing a file anew can make it larger than it came."""
LARGEST_ANSWER: Final = LONGEST_HEADER + LARGEST_KEPT


@dataclass(frozen=True, slots=True)
class Header:
    """The first line; ``reason`` is set for a refusal, ``kind`` for a file to keep.

    ``peak_kib``: most memory that the worker held, in KiB.
    """

    reason: str | None = None
    kind: str | None = None
    pages: int | None = None
    removed: tuple[str, ...] = ()
    neutralised: bool = True
    peak_kib: int = 0


def encoded(header: Header, content: bytes = b"") -> bytes:
    """The answer as it goes through the pipe."""
    return json.dumps(asdict(header)).encode("ascii") + b"\n" + content

"""What goes into the catalogue and what it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.records import Record

COLLECTIONS: Final = ("jobs", "policies", "places", "activities", "notices")


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One record with the wire line it came in.

    ``line`` is stored byte for byte, and both the index and the screen read it and nothing else, so
    that a move to another site needs no network. ``hash`` has 16 bytes. ``pinyin`` repeats the
    line's readings (space-separated syllables) for whoever looks at a row.
    """

    id: str
    record: Record
    line: bytes
    hash: bytes
    pinyin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueState:
    """The one published version that the file equals; ``digests`` by name of collection.

    ``contact_at`` is when the platform last confirmed it, ``verdict`` what the last try came to.
    """

    version: int
    published_at: datetime
    expires_at: datetime
    applied_at: datetime
    digests: Mapping[str, str]
    contact_at: datetime | None = None
    verdict: str | None = None

"""What goes into the catalogue and what it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.records import Record
from kiosk.timekeeping import LONGEST_SILENCE, Anchor, TrustedTime

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

    ``sealing_key`` is the platform's (hex). ``contact_at`` is when the platform last confirmed
    the version, ``tried_at`` and ``verdict`` what the last try came to, and ``anchor`` the last
    moment at which the platform's time was known.
    """

    version: int
    published_at: datetime
    expires_at: datetime
    applied_at: datetime
    digests: Mapping[str, str]
    sealing_key: str = ""
    contact_at: datetime | None = None
    tried_at: datetime | None = None
    verdict: str | None = None
    anchor: Anchor | None = None

    @property
    def heard_at(self) -> datetime:
        """When the platform last confirmed this version, on whatever way it came."""
        return self.contact_at or self.applied_at

    def call_first(self, time: TrustedTime) -> bool:
        """Whether posts may have changed since: 请先打电话核实, and neither apply nor print."""
        return time.doubtful or time.now - self.heard_at > LONGEST_SILENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One try to hear the platform: ``heard_at`` only where it confirmed what the terminal has."""

    tried_at: datetime
    verdict: str
    heard_at: datetime | None = None
    anchor: Anchor | None = None

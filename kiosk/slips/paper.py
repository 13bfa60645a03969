"""What a slip is made of: its paper, its station, its job. Importable without reportlab."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from kiosk.records import Job
from kiosk.settings import Settings

DOT_MM: Final = 0.125
"""A dot of a thermal head of 203 dpi, which is 8 to the millimetre."""


class Layout(StrEnum):
    """A paper that something can be laid out for."""

    ROLL80 = "roll80"
    ROLL58 = "roll58"
    A5 = "a5"
    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Millimetres; ``length`` of a roll is the longest slip, a shorter one ends with its text.

    Nothing is drawn within ``side``, ``top`` and ``foot`` of the edges.
    """

    width: float
    length: float
    side: float
    top: float
    foot: float
    roll: bool = False

    @property
    def printable(self) -> float:
        """Width that may be drawn on; 72 mm of an 80 mm roll are 576 dots, 48 of 58 are 384."""
        return self.width - 2 * self.side


PAPERS: Final = {
    Layout.ROLL80: Paper(width=80, length=2000, side=4, top=3, foot=3, roll=True),
    Layout.ROLL58: Paper(width=58, length=2000, side=5, top=3, foot=3, roll=True),
    Layout.A5: Paper(width=148, length=210, side=9, top=10, foot=9),
    Layout.A4: Paper(width=210, length=297, side=14.5, top=14, foot=12),
    Layout.A3: Paper(width=297, length=420, side=14.5, top=14, foot=12),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who prints, and when: on every sheet.

    ``printed_at`` carries its offset and is shown in China's time. Without ``public_url`` (the
    platform's address for phones) there is no code to scan. ``brand_line`` stands beside the mark.
    """

    station: str
    station_phone: str
    printed_at: datetime
    public_url: str = ""
    region: str = ""
    hotline: str = "12333"
    brand_line: str = "社区微业 · 乐业山东"


def imprint_of(settings: Settings, printed_at: datetime) -> Imprint:
    """The imprint of the terminal with ``settings``."""
    return Imprint(
        station=settings.station.name,
        station_phone=settings.station.phone,
        printed_at=printed_at,
        public_url=settings.central.phone_url,
        region=settings.central.region,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOnPaper:
    """A job and what only this station knows of it.

    ``walk_minutes`` is None where there is no distance; ``call_first`` where the post may have
    changed since this terminal last heard of it.
    """

    job: Job
    walk_minutes: int | None = None
    call_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeOnPaper:
    """Somebody's own words, for their own hands: never kept, never shown in a log."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    wanted: str = field(default="", repr=False)
    experience: str = field(default="", repr=False)
    hours: str = field(default="", repr=False)
    area: str = field(default="", repr=False)
    reference: str = ""

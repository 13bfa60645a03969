"""What time it is on a machine whose clock may be wrong.

A terminal has no person to set its clock. While it has heard the platform since it was switched
on, time is what the platform said plus what has passed, whatever the wall clock does. After a
restart without a network only the wall clock is left: it is believed while it is plausible, and
otherwise time stands still at the last moment that was known, and is called doubtful.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

LONGEST_SILENCE: Final = timedelta(days=14)
"""After so long without the platform a post may be anything: 请先打电话核实 (contract.md)."""
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The machine's clocks at one moment: wall time with its offset, and seconds since boot.

    ``boot_id`` is empty where the system has none; then no two readings are of the same boot.
    """

    wall: datetime
    boot_id: str
    since_boot: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """A moment at which the platform's time was known: ``at`` is its, ``reading`` ours."""

    at: datetime
    reading: ClockReading

    @property
    def offset(self) -> timedelta:
        """How far the wall clock was behind the platform."""
        return self.at - self.reading.wall


@dataclass(frozen=True, slots=True)
class TrustedTime:
    """The time to act on; ``doubtful`` where the wall clock could not be believed."""

    now: datetime
    doubtful: bool


Clock = Callable[[], ClockReading]


def read_clock() -> ClockReading:
    """The machine's clocks, now; time asleep counts as passed where the system can tell."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    since_boot = time.monotonic() if clock is None else time.clock_gettime(clock)
    return ClockReading(datetime.now(UTC), boot_id(), since_boot)


@cache
def boot_id() -> str:
    """Name of this run of the machine, the same for every process until it is switched off."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def trusted_time(
    reading: ClockReading, anchor: Anchor | None, floor: datetime | None = None
) -> TrustedTime:
    """Time (UTC) at ``reading``, by the last ``anchor``; never before the signed ``floor``."""
    if anchor is not None and reading.boot_id and reading.boot_id == anchor.reading.boot_id:
        passed = max(0.0, reading.since_boot - anchor.reading.since_boot)
        return TrustedTime(_later(anchor.at + timedelta(seconds=passed), floor), doubtful=False)
    known = max((moment for moment in (anchor and anchor.at, floor) if moment), default=None)
    if known is None:
        return TrustedTime(reading.wall.astimezone(UTC), doubtful=False)
    claims = [reading.wall] if anchor is None else [reading.wall, reading.wall + anchor.offset]
    for claim in claims:
        if known <= claim <= known + LONGEST_SILENCE:
            return TrustedTime(claim.astimezone(UTC), doubtful=False)
    return TrustedTime(known.astimezone(UTC), doubtful=True)


def _later(moment: datetime, floor: datetime | None) -> datetime:
    return (moment if floor is None else max(moment, floor)).astimezone(UTC)

"""The ladder a catalogue is brought back by: what is there, the last good copy, the seed, nothing.

Whatever happened to the file, there is an answer, and the answer is a value: a terminal must come
up by itself with the best data it can have.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from offline_cache import CATALOGUE_FILE
from offline_cache.care import CatalogueHealth, Condition, examine
from offline_cache.care_copy import GOOD_COPY_FILE, Copied, FreeBytes, copy_proven, free_bytes
from offline_cache.care_files import bring_back, drop_old_sets, put_in_place, remove, set_aside
from offline_cache.faults import CatalogueFault

FRESH_FILE: Final = "catalogue.fresh.db"
"""Name in a terminal's home of a proven copy that is about to take the catalogue's place."""
_ENOUGH: Final = 1.1
"""Room wanted for putting a copy in place, in sizes of the copy; in need there is less to spare."""

Seed = Callable[[], bool]
"""Puts a packaged catalogue in place and lets go of the file; whether it could."""

log = logging.getLogger(__name__)


class Ladder(StrEnum):
    """What a terminal goes on with."""

    SOUND = "sound"
    RESTORED = "restored"
    SEEDED = "seeded"
    EMPTY = "empty"
    UNEXAMINED = "unexamined"


@dataclass(frozen=True, slots=True)
class Climbed:
    """``found`` is what was there before; ``detail`` why it could not be looked at."""

    outcome: Ladder
    found: CatalogueHealth | None = None
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What happened, for a log or a technician."""
        return f"{_found(self.found, self.detail)}{_THEN[self.outcome]}"


_THEN: Final = {
    Ladder.SOUND: ".",
    Ladder.RESTORED: "; the last good copy took its place.",
    Ladder.SEEDED: "; the catalogue that came with the program took its place.",
    Ladder.EMPTY: "; the terminal has none until it hears the platform.",
    Ladder.UNEXAMINED: "; it stays as it is.",
}


def climb(
    home: Path,
    *,
    now: datetime,
    seed: Seed | None = None,
    safe_mode: bool = False,
    older: bool = False,
    free: FreeBytes = free_bytes,
) -> Climbed:
    """Leave the best catalogue that ``home`` can have; nobody may have it open for writing.

    In ``safe_mode`` the file is not trusted even where it looks sound: a fresh copy of what is in
    it takes its place, or the last good copy where the ``older`` content is wanted.
    """
    live = home / CATALOGUE_FILE
    try:
        _finish(live)
        found = examine(live)
        if found.condition is not Condition.SOUND:
            return Climbed(_replaced(home, found, now, seed, free), found)
        if safe_mode and older and (home / GOOD_COPY_FILE).exists():
            return Climbed(_replaced(home, found, now, seed, free), found)
        if safe_mode:
            _renew(live, now, free)
        return Climbed(Ladder.SOUND, found)
    except (CatalogueFault, OSError) as fault:
        return Climbed(Ladder.UNEXAMINED, detail=str(fault))


def _replaced(
    home: Path, found: CatalogueHealth, now: datetime, seed: Seed | None, free: FreeBytes
) -> Ladder:
    live, good = home / CATALOGUE_FILE, home / GOOD_COPY_FILE
    aside = None
    if found.condition is not Condition.EMPTY or good.exists():
        aside = set_aside(live, now)
    if _restored(live, good, free):
        return Ladder.RESTORED
    if aside and found.condition is Condition.SOUND:
        bring_back(aside, live)
        return Ladder.SOUND
    return Ladder.SEEDED if _seeded(live, seed) else Ladder.EMPTY


def _restored(live: Path, good: Path, free: FreeBytes) -> bool:
    try:
        health = examine(good)
        if health.condition is Condition.DAMAGED:
            log.info("The last good copy is damaged too (%s).", health.detail)
            remove(good)
        if health.condition is not Condition.SOUND:
            return False
        return _copied(good, live, free) or _moved(good, live)
    except (CatalogueFault, OSError) as fault:
        log.info("The last good copy cannot be used: %s", fault)
        return False


def _copied(source: Path, live: Path, free: FreeBytes) -> bool:
    try:
        return copy_proven(source, live, room_factor=_ENOUGH, free=free) is Copied.MADE
    except (CatalogueFault, OSError) as fault:
        log.info("No copy could be put in place: %s", fault)
        return False


def _moved(good: Path, live: Path) -> bool:
    """A full disk: the copy itself becomes the catalogue, and the night makes another."""
    drop_old_sets(live, 0)
    put_in_place(good, live)
    return True


def _renew(live: Path, now: datetime, free: FreeBytes) -> None:
    """Perhaps it serves as a new file without its old journals; without room it stays as it is."""
    fresh = live.with_name(FRESH_FILE)
    if _copied(live, fresh, free):
        set_aside(live, now)
        put_in_place(fresh, live)


def _finish(live: Path) -> None:
    """A power cut between the two steps of ``_renew`` left the copy without a name."""
    fresh = live.with_name(FRESH_FILE)
    if fresh.exists() and not live.exists():
        put_in_place(fresh, live)
    remove(fresh)


def _seeded(live: Path, seed: Seed | None) -> bool:
    if seed is None:
        return False
    try:
        return seed() and examine(live).condition is Condition.SOUND
    except (CatalogueFault, OSError) as fault:
        log.info("The catalogue that came with the program cannot be used: %s", fault)
        return False


def _found(found: CatalogueHealth | None, detail: str) -> str:
    if found is None:
        return f"The catalogue could not be examined ({detail})"
    match found.condition:
        case Condition.SOUND:
            return f"The catalogue was examined and is sound (version {found.version})"
        case Condition.EMPTY:
            return "The catalogue is empty"
        case Condition.MISSING:
            return "There was no catalogue"
        case Condition.TOO_NEW:
            return "The catalogue was of a newer program"
        case Condition.DAMAGED:
            return f"The catalogue was damaged ({found.damage}: {found.detail})"

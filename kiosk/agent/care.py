"""The night's care of the catalogue: prove it, keep a copy of it, or bring it back.

At night, because proving takes a second or two for every ten thousand jobs and the screen's hours
are not known here. A station that is switched off every evening has no night: there the care is
made up for once it is two days overdue.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from kiosk.agent.care_record import (
    WANTED_FILE,
    Cause,
    Climb,
    Night,
    note_climb,
    note_night,
    read_record,
)
from kiosk.agent.glance import glance
from kiosk.agent.ladder import Ladder, Seed, climb
from kiosk.records import CHINA_TIME
from offline_cache import CATALOGUE_FILE
from offline_cache.care_copy import GOOD_COPY_FILE, FreeBytes, copy_proven, free_bytes
from offline_cache.care_tidy import tidy
from offline_cache.faults import CatalogueFault

LOOK_AGAIN_SECONDS: Final = 60.0
OVERDUE: Final = timedelta(hours=48)
COPY_AGAIN: Final = timedelta(hours=6)
"""How long a terminal without a good copy waits before it tries for one again."""
_NIGHT: Final = (3, 5)
"""From some minute after three until five, in China's time."""
_SAME_NIGHT: Final = timedelta(hours=12)

log = logging.getLogger(__name__)


class NightlyCare:
    """A duty of the thread that owns the catalogue's writer; ``release`` closes that writer.

    ``now`` is the terminal's time, ``rng`` chooses this terminal's minute of the night.
    """

    name = "care"

    def __init__(
        self,
        home: Path,
        *,
        release: Callable[[], None],
        now: Callable[[], datetime],
        rng: Random,
        seed: Seed | None = None,
        free: FreeBytes = free_bytes,
    ) -> None:
        self._home = home
        self._release = release
        self._now = now
        self._minute = rng.randrange(60)
        self._seed = seed
        self._free = free
        self._distrusted = False

    def due(self, now: datetime) -> bool:
        """Whether it is this terminal's time, or a first copy or a missed night is wanted."""
        if self._distrusted or (self._home / WANTED_FILE).exists():
            return True
        last = read_record(self._home).night
        # A clock that was put back must not end the care.
        since = abs(now - last.at) if last else OVERDUE
        if since >= COPY_AGAIN and not (self._home / GOOD_COPY_FILE).exists():
            return glance(self._home) is not None
        return since >= OVERDUE or (since >= _SAME_NIGHT and self._is_night(now))

    def distrust(self) -> None:
        """Somebody could not read the catalogue: look at it with the next turn, not at night."""
        self._distrusted = True

    def run(self) -> float:
        """Care, if it is due; seconds until the next look at the clock."""
        now = self._now()
        if self.due(now):
            self._distrusted = False
            (self._home / WANTED_FILE).unlink(missing_ok=True)
            self._release()
            note_night(self._home, self._cared(now))
        return LOOK_AGAIN_SECONDS

    def _cared(self, now: datetime) -> Night:
        climbed = climb(self._home, now=now, seed=self._seed, free=self._free)
        if climbed.outcome is not Ladder.SOUND or climbed.found is None:
            log.info("%s", climbed.sentence)
            note_climb(
                self._home,
                Climb(at=now, cause=Cause.NIGHT, outcome=climbed.outcome, detail=climbed.sentence),
            )
            return Night(at=now, sound=False)
        version = climbed.found.version
        try:
            copied = copy_proven(
                self._home / CATALOGUE_FILE, self._home / GOOD_COPY_FILE, free=self._free
            )
            tidy(self._home / CATALOGUE_FILE)
        except (CatalogueFault, OSError) as fault:
            log.info("The catalogue is sound (version %s), but not copied: %s", version, fault)
            return Night(at=now, sound=True, version=version)
        log.info("The catalogue is sound (version %s); last good copy: %s.", version, copied)
        return Night(at=now, sound=True, copied=copied, version=version)

    def _is_night(self, now: datetime) -> bool:
        local = now.astimezone(CHINA_TIME)
        first, end = _NIGHT
        return first * 60 + self._minute <= local.hour * 60 + local.minute < end * 60

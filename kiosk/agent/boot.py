"""Coming up after whatever was before: a pulled plug, a kill, three starts that got nowhere.

A marker lies in the home while the agent is at work. Where one is found at a start, the run before
ended without a word, and the catalogue is examined before anybody writes to it. A start that has
not got as far as ``ready`` is a bad one; after three in a row the file is no longer trusted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from kiosk.agent.care_record import Cause, Climb, count_start, note_climb
from kiosk.agent.keeping import keep_file
from kiosk.agent.ladder import Seed, climb
from offline_cache import CATALOGUE_FILE
from offline_cache.care_files import sync_folder

MARKER_FILE: Final = "agent.running"
BAD_STARTS: Final = 3
"""So many starts in a row that got nowhere, and the next is in safe mode."""
OLDER_AFTER: Final = 2 * BAD_STARTS
"""So many, and the content is not trusted either: an older one may be served for once."""
_ONE_DAY_SECONDS: Final = 86_400.0

log = logging.getLogger(__name__)


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """Lies in the home while an agent is at work; ``bad_starts`` in a row, this one included."""

    boot_id: str = ""
    bad_starts: int = 1


class Boot:
    """One start of the agent in ``home``; also a duty, whose first turn says that it got somewhere.

    To be used while the home's lock is held. ``now`` is the terminal's time, ``boot_id`` the name
    of this run of the machine; ``seed`` puts a packaged catalogue in place.
    """

    name = "boot"

    def __init__(
        self, home: Path, *, now: Callable[[], datetime], boot_id: str, seed: Seed | None = None
    ) -> None:
        self._home = home
        self._now = now
        self._boot_id = boot_id
        self._seed = seed

    @contextmanager
    def running(self) -> Iterator[None]:
        """The agent's life, begun before the catalogue is opened; an exception is no clean end."""
        self.rise()
        yield
        self.ended()

    def rise(self) -> None:
        """See how the run before ended, and make sure of the catalogue where it ended badly."""
        before = _read(self._home / MARKER_FILE)
        bad = before.bad_starts if before else 0
        cause = self._cause(before)
        self._mark(Marker(boot_id=self._boot_id, bad_starts=bad + 1))
        count_start(self._home, cause)
        if before is not None or not (self._home / CATALOGUE_FILE).exists():
            self._climb(cause, bad)

    def run(self) -> float:
        """The duties have had their first turns: a good start. Seconds until the next turn."""
        self.ready()
        return _ONE_DAY_SECONDS

    def ready(self) -> None:
        """This start got somewhere."""
        self._mark(Marker(boot_id=self._boot_id, bad_starts=0))

    def ended(self) -> None:
        """The agent ends because it was told to, with the catalogue closed."""
        try:
            (self._home / MARKER_FILE).unlink(missing_ok=True)
            sync_folder(self._home)
        except OSError as error:
            log.info("the next start will examine the catalogue: %s", error)

    def _climb(self, cause: Cause, bad_starts: int) -> None:
        now = self._now()
        safe_mode = bad_starts > 0 and bad_starts % BAD_STARTS == 0
        if safe_mode:
            log.info("%d starts got nowhere: the catalogue is not trusted.", bad_starts)
        climbed = climb(
            self._home,
            now=now,
            seed=self._seed,
            safe_mode=safe_mode,
            older=bad_starts >= OLDER_AFTER,
        )
        log.info("%s", climbed.sentence)
        note_climb(
            self._home,
            Climb(
                at=now,
                cause=cause,
                outcome=climbed.outcome,
                detail=climbed.sentence,
                safe_mode=safe_mode,
            ),
        )

    def _cause(self, before: Marker | None) -> Cause:
        if before is None:
            return Cause.CLEAN
        same_run = bool(self._boot_id) and before.boot_id == self._boot_id
        return Cause.KILLED if same_run else Cause.POWER

    def _mark(self, marker: Marker) -> None:
        try:
            keep_file(self._home / MARKER_FILE, msgspec.json.encode(marker))
        except OSError as error:
            log.info("%s was not written: %s", MARKER_FILE, error)


def _read(path: Path) -> Marker | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Marker)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Marker()  # torn or flipped: there was one, and that is what it says

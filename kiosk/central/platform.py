"""What every route stands on: the platform's home, its clock, and a store opened at first use.

Routes that terminals read from never ask for the store, so that a catalogue is served also where
no database can be opened.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from kiosk.central.places import UnusablePlace, places_of
from kiosk.central.resident_files import FilesUnusable, ResidentFiles, resident_files
from kiosk.central.shelf import Shelf
from kiosk.central.store import Store

if TYPE_CHECKING:
    from kiosk.central.metrics import Meter

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The platform's own time."""
    return datetime.now(UTC)


class Platform:
    """One platform as its routes see it; ``now`` gives moments with their offset.

    ``meter`` counts what nobody sees from outside, where figures are asked for.
    """

    def __init__(self, home: Path, now: Now = utc_now, meter: Meter | None = None) -> None:
        self.home = home
        self.now = now
        self.meter = meter
        self.shelf = Shelf(home)
        self._opening = Lock()
        self._terminals: Store | None = None
        self._catalogue: Store | None = None
        self._files: ResidentFiles | None = None

    def terminals(self) -> Store:
        """What terminals send: a store of its own, so that no publication keeps them waiting.

        ``StoreUnusable`` where it cannot be opened; a route lets that pass and 503 is answered.
        """
        with self._opening:
            if self._terminals is None:
                self._terminals = Store.of_terminals(self.home)
            return self._terminals

    def catalogue(self) -> Store:
        """What was taken in, and what is published of it; ``StoreUnusable``."""
        with self._opening:
            if self._catalogue is None:
                self._catalogue = Store.in_home(self.home)
            return self._catalogue

    def files(self) -> ResidentFiles:
        """Residents' files, wherever they are kept; ``FilesUnusable`` where that is no place."""
        with self._opening:
            if self._files is None:
                try:
                    self._files = resident_files(places_of(self.home))
                except UnusablePlace as error:
                    raise FilesUnusable(str(error)) from error
            return self._files

    def close(self) -> None:
        """Let go of the stores."""
        with self._opening:
            for store in (self._terminals, self._catalogue):
                if store is not None:
                    store.close()
            self._terminals = self._catalogue = None


async def platform_of(request: Request) -> Platform:
    """The platform that answers ``request``."""
    platform = request.app.state.platform
    assert isinstance(platform, Platform)
    return platform


Here = Annotated[Platform, Depends(platform_of)]
"""Annotation of a route's parameter that wants the platform."""

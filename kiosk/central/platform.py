"""What every route stands on: the platform's home, its clock, and a store opened at first use.

Routes that terminals read from never ask for the store, so that a catalogue is served also where
no database can be opened.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from kiosk.central.shelf import Shelf
from kiosk.central.store import Store

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The platform's own time."""
    return datetime.now(UTC)


class Platform:
    """One platform as its routes see it; ``now`` gives moments with their offset."""

    def __init__(self, home: Path, now: Now = utc_now) -> None:
        self.home = home
        self.now = now
        self.shelf = Shelf(home)
        self._opening = Lock()
        self._terminals: Store | None = None

    def terminals(self) -> Store:
        """What terminals send: a store of its own, so that no publication keeps them waiting.

        ``StoreUnusable`` where it cannot be opened; a route lets that pass and 503 is answered.
        """
        with self._opening:
            if self._terminals is None:
                self._terminals = Store.of_terminals(self.home)
            return self._terminals

    def close(self) -> None:
        """Let go of the store."""
        with self._opening:
            if self._terminals is not None:
                self._terminals.close()
                self._terminals = None


async def platform_of(request: Request) -> Platform:
    """The platform that answers ``request``."""
    platform = request.app.state.platform
    assert isinstance(platform, Platform)
    return platform


Here = Annotated[Platform, Depends(platform_of)]
"""Annotation of a route's parameter that wants the platform."""

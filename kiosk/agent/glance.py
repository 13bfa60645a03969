"""What the thread that speaks knows of the catalogue: one look at its state, never holding it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from kiosk.timekeeping import Clock, TrustedTime, trusted_time
from offline_cache import CATALOGUE_FILE
from offline_cache.faults import CatalogueFault
from offline_cache.reader import CatalogueReader
from offline_cache.rows import CatalogueState


def glance(home: Path) -> CatalogueState | None:
    """State of the catalogue in ``home``; None where there is none, or none that can be read."""
    try:
        with closing(CatalogueReader(home / CATALOGUE_FILE)) as reader:
            return reader.state()
    except CatalogueFault:
        return None


def terminal_time(clock: Clock, state: Callable[[], CatalogueState | None]) -> TrustedTime:
    """The terminal's time (UTC) by what its catalogue last told; see ``kiosk.timekeeping``."""
    known = state()
    anchor, floor = (known.anchor, known.published_at) if known else (None, None)
    return trusted_time(clock(), anchor, floor)


def terminal_now(clock: Clock, state: Callable[[], CatalogueState | None]) -> datetime:
    """The same, doubtful or not."""
    return terminal_time(clock, state).now

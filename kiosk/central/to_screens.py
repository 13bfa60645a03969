"""Publishing at once what somebody has just decided."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kiosk.central.keys import UnusableKey, signing_key
from kiosk.central.publishing import Published, publish, regions_in
from kiosk.central.store import Store, StoreUnusable


def bring_to_screens(catalogue: Store, home: Path, now: datetime) -> int | None:
    """Publish every region; how many have a new version, or None where that failed.

    A terminal has it with its next poll. What failed is tried again by the platform itself.
    """
    try:
        key = signing_key(home)
        results = [publish(catalogue, home, name, key, now) for name in regions_in(catalogue)]
    except (StoreUnusable, UnusableKey, OSError):
        return None
    return sum(isinstance(result, Published) for result in results)

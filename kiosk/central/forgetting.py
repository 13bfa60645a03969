"""What nobody comes back for is forgotten: tickets that are over, files never sent off."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kiosk.central.phone_files import forget_abandoned
from kiosk.central.resident_files import ResidentFiles
from kiosk.central.store import Store
from kiosk.central.tickets import SESSION, forget_tickets

ABANDONED_AFTER: Final = 2 * SESSION
"""A file that came so long ago has no session any more in which it could be sent off."""


def forget_what_is_over(store: Store, files: ResidentFiles, now: datetime) -> int:
    """Forget tickets and abandoned files of phones; how many files."""
    forgotten = forget_abandoned(store, files.delete, now - ABANDONED_AFTER)
    forget_tickets(store, now)
    return forgotten

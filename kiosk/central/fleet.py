"""Every terminal at one look: is it there, what does it show, what waits in it.

Whether a terminal is online is the platform's own finding, by the age of its last heartbeat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import select

from kiosk.central.store import Store
from kiosk.central.terminal_tables import LastHeartbeat, Standing, TerminalRow
from kiosk.contract.terminals import Heartbeat

ONLINE_FOR: Final = timedelta(minutes=10)
"""Two heartbeats; one may be lost."""
LATE_FOR: Final = timedelta(minutes=60)


class Presence(StrEnum):
    """How long ago a terminal was heard; ``NEW`` is one that never was."""

    ONLINE = "online"
    LATE = "late"
    OFFLINE = "offline"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRow:
    """One terminal; ``said`` is its last heartbeat, heard at ``heard_at``."""

    terminal: str
    site: str
    region: str
    standing: Standing
    presence: Presence
    enrolled_at: datetime
    heard_at: datetime | None
    said: Heartbeat | None


def fleet(store: Store, now: datetime) -> list[FleetRow]:
    """All terminals by site, the revoked ones last."""
    with store.reading() as connection:
        rows = connection.execute(
            select(TerminalRow.id, TerminalRow.site, TerminalRow.region, TerminalRow.standing)
            .add_columns(TerminalRow.enrolled_at, LastHeartbeat.heard_at, LastHeartbeat.said)
            .join_from(
                TerminalRow, LastHeartbeat, TerminalRow.id == LastHeartbeat.terminal, isouter=True
            )
        ).all()
    found = [
        FleetRow(
            terminal=row.id,
            site=row.site,
            region=row.region,
            standing=Standing(row.standing),
            presence=presence(row.heard_at, now),
            enrolled_at=row.enrolled_at,
            heard_at=row.heard_at,
            said=msgspec.json.decode(row.said, type=Heartbeat) if row.said else None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.standing == Standing.REVOKED, row.site, row.terminal))


def presence(heard_at: datetime | None, now: datetime) -> Presence:
    """What an age of ``now - heard_at`` means."""
    if heard_at is None:
        return Presence.NEW
    age = now - heard_at
    if age <= ONLINE_FOR:
        return Presence.ONLINE
    return Presence.LATE if age <= LATE_FOR else Presence.OFFLINE

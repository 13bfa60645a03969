"""Nonces that were used, in the database, since several workers share no memory."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.central.store import Store
from kiosk.central.terminal_tables import SpentNonce
from kiosk.contract.signing import CLOCKS_APART

REMEMBERED: Final = 3 * CLOCKS_APART
"""A request can be good for twice that time; the rest is for a platform's clock set back."""


def spend(store: Store, terminal: str, nonce: str, now: datetime) -> bool:
    """Whether ``terminal`` uses ``nonce`` for the first time; of two at once one is first."""
    with store.writing() as connection:
        connection.execute(delete(SpentNonce).where(SpentNonce.spent_at < now - REMEMBERED))
        postgres = connection.dialect.name == "postgresql"
        insert = postgresql.insert(SpentNonce) if postgres else sqlite.insert(SpentNonce)
        row = {"terminal": terminal, "nonce": nonce, "spent_at": now}
        return connection.execute(insert.values(row).on_conflict_do_nothing()).rowcount == 1

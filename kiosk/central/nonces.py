"""Nonces that were used, in the database, since several workers share no memory."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, tuple_

from kiosk.central.store import Store, insert_into
from kiosk.central.terminal_tables import SpentNonce
from kiosk.contract.signing import CLOCKS_APART

REMEMBERED: Final = 3 * CLOCKS_APART
"""A request can be good for twice that time; the rest is for a platform's clock set back."""


def spend(store: Store, terminal: str, nonce: str, now: datetime) -> bool:
    """Whether ``terminal`` uses ``nonce`` for the first time; of two at once one is first."""
    key = (SpentNonce.terminal, SpentNonce.nonce)
    old = select(*key).where(SpentNonce.spent_at < now - REMEMBERED)
    with store.writing() as connection:
        # What another request is forgetting at this moment is not waited for.
        forgotten = old.with_for_update(skip_locked=True)
        connection.execute(delete(SpentNonce).where(tuple_(*key).in_(forgotten)))
        row = {"terminal": terminal, "nonce": nonce, "spent_at": now}
        new = insert_into(connection, SpentNonce).values(row).on_conflict_do_nothing()
        return connection.execute(new).rowcount == 1

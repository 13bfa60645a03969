"""The code that is typed instead of scanned, and how often one may be wrong.

A code has eight digits and lives for minutes; guesses are counted in the database, since several
workers share no memory. Who guesses is only known by a keyed digest of the address.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, insert, or_, select

from kiosk.central.store import Store, take_turns
from kiosk.central.ticket_tables import CodeGuess, TicketRow
from kiosk.central.tickets import CLOCKS_APART

REMEMBERED: Final = timedelta(minutes=10)
MOST_BY_ONE: Final = 10
MOST_BY_ALL: Final = 1000
"""Wrong guesses within ``REMEMBERED``; a telephone company may put many phones behind one."""


@dataclass(frozen=True, slots=True)
class Guessing:
    """Too many wrong guesses; nothing was looked up."""


@dataclass(frozen=True, slots=True)
class NoSuchCode:
    """No ticket has this code, or no longer."""


def ticket_of_code(
    store: Store, code: str, *, address: str, key: bytes, now: datetime
) -> str | NoSuchCode | Guessing:
    """The text of the ticket with this ``code``; ``address`` is where the guess comes from."""
    guesser = hmac.digest(key, address.encode(), hashlib.sha256).hex()
    good = or_(TicketRow.expires_at > now - CLOCKS_APART, TicketRow.opened_at.is_not(None))
    with store.writing() as connection:
        take_turns(connection, "guesses")
        connection.execute(delete(CodeGuess).where(CodeGuess.at < now - REMEMBERED))
        mine = select(func.count()).where(CodeGuess.address == guesser)
        everybody = select(func.count(CodeGuess.id))
        if (connection.scalar(mine) or 0) >= MOST_BY_ONE:
            return Guessing()
        if (connection.scalar(everybody) or 0) >= MOST_BY_ALL:
            return Guessing()
        found = connection.scalar(
            select(TicketRow.text).where(
                TicketRow.code == code, TicketRow.submission.is_(None), good
            )
        )
        if found is None:
            connection.execute(insert(CodeGuess).values(at=now, address=guesser))
    return NoSuchCode() if found is None else found

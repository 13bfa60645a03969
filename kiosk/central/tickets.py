"""Phone tickets at the platform: proven, opened by a phone, watched by their terminal.

Opening a ticket uses nothing up: whoever loads the page again, or in another browser, goes on. Only
an accepted submission does (``kiosk.central.phone_submissions``).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, select, update

from kiosk.central.store import Store, insert_into
from kiosk.central.terminal_tables import Standing
from kiosk.central.terminals import KnownTerminal, known_terminal
from kiosk.central.ticket_tables import TicketRow
from kiosk.contract.tickets import (
    BadTicket,
    Reaching,
    Ticket,
    TicketStanding,
    prove_ticket,
    read_ticket,
)

CLOCKS_APART: Final = timedelta(minutes=5)
"""How far a terminal's best knowledge of the time may be behind the platform's."""
SESSION: Final = timedelta(minutes=60)
"""How long a phone may take, once it has opened a ticket in time."""
REMEMBERED: Final = timedelta(days=1)
"""How long an expired ticket is known, for a phone that asks again whether it was received."""
_WATCHED_ANEW: Final = timedelta(seconds=2)
_WATCHED: Final = timedelta(seconds=10)
_CODE_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class Session:
    """A phone that may go on: its ticket, the terminal that made it, and what it has done.

    ``watched`` says whether the terminal's screen follows at this moment.
    """

    ticket: Ticket
    terminal: KnownTerminal
    ends_at: datetime
    watched: bool
    moves: int


@dataclass(frozen=True, slots=True)
class Closed:
    """No way on: ``why`` is no_ticket, revoked, expired or used."""

    why: str


def proven(store: Store, text: str) -> tuple[Ticket, KnownTerminal] | Closed:
    """The ticket in ``text`` and the terminal that signed it, if that is listened to."""
    try:
        claimed = read_ticket(text)
        terminal = known_terminal(store, claimed.terminal)
        if terminal is None:
            return Closed("no_ticket")
        ticket = prove_ticket(text, terminal.public_key)
    except BadTicket:
        return Closed("no_ticket")
    return Closed("revoked") if terminal.standing != Standing.ACTIVE else (ticket, terminal)


def open_ticket(store: Store, text: str, now: datetime) -> Session | Closed:
    """A phone comes with ``text``, for the first time or again."""
    found = proven(store, text)
    if isinstance(found, Closed):
        return found
    ticket, terminal = found
    with store.writing() as connection:
        row = _row(connection, ticket)
        if row is None or row.opened_at is None:
            if now > ticket.expires_at + CLOCKS_APART:
                return Closed("expired")
            _note(connection, ticket, text)
            opened = {"opened_at": now, "moves": TicketRow.moves + 1}
            connection.execute(update(TicketRow).where(is_of(ticket)).values(opened))
            row = _row(connection, ticket)
    assert row is not None
    return _session(ticket, terminal, row, now)


def session_of(store: Store, text: str, now: datetime) -> Session | Closed:
    """The session that a phone has opened with ``text``; ``expired`` where it never did."""
    found = proven(store, text)
    if isinstance(found, Closed):
        return found
    with store.reading() as connection:
        row = _row(connection, found[0])
    if row is None or row.opened_at is None:
        return Closed("expired")
    return _session(*found, row, now)


def note_move(store: Store, ticket: Ticket) -> None:
    """The phone has done something: its terminal waits on."""
    with store.writing() as connection:
        moved = update(TicketRow).where(is_of(ticket)).values(moves=TicketRow.moves + 1)
        connection.execute(moved)


def watch_ticket(
    store: Store, text: str, *, terminal: str, nonce: str, now: datetime
) -> TicketStanding | Closed:
    """What ``terminal`` hears of its own ticket ``nonce``; noted with a code at the first time."""
    found = proven(store, text)
    if isinstance(found, Closed):
        return found
    ticket = found[0]
    if (ticket.terminal, ticket.nonce.hex()) != (terminal, nonce):
        return Closed("no_ticket")
    with store.reading() as connection:
        row = _row(connection, ticket)
    if row is None or row.code is None or _stale(row.watched_at, now):
        with store.writing() as connection:
            _note(connection, ticket, text)
            _give_code(connection, ticket)
            watched = update(TicketRow).where(is_of(ticket)).values(watched_at=now)
            connection.execute(watched)
            row = _row(connection, ticket)
    assert row is not None
    return TicketStanding(
        reached=_reached(row),
        code="" if row.submission or row.code is None else row.code,
        moves=row.moves,
        submission=row.submission or "",
        reference=row.reference or "",
        applied=bool(row.applied),
    )


def forget_tickets(store: Store, now: datetime) -> None:
    """Forget tickets that nobody can open any more and whose sessions are over."""
    over = TicketRow.expires_at < now - REMEMBERED
    with store.writing() as connection:
        connection.execute(delete(TicketRow).where(over))


def is_of(ticket: Ticket) -> ColumnElement[bool]:
    """Condition that a ``TicketRow`` is this ticket's."""
    return and_(TicketRow.terminal == ticket.terminal, TicketRow.nonce == ticket.nonce.hex())


def _session(
    ticket: Ticket, terminal: KnownTerminal, row: Row[Any], now: datetime
) -> Session | Closed:
    if row.submission is not None:
        return Closed("used")
    ends_at = row.opened_at + SESSION
    if now > ends_at:
        return Closed("expired")
    watched = row.watched_at is not None and now - row.watched_at < _WATCHED
    return Session(ticket, terminal, ends_at, watched, row.moves)


def _reached(row: Row[Any]) -> Reaching:
    if row.submission is not None:
        return Reaching.RECEIVED
    return Reaching.SHOWN if row.opened_at is None else Reaching.SCANNED


def _stale(watched_at: datetime | None, now: datetime) -> bool:
    return watched_at is None or now - watched_at >= _WATCHED_ANEW


def _row(connection: Connection, ticket: Ticket) -> Row[Any] | None:
    return connection.execute(
        select(*TicketRow.__table__.columns).where(is_of(ticket))
    ).one_or_none()


def _note(connection: Connection, ticket: Ticket, text: str) -> None:
    row = {
        "terminal": ticket.terminal,
        "nonce": ticket.nonce.hex(),
        "text": text,
        "expires_at": ticket.expires_at,
        "moves": 0,
    }
    noted = insert_into(connection, TicketRow).values(row)
    connection.execute(noted.on_conflict_do_nothing())


def _give_code(connection: Connection, ticket: Ticket) -> None:
    """A code that no other ticket has; where all tries hit one, the ticket goes without for now."""
    for _ in range(3):
        code = "".join(secrets.choice("0123456789") for _ in range(_CODE_DIGITS))
        taken = select(TicketRow.code).where(TicketRow.code == code)
        if connection.scalar(taken) is None:
            given = update(TicketRow).where(is_of(ticket), TicketRow.code.is_(None))
            connection.execute(given.values(code=code))
            return

"""How a terminal becomes known: a token is issued at the office, and used once at the terminal.

Guessing is hopeless at 128 random bits, so every token that is not good is refused alike.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from kiosk.central.store import Store, insert_into
from kiosk.central.terminal_tables import Standing, TerminalRow, TokenRow
from kiosk.contract.terminals import Enrolment, EnrolmentRequest

ID_ALPHABET: Final = "23456789bcdfghjkmnpqrstvwxz"
"""Nothing that is confused when it is read aloud, and no vowel, so that no word comes out."""
ID_LENGTH: Final = 8
_TOKEN_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class BadToken:
    """Unknown, expired, or used for another key: which of them is not said."""


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """The key is another terminal's already, or was; every terminal has its own."""


EnrolmentOutcome = Enrolment | BadToken | KeyInUse


def issue_token(
    store: Store, *, site: str, region: str, issued_at: datetime, expires_at: datetime
) -> str:
    """A new token for one terminal at ``site``; it is nowhere on record but in the answer."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = {
        "hash": _hash(token),
        "site": site,
        "region": region,
        "issued_at": issued_at,
        "expires_at": expires_at,
    }
    with store.writing() as connection:
        connection.execute(insert(TokenRow).values(row))
    return token


def enrol(store: Store, request: EnrolmentRequest, now: datetime) -> EnrolmentOutcome:
    """Make the terminal known; the same token with the same key gets the same answer again."""
    wanted = _hash(request.token)
    with store.writing() as connection:
        token = connection.execute(
            select(TokenRow.hash, TokenRow.site, TokenRow.region, TokenRow.expires_at)
            .add_columns(TokenRow.terminal)
            .where(TokenRow.hash == wanted)
            .with_for_update()
        ).one_or_none()
        if token is None or not hmac.compare_digest(token.hash, wanted):
            return BadToken()
        if token.terminal is not None:
            return _again(connection, token.terminal, request.public_key)
        if now > token.expires_at:
            return BadToken()
        terminal = _new_id(connection)
        row = {
            "id": terminal,
            "site": token.site,
            "region": token.region,
            "public_key": request.public_key,
            "enrolled_at": now,
            "standing": Standing.ACTIVE,
        }
        new = insert_into(connection, TerminalRow).values(row)
        alone = new.on_conflict_do_nothing(index_elements=["public_key"])
        if not connection.execute(alone).rowcount:
            return KeyInUse()
        used = update(TokenRow).where(TokenRow.hash == wanted).values(terminal=terminal)
        connection.execute(used)
        return Enrolment(terminal=terminal, site=token.site)


def _again(connection: Connection, terminal: str, public_key: str) -> EnrolmentOutcome:
    known = connection.execute(
        select(TerminalRow.site, TerminalRow.public_key).where(TerminalRow.id == terminal)
    ).one_or_none()
    if known is None or not hmac.compare_digest(known.public_key, public_key):
        return BadToken()
    return Enrolment(terminal=terminal, site=known.site)


def _new_id(connection: Connection) -> str:
    while True:
        name = "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))
        if connection.scalar(select(TerminalRow.id).where(TerminalRow.id == name)) is None:
            return name


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

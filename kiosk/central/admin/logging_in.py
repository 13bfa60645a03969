"""Logging in: slower with every wrong password, by name and by address, and then a session.

Attempts are counted in the database, since several workers share no memory, and before the password
is looked at, so that many at once are counted as well. What was typed as a name may be a password;
only keyed digests are kept.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from kiosk.central.admin.passwords import hashed, matches, outdated
from kiosk.central.admin.sessions import begin_session
from kiosk.central.operator_tables import LoginAttempt, OperatorRow
from kiosk.central.operators import BadName, Operator, Role, operator_name
from kiosk.central.store import Store, take_turns

REMEMBERED: Final = timedelta(hours=1)
FREE_BY_NAME: Final = 5
FREE_BY_ADDRESS: Final = 20
"""Wrong ones before there is a wait; an office may share one address."""
FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """``token`` is what the browser carries from now on; nobody else knows it."""

    operator: Operator
    token: str


@dataclass(frozen=True, slots=True)
class WrongPassword:
    """Or nobody of that name."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many wrong ones; nothing was looked at, and nothing is until ``until``."""

    until: datetime


@dataclass(frozen=True, slots=True)
class _Attempt:
    id: int
    name: str
    address: str


def log_in(
    store: Store, typed: str, password: str, *, address: str, key: bytes, now: datetime
) -> LoggedIn | WrongPassword | Wait:
    """Begin a session of the operator ``typed``; ``key`` makes the digests."""
    try:
        name = operator_name(typed)
    except BadName:
        name = ""
    attempt = _count(store, _digest(key, name), _digest(key, f"@{address}"), now)
    if isinstance(attempt, Wait):
        return attempt
    with store.reading() as connection:
        row = connection.execute(
            select(OperatorRow.role, OperatorRow.password).where(OperatorRow.name == name)
        ).one_or_none()
    if not matches(password, row.password if row else None) or row is None:
        return WrongPassword()
    renewed = hashed(password) if outdated(row.password) else None
    with store.writing() as connection:
        _forget(connection, attempt)
        if renewed is not None:
            same = (OperatorRow.name == name, OperatorRow.password == row.password)
            connection.execute(update(OperatorRow).where(*same).values(password=renewed))
        token = begin_session(connection, name, renewed or row.password, now)
    if token is None:  # the password was changed, or the account removed, while it was looked at
        return WrongPassword()
    return LoggedIn(Operator(name, Role(row.role)), token)


def wait_after(failures: int, free: int) -> timedelta:
    """How long after the last of ``failures`` nothing is looked at; doubles with each."""
    if failures < free:
        return timedelta()
    doubled: int = 2 ** min(failures - free, 16)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def _count(store: Store, name: str, address: str, now: datetime) -> _Attempt | Wait:
    with store.writing() as connection:
        take_turns(connection, "logins")
        connection.execute(delete(LoginAttempt).where(LoginAttempt.at < now - REMEMBERED))
        until = max(
            _allowed_again(connection, LoginAttempt.name == name, FREE_BY_NAME, now),
            _allowed_again(connection, LoginAttempt.address == address, FREE_BY_ADDRESS, now),
        )
        if until > now:
            return Wait(until)
        row = insert(LoginAttempt).values(at=now, name=name, address=address)
        made = connection.execute(row).inserted_primary_key
        assert made is not None
        return _Attempt(made[0], name, address)


def _allowed_again(
    connection: Connection, same: ColumnElement[bool], free: int, now: datetime
) -> datetime:
    failures, last = connection.execute(
        select(func.count(LoginAttempt.id), func.max(LoginAttempt.at)).where(same)
    ).one()
    return now if last is None else last + wait_after(failures, free)


def _forget(connection: Connection, attempt: _Attempt) -> None:
    # The name's failures are over; those of the address stay, or an attacker with an account of
    # his own could begin anew at will.
    connection.execute(delete(LoginAttempt).where(LoginAttempt.name == attempt.name))
    connection.execute(delete(LoginAttempt).where(LoginAttempt.id == attempt.id))


def _digest(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()

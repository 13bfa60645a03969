"""Who is logged in: a random token in the browser, and only its hash at the platform."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, or_, select, update

from kiosk.central.operator_tables import OperatorRow, OperatorSession
from kiosk.central.operators import Operator, Role
from kiosk.central.store import Store

ENDS_AFTER: Final = timedelta(hours=10)
"""A working day, whatever is done in it."""
IDLE_FOR: Final = timedelta(minutes=30)
_NOTED_EVERY: Final = timedelta(minutes=1)
_BYTES: Final = 32


def begin_session(
    connection: Connection, operator: str, password: str, now: datetime
) -> str | None:
    """A new token for ``operator``, always a new one; None where ``password`` (as it is kept) is
    not the account's any more."""
    mine = (OperatorRow.name == operator, OperatorRow.password == password)
    if connection.scalar(select(OperatorRow.name).where(*mine).with_for_update()) is None:
        return None
    over = or_(OperatorSession.since < now - ENDS_AFTER, OperatorSession.seen_at < now - IDLE_FOR)
    connection.execute(delete(OperatorSession).where(over))
    token = secrets.token_urlsafe(_BYTES)
    row = {"token": _hashed(token), "operator": operator, "since": now, "seen_at": now}
    connection.execute(insert(OperatorSession).values(row))
    return token


def operator_of(store: Store, token: str, now: datetime) -> Operator | None:
    """Whose session ``token`` is, with the role of this moment; None when it is over."""
    mine = OperatorSession.token == _hashed(token)
    wanted = (
        select(OperatorSession.seen_at, OperatorRow.name, OperatorRow.role)
        .join(OperatorRow, OperatorRow.name == OperatorSession.operator)
        .where(mine, OperatorSession.since >= now - ENDS_AFTER)
        .where(OperatorSession.seen_at >= now - IDLE_FOR)
    )
    with store.reading() as connection:
        row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    if row.seen_at < now - _NOTED_EVERY:
        with store.writing() as connection:
            connection.execute(update(OperatorSession).where(mine).values(seen_at=now))
    return Operator(row.name, Role(row.role))


def end_session(store: Store, token: str) -> None:
    """Forget it."""
    with store.writing() as connection:
        connection.execute(delete(OperatorSession).where(OperatorSession.token == _hashed(token)))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""The people who work at the platform: accounts made at its command line, and what each may do.

There is no account to begin with. A role says what a person may do, here and nowhere else.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import Final

from sqlalchemy import delete, select, update

from kiosk.central.admin.passwords import check_strength, hashed
from kiosk.central.operator_tables import OperatorRow, OperatorSession
from kiosk.central.store import Store, insert_into

LONGEST_NAME: Final = 32


class May(Enum):
    """Something that not everybody may do."""

    MODERATE = auto()  # see what waits and what is published, and decide
    OPEN = auto()  # see what residents left, and open it on the record
    READ_AUDIT = auto()


class Role(StrEnum):
    """Why somebody has an account."""

    MODERATOR = "moderator"
    AUDITOR = "auditor"


ROLES: Final[dict[Role, frozenset[May]]] = {
    Role.MODERATOR: frozenset({May.MODERATE, May.OPEN}),
    Role.AUDITOR: frozenset({May.READ_AUDIT}),
}


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody with an account."""

    name: str
    role: Role

    def may(self, what: May) -> bool:
        """Whether the role allows it."""
        return what in ROLES[self.role]


@dataclass(frozen=True, slots=True)
class NoSuchOperator:
    """Nobody has an account of that name."""


@dataclass(frozen=True, slots=True)
class NameTaken:
    """Somebody has an account of that name."""


class BadName(Exception):
    """Not a name for an account; the message is one sentence."""


def operator_name(text: str) -> str:
    """``text`` as a name is kept, or ``BadName``; two spellings that look alike are one name."""
    name = unicodedata.normalize("NFKC", text).strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadName(f"A name has 1 to {LONGEST_NAME} characters, all of them visible.")
    return name


def add_operator(
    store: Store, name: str, role: Role, password: str, at: datetime
) -> Operator | NameTaken:
    """Make an account; ``BadName``, ``WeakPassword``."""
    name = operator_name(name)
    check_strength(password, name)
    row = {
        "name": name,
        "role": role.value,
        "password": hashed(password),
        "added_at": at,
        "password_at": at,
    }
    with store.writing() as connection:
        new = insert_into(connection, OperatorRow).values(row).on_conflict_do_nothing()
        return Operator(name, role) if connection.execute(new).rowcount else NameTaken()


def change_password(
    store: Store, name: str, password: str, at: datetime
) -> Operator | NoSuchOperator:
    """Give a new password; whoever is logged in by that name is not any more. ``WeakPassword``."""
    name = operator_name(name)
    check_strength(password, name)
    mine = OperatorRow.name == name
    changed = update(OperatorRow).where(mine).values(password=hashed(password), password_at=at)
    with store.writing() as connection:
        if not connection.execute(changed).rowcount:
            return NoSuchOperator()
        connection.execute(delete(OperatorSession).where(OperatorSession.operator == name))
        role = connection.execute(select(OperatorRow.role).where(mine)).scalar_one()
    return Operator(name, Role(role))


def remove_operator(store: Store, name: str) -> Operator | NoSuchOperator:
    """Take the account away, and what it is logged in with; what it did stays on record."""
    name = operator_name(name)
    mine = OperatorRow.name == name
    with store.writing() as connection:
        role = connection.scalar(select(OperatorRow.role).where(mine).with_for_update())
        if role is None:
            return NoSuchOperator()
        connection.execute(delete(OperatorSession).where(OperatorSession.operator == name))
        connection.execute(delete(OperatorRow).where(mine))
    return Operator(name, Role(role))


def operators(store: Store) -> list[tuple[Operator, datetime]]:
    """Everybody with an account by name, and since when the password is what it is."""
    wanted = select(OperatorRow.name, OperatorRow.role, OperatorRow.password_at)
    with store.reading() as connection:
        rows = connection.execute(wanted.order_by(OperatorRow.name)).all()
    return [(Operator(row.name, Role(row.role)), row.password_at) for row in rows]

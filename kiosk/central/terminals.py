"""Which terminals the platform listens to, what each said last, and what a person decides.

Two machines with one key (a cloned image) show by their boots: a boot that another one followed
cannot come back. Then neither is listened to until a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from nacl.signing import VerifyKey
from sqlalchemy import Connection, delete, insert, select, update

from kiosk.central.store import Store, insert_into
from kiosk.central.terminal_tables import LastHeartbeat, SeenBoot, Standing, TerminalRow
from kiosk.contract.terminals import Heartbeat

BOOTS_KEPT: Final = 200
"""Per terminal; a clone that comes back after so many starts of the other is not noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTerminal:
    """A terminal as the platform has it on record."""

    id: str
    site: str
    region: str
    public_key: VerifyKey
    standing: Standing
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class NoSuchTerminal:
    """Nothing is known by that name."""


@dataclass(frozen=True, slots=True)
class RevokedForGood:
    """A revoked terminal stays so; it is enrolled again with a new token."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The terminal now stands so; ``changed`` unless it did already."""

    standing: Standing
    changed: bool


Decision = Decided | NoSuchTerminal | RevokedForGood


def known_terminal(store: Store, terminal: str) -> KnownTerminal | None:
    """The terminal of that id."""
    with store.reading() as connection:
        row = connection.execute(
            select(*TerminalRow.__table__.columns).where(TerminalRow.id == terminal)
        ).one_or_none()
    if row is None:
        return None
    return KnownTerminal(
        id=row.id,
        site=row.site,
        region=row.region,
        public_key=VerifyKey(bytes.fromhex(row.public_key)),
        standing=Standing(row.standing),
        enrolled_at=row.enrolled_at,
    )


def revoke(store: Store, terminal: str, *, by: str, at: datetime) -> Decision:
    """Never listen to ``terminal`` again."""
    return _decide(store, terminal, Standing.REVOKED, by=by, at=at)


def reinstate(store: Store, terminal: str, *, by: str, at: datetime) -> Decision:
    """Listen again to a ``terminal`` that was stopped as cloned."""
    return _decide(store, terminal, Standing.ACTIVE, by=by, at=at)


def note_heartbeat(store: Store, terminal: str, said: Heartbeat, now: datetime) -> bool:
    """Put ``said`` on record; False if it gave a clone away, and the terminal is stopped now."""
    with store.writing() as connection:
        standing = _held(connection, terminal)
        row = {"heard_at": now, "said": msgspec.json.encode(said)}
        new = insert_into(connection, LastHeartbeat).values(row | {"terminal": terminal})
        connection.execute(new.on_conflict_do_update(index_elements=["terminal"], set_=row))
        if not said.boot_id or _plausible(connection, terminal, said.boot_id, now):
            return True
        if standing == Standing.ACTIVE:  # one that was revoked meanwhile stays so
            _stand(connection, terminal, Standing.CLONED, by=None, at=now)
        return False


def _plausible(connection: Connection, terminal: str, boot_id: str, now: datetime) -> bool:
    mine = SeenBoot.terminal == terminal
    over = connection.scalar(select(SeenBoot.over).where(mine, SeenBoot.boot_id == boot_id))
    if over is not None:
        return not over
    connection.execute(update(SeenBoot).where(mine).values(over=True))
    row = {"terminal": terminal, "boot_id": boot_id, "since": now, "over": False}
    connection.execute(insert(SeenBoot).values(row))
    newest = select(SeenBoot.boot_id).where(mine).order_by(SeenBoot.since.desc())
    oldest = connection.scalars(newest.offset(BOOTS_KEPT)).all()
    if oldest:
        connection.execute(delete(SeenBoot).where(mine, SeenBoot.boot_id.in_(oldest)))
    return True


def _decide(store: Store, terminal: str, standing: Standing, *, by: str, at: datetime) -> Decision:
    with store.writing() as connection:
        before = _held(connection, terminal)
        if before is None:
            return NoSuchTerminal()
        if before == standing:
            return Decided(standing, changed=False)
        if before == Standing.REVOKED:
            return RevokedForGood()
        _stand(connection, terminal, standing, by=by, at=at)
        # Whoever is heard next counts as the right one; a second one is noticed as before.
        connection.execute(delete(SeenBoot).where(SeenBoot.terminal == terminal))
        return Decided(standing, changed=True)


def _held(connection: Connection, terminal: str) -> Standing | None:
    """How it stands; nobody else decides about it before this transaction ends."""
    found = select(TerminalRow.standing).where(TerminalRow.id == terminal).with_for_update()
    standing = connection.scalar(found)
    return None if standing is None else Standing(standing)


def _stand(
    connection: Connection, terminal: str, standing: Standing, *, by: str | None, at: datetime
) -> None:
    row = {"standing": standing, "decided_by": by, "decided_at": at}
    connection.execute(update(TerminalRow).where(TerminalRow.id == terminal).values(row))

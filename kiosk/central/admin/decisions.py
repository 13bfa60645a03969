"""What a moderator decides: on the audit record first, then in the catalogue, then on screens.

A decision is about what the moderator saw. If anything of it has changed meanwhile, by a feed or by
somebody else's decision, nothing is decided, and the reason is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import update

from kiosk.central.admin.records import SeenRecord, row_of, seen
from kiosk.central.audit import LONGEST_SUBJECT, Action, Deed, write_down
from kiosk.central.store import Store
from kiosk.central.tables import Entry, State
from kiosk.central.withdrawing import withdraw_employer
from kiosk.records import Job

_BECOMES: Final = {
    Action.APPROVE: State.ACCEPTED,
    Action.REFUSE: State.REFUSED,
    Action.CLOSE: State.REFUSED,
}
_ABOUT: Final = {
    Action.APPROVE: frozenset({State.HELD}),
    Action.REFUSE: frozenset({State.HELD}),
    Action.CLOSE: frozenset({State.ACCEPTED}),
    Action.WITHDRAW: frozenset({State.HELD, State.ACCEPTED}),
}
"""States of a record that a decision is usually about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``by`` decides about the record ``key``, of which ``seal`` is what was on the page."""

    key: str
    seal: str
    action: Action
    reason: str
    by: str
    address: str


@dataclass(frozen=True, slots=True)
class Done:
    """It is on record; ``posts`` were changed by it."""

    seen: SeenRecord
    posts: int = 1


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else decided first: ``now`` is how it stands."""

    now: SeenRecord


@dataclass(frozen=True, slots=True)
class Changed:
    """A feed has brought something else under this id; it wants to be looked at again."""


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such record."""


@dataclass(frozen=True, slots=True)
class NotFrom:
    """What is asked for cannot be done with a record as it stands."""


Decision = Done | Overtaken | Changed | Gone | NotFrom


def decide(catalogue: Store, road: Store, verdict: Verdict, at: datetime) -> Decision:
    """Carry ``verdict`` out; where it cannot be put on record, ``StoreUnusable`` and nothing."""
    known = _standing(catalogue, verdict)
    if not isinstance(known, SeenRecord):
        return known
    if not _possible(verdict.action, known):
        return NotFrom()
    write_down(road, _deed(verdict, verdict.action, known), at)
    if verdict.action == Action.WITHDRAW:
        return _withdrawn(catalogue, known, verdict, at)
    outcome = _decided(catalogue, verdict, at)
    if not isinstance(outcome, Done):
        write_down(road, _deed(verdict, Action.TOO_LATE, known), at)
    return outcome


def _standing(catalogue: Store, verdict: Verdict) -> SeenRecord | Overtaken | Changed | Gone:
    with catalogue.reading() as connection:
        row = row_of(connection, verdict.key)
    return Gone() if row is None else _unchanged(seen(row), verdict)


def _unchanged(now: SeenRecord, verdict: Verdict) -> SeenRecord | Overtaken | Changed:
    if now.seal == verdict.seal:
        return now
    return Changed() if now.state in _ABOUT[verdict.action] else Overtaken(now)


def _possible(action: Action, known: SeenRecord) -> bool:
    if action == Action.WITHDRAW:  # also by a post that is off the screens already
        return bool(employer_of(known))
    return known.state in _ABOUT[action]


def _decided(catalogue: Store, verdict: Verdict, at: datetime) -> Decision:
    with catalogue.writing() as connection:  # one at a time: what is read here is what is changed
        row = row_of(connection, verdict.key)
        if row is None:
            return Gone()
        known = _unchanged(seen(row), verdict)
        if not isinstance(known, SeenRecord):
            return known
        this = (Entry.collection == row.collection, Entry.id == row.id)
        state = _BECOMES[verdict.action]
        values = {"state": state, "decided_by": verdict.by, "decided_at": at}
        connection.execute(update(Entry).where(*this).values(values))
    return Done(known)


def employer_of(known: SeenRecord) -> str:
    """Whose post it is; empty where it is none, or does not say."""
    return known.record.employer or "" if isinstance(known.record, Job) else ""


def _withdrawn(catalogue: Store, known: SeenRecord, verdict: Verdict, at: datetime) -> Done:
    ids = withdraw_employer(catalogue, employer_of(known), by=verdict.by, at=at)
    return Done(known, len(ids))


def _deed(verdict: Verdict, action: Action, known: SeenRecord) -> Deed:
    withdrawn = verdict.action == Action.WITHDRAW
    subject = f"{verdict.key} {employer_of(known)}" if withdrawn else verdict.key
    return Deed(
        operator=verdict.by,
        action=action,
        subject=subject[:LONGEST_SUBJECT],
        reason=verdict.reason,
        address=verdict.address,
    )

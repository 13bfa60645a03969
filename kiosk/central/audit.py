"""What people did with records and with what residents left: written first, changed never.

Every row carries the SHA-256 of itself and of the row before it, so that a row which is changed,
taken out or put in between shows. Rows cut off at the end show against a number and a hash that
were noted elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, func, insert, or_, select

from kiosk.central.operator_tables import AuditRow
from kiosk.central.store import Store, take_turns

BEGINNING: Final = "0" * 64
"""What stands before the first row."""
LONGEST_REASON: Final = 200
LONGEST_SUBJECT: Final = 256
_ROWS_AT_ONCE: Final = 500


class Action(StrEnum):
    """What can be done; never renamed, since it stands in hashes."""

    APPROVE = "approve"
    REFUSE = "refuse"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    TOO_LATE = "too_late"  # what was decided just before came to nothing: another was first
    OPEN = "open"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What ``operator`` (at ``address``) does, to which thing, and why."""

    operator: str
    action: Action
    subject: str
    reason: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """A row as it stands; ``before`` and ``hash`` are 64 hex digits."""

    number: int
    at: datetime
    operator: str
    action: str
    subject: str
    reason: str
    address: str
    before: str
    hash: str


@dataclass(frozen=True, slots=True)
class Sound:
    """Every row follows from the one before it; ``last`` is the hash of row ``count``."""

    count: int
    last: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Row ``number`` is not what was written there; those before it are sound."""

    number: int


Verdict = Sound | Broken


def write_down(store: Store, deed: Deed, at: datetime) -> AuditEntry:
    """Put ``deed`` on record; it is committed when this returns, or ``StoreUnusable`` is raised."""
    newest = select(AuditRow.number, AuditRow.hash).order_by(AuditRow.number.desc()).limit(1)
    with store.writing() as connection:
        take_turns(connection, "audit")
        last = connection.execute(newest).one_or_none()
        number, before = (last.number + 1, last.hash) if last else (1, BEGINNING)
        unsigned = AuditEntry(
            number=number,
            at=at,
            operator=deed.operator,
            action=deed.action.value,
            subject=deed.subject,
            reason=deed.reason[:LONGEST_REASON],
            address=deed.address[:64],
            before=before,
            hash="",
        )
        row = asdict(unsigned) | {"hash": digest(unsigned)}
        connection.execute(insert(AuditRow).values(row))
    return AuditEntry(**row)


def check_log(store: Store, known: tuple[int, str] | None = None) -> Verdict:
    """Work every hash out anew; ``known`` is the number and hash of a row as noted elsewhere."""
    number, before = 0, BEGINNING
    wanted = select(*AuditRow.__table__.columns).order_by(AuditRow.number)
    streamed = {"yield_per": _ROWS_AT_ONCE}
    with (
        store.reading() as connection,
        connection.execute(wanted, execution_options=streamed) as rows,
    ):
        for row in rows:
            number, entry = number + 1, AuditEntry(**row._mapping)
            other = known is not None and known[0] == number and known[1] != entry.hash
            if other or (entry.number, entry.before, entry.hash) != (number, before, digest(entry)):
                return Broken(number)
            before = entry.hash
    if known is not None and known[0] > number:
        return Broken(number + 1)
    return Sound(number, before)


def digest(entry: AuditEntry) -> str:
    """SHA-256 of all that ``entry`` says, and of the hash before it, in hex."""
    facts = asdict(entry) | {"at": entry.at.astimezone(UTC).isoformat(), "hash": None}
    return hashlib.sha256(msgspec.json.encode(facts, order="deterministic")).hexdigest()


def newest_entries(store: Store, *, skip: int, limit: int, words: str = "") -> list[AuditEntry]:
    """Rows with ``words`` in operator, subject or reason (or all), the newest first."""
    wanted = (
        select(*AuditRow.__table__.columns).where(_with(words)).order_by(AuditRow.number.desc())
    )
    with store.reading() as connection:
        rows = connection.execute(wanted.offset(skip).limit(limit)).all()
    return [AuditEntry(**row._mapping) for row in rows]


def count_entries(store: Store, words: str = "") -> int:
    """How many rows ``newest_entries`` chooses from."""
    with store.reading() as connection:
        return connection.scalar(select(func.count(AuditRow.number)).where(_with(words))) or 0


def _with(words: str) -> ColumnElement[bool]:
    columns = (AuditRow.operator, AuditRow.subject, AuditRow.reason)
    return or_(*(column.contains(words, autoescape=True) for column in columns))

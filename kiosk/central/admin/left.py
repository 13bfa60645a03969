"""What residents left, as it may be listed: never whose it is, only that it came, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from kiosk.central.admin.words import KINDS
from kiosk.central.audit import Action
from kiosk.central.opening import PERSONAL
from kiosk.central.operator_tables import AuditRow
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.terminal_tables import TerminalRow
from kiosk.central.ticket_tables import PhoneFileRow

_FILES: Final = (
    select(func.count(PhoneFileRow.id))
    .where(PhoneFileRow.submission == SubmissionRow.id, PhoneFileRow.size > 0)
    .scalar_subquery()
)
_COLUMNS: Final = (
    *(SubmissionRow.id, SubmissionRow.kind, SubmissionRow.reference, SubmissionRow.terminal),
    *(SubmissionRow.received_at, TerminalRow.site, _FILES.label("files")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftThing:
    """A submission that is still sealed; ``opened_by`` is who opened it last."""

    id: str
    kind: str
    reference: str
    terminal: str
    site: str
    received_at: datetime
    files: int
    opened_by: str | None = None
    opened_at: datetime | None = None


def count_left(road: Store, words: str = "") -> int:
    """How many there are, with ``words`` in the reference, the site or the kind's name."""
    with road.reading() as connection:
        return connection.scalar(_chosen(select(func.count(SubmissionRow.id)), words)) or 0


def some_left(road: Store, words: str, *, skip: int, limit: int) -> list[LeftThing]:
    """A page of them, the newest first."""
    wanted = _chosen(select(*_COLUMNS), words)
    order = (SubmissionRow.received_at.desc(), SubmissionRow.id)
    with road.reading() as connection:
        return _things(connection, wanted.order_by(*order).offset(skip).limit(limit))


def one_left(road: Store, submission: str) -> LeftThing | None:
    """The one of that id."""
    wanted = _chosen(select(*_COLUMNS), "").where(SubmissionRow.id == submission)
    with road.reading() as connection:
        return next(iter(_things(connection, wanted)), None)


def _chosen(wanted: Select[Any], words: str) -> Select[Any]:
    known = TerminalRow.id == SubmissionRow.terminal
    joined = wanted.select_from(SubmissionRow).outerjoin(TerminalRow, known)
    return joined.where(SubmissionRow.kind.in_(PERSONAL), _with(words))


def _with(words: str) -> ColumnElement[bool]:
    kinds = [kind for kind, label in KINDS.items() if words in label]
    return or_(
        SubmissionRow.reference.icontains(words, autoescape=True),
        TerminalRow.site.icontains(words, autoescape=True),
        SubmissionRow.kind.in_(kinds),
    )


def _things(connection: Connection, wanted: Select[Any]) -> list[LeftThing]:
    rows = connection.execute(wanted).all()
    opened = _openings(connection, [f"{row.kind} {row.reference} {row.id}" for row in rows])
    return [
        LeftThing(
            id=row.id,
            kind=row.kind,
            reference=row.reference,
            terminal=row.terminal,
            site=row.site or "",
            received_at=row.received_at,
            files=row.files,
            opened_by=by,
            opened_at=at,
        )
        for row in rows
        for by, at in [opened.get(f"{row.kind} {row.reference} {row.id}", (None, None))]
    ]


def _openings(connection: Connection, subjects: list[str]) -> dict[str, tuple[str, datetime]]:
    wanted = (
        select(AuditRow.subject, AuditRow.operator, AuditRow.at)
        .where(AuditRow.action == Action.OPEN.value, AuditRow.subject.in_(subjects))
        .order_by(AuditRow.number)
    )
    return {row.subject: (row.operator, row.at) for row in connection.execute(wanted)}

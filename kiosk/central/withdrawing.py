"""Taking a post or an employer off every screen: refused here, gone with the next publication."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from kiosk.central.moderation import Decided, Decision, NoSuchRecord, record_in
from kiosk.central.store import Store
from kiosk.central.tables import Entry, State, WithdrawnEmployer
from kiosk.records import Job
from kiosk.text.normal import normal_form

_ROWS_AT_ONCE: Final = 500
_IDS_AT_ONCE: Final = 500


def withdraw_employer(store: Store, employer: str, *, by: str, at: datetime) -> list[str]:
    """Refuse every post of ``employer`` and all that feeds bring later; ids of those it had."""
    wanted = normal_form(employer)
    with store.writing() as connection:
        ids = [
            record_id
            for record_id, posted_by in _posts(connection)
            if posted_by is not None and normal_form(posted_by) == wanted
        ]
        for start in range(0, len(ids), _IDS_AT_ONCE):
            connection.execute(
                update(Entry)
                .where(Entry.collection == "jobs", Entry.id.in_(ids[start : start + _IDS_AT_ONCE]))
                .values(state=State.REFUSED, decided_by=by, decided_at=at)
            )
        connection.execute(delete(WithdrawnEmployer).where(WithdrawnEmployer.employer == wanted))
        named = {"employer": wanted, "decided_by": by, "decided_at": at}
        connection.execute(insert(WithdrawnEmployer).values(named))
    return ids


def reinstate_employer(store: Store, employer: str) -> Decision:
    """Let feeds bring posts of ``employer`` again; those refused before stay refused."""
    known = WithdrawnEmployer.employer == normal_form(employer)
    with store.writing() as connection:
        found = connection.execute(delete(WithdrawnEmployer).where(known))
    return Decided(employer) if found.rowcount else NoSuchRecord()


def withdrawn_employers(connection: Connection) -> frozenset[str]:
    """Normal forms of the names of all who were withdrawn."""
    return frozenset(connection.scalars(select(WithdrawnEmployer.employer)))


def _posts(connection: Connection) -> list[tuple[str, str | None]]:
    rows = connection.execute(
        select(Entry.id, Entry.line).where(
            Entry.collection == "jobs", Entry.state != State.REFUSED
        ),
        execution_options={"yield_per": _ROWS_AT_ONCE},
    )
    return [(row.id, _employer(row.line)) for row in rows]


def _employer(line: bytes) -> str | None:
    job = record_in("jobs", line)
    return job.employer if isinstance(job, Job) else None

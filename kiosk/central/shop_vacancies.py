"""A shop's vacancy on its way to the screens: held for a person, then the shop's own to end.

It is kept twice: sealed among what was left, which proves what the shop sent, and as a held record
of the catalogue. The first is there before the second; what a crash left between the two is made
good when the phone or the sweep comes again.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

import msgspec
from nacl.public import PrivateKey
from sqlalchemy import ColumnElement, and_, select, update

from kiosk.central.intake import Origin, canonical_line, take_in
from kiosk.central.moderation import record_in
from kiosk.central.outcomes import Held
from kiosk.central.phone_submissions import deletion_secret
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.tables import Entry, State
from kiosk.central.terminals import KnownTerminal, known_terminal
from kiosk.contract.phone import VacancyForm
from kiosk.lawful.findings import Finding
from kiosk.lawful.vacancy import LONGEST_VALIDITY, Remark, Severity, check_vacancy
from kiosk.records import CHINA_TIME, Job
from kiosk.sealing import CannotUnseal, unseal
from kiosk.submissions import SubmissionKind
from kiosk.text.tidy import tidy
from kiosk.vacancies import Vacancy, job_of

SOURCE: Final = "本站商家发布"
BY_SHOP: Final = "发布单位"
"""Who decided, where the shop itself has closed its post."""
_PREFIX: Final = "shop-"
_JOBS: Final = "jobs"


@dataclass(frozen=True, slots=True)
class ShopPost:
    """The post of a shop and how it stands."""

    job: Job
    state: State
    decided_by: str | None


def vacancy_in(form: VacancyForm) -> Vacancy:
    """``form`` with plain text."""
    fields = msgspec.to_builtins(form)
    plain = {name: tidy(said) if isinstance(said, str) else said for name, said in fields.items()}
    return msgspec.convert(plain, Vacancy)


def check(vacancy: Vacancy, region: str, on: date) -> tuple[Remark, ...]:
    """What the shop is told."""
    return check_vacancy(vacancy, division=region, on=on)


def hold(
    catalogue: Store, vacancy: Vacancy, submission: str, terminal: KnownTerminal, at: datetime
) -> None:
    """Put it before a person; again and again comes to the same."""
    remarks = check(vacancy, terminal.region, at.astimezone(CHINA_TIME).date())
    findings = tuple(Finding(r.rule, r.field, r.words, r.basis) for r in remarks)
    job = job_of(
        vacancy, job_id=post_id(submission), source=SOURCE, division=terminal.region, at=at
    )
    origin = Origin(f"{SOURCE} · {terminal.site}", terminal.region, at)
    take_in(catalogue, [Held(1, job, findings)], origin)


def hold_forgotten(road: Store, catalogue: Store, keys: Iterable[PrivateKey]) -> int:
    """Hold what was received and is not in the catalogue: something broke in between; how many."""
    wanted = select(SubmissionRow).where(SubmissionRow.kind == SubmissionKind.VACANCY)
    with road.reading() as connection:
        rows = connection.execute(wanted.with_only_columns(*SubmissionRow.__table__.columns)).all()
    with catalogue.reading() as connection:
        known = set(connection.scalars(select(Entry.id).where(Entry.id.startswith(_PREFIX))))
    held, opening = 0, tuple(keys)
    for row in rows:
        terminal = known_terminal(road, row.terminal)
        if post_id(row.id) in known or terminal is None:
            continue
        try:
            vacancy = msgspec.json.decode(unseal(row.sealed, opening), type=Vacancy)
        except (CannotUnseal, msgspec.DecodeError):
            continue
        hold(catalogue, vacancy, row.id, terminal, row.received_at)
        held += 1
    return held


def is_shops(submission: str, secret: str, keys: Iterable[PrivateKey]) -> bool:
    """Whether ``secret`` is the one that was shown for ``submission``."""
    return any(
        hmac.compare_digest(deletion_secret(key, submission).encode(), secret.encode())
        for key in keys
    )


def post_of(catalogue: Store, submission: str) -> ShopPost | None:
    """The post that came as ``submission``."""
    wanted = select(Entry.line, Entry.state, Entry.decided_by).where(_is(submission))
    with catalogue.reading() as connection:
        row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    job = record_in(_JOBS, row.line)
    assert isinstance(job, Job)
    return ShopPost(job, row.state, row.decided_by)


def close_post(catalogue: Store, submission: str, at: datetime) -> None:
    """The shop wants nobody any more; what was refused stays refused by whoever did it."""
    closed = update(Entry).where(_is(submission), Entry.state != State.REFUSED)
    with catalogue.writing() as connection:
        connection.execute(closed.values(state=State.REFUSED, decided_by=BY_SHOP, decided_at=at))


def extend_post(catalogue: Store, submission: str, at: datetime) -> bool:
    """Let the post stay for as long as may be from today; False where it is closed or refused."""

    def until(job: Job) -> Job:
        last = at.astimezone(CHINA_TIME).date() + LONGEST_VALIDITY
        return replace(job, valid_through=last, updated_at=at)

    return _changed(catalogue, submission, until)


def post_id(submission: str) -> str:
    """Id of the post that came as ``submission``."""
    return f"{_PREFIX}{submission}"


def refused(remarks: Iterable[Remark]) -> bool:
    """Whether it cannot be sent like this."""
    return any(remark.severity is Severity.REFUSE for remark in remarks)


def _changed(catalogue: Store, submission: str, change: Callable[[Job], Job]) -> bool:
    wanted = select(Entry.line).where(_is(submission), Entry.state != State.REFUSED)
    with catalogue.writing() as connection:
        line = connection.scalar(wanted)
        if line is None:
            return False
        job = record_in(_JOBS, line)
        assert isinstance(job, Job)
        new = change(job)
        values = {"line": canonical_line(new), "valid_through": new.valid_through}
        connection.execute(update(Entry).where(_is(submission)).values(values))
    return True


def _is(submission: str) -> ColumnElement[bool]:
    return and_(Entry.collection == _JOBS, Entry.id == post_id(submission))

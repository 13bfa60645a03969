"""What residents say is wrong with posts: opened here and nowhere else, added up by post.

A body that does not open, or is no report, was kept all the same when it came (its terminal could
do nothing about it); here it is only counted, so that somebody asks why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from nacl.public import PrivateKey
from sqlalchemy import select

from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.tables import Entry, State
from kiosk.central.terminal_tables import TerminalRow
from kiosk.sealing import CannotUnseal, unseal
from kiosk.submissions import JobReport, ReportReason, SubmissionKind

_ROWS_AT_ONCE: Final = 500
_IDS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPost:
    """``count`` reports of one reason about one post, the first of them left at ``since``.

    ``sites`` are where; title and employer are as the last of them was shown.
    """

    job_id: str
    title: str
    employer: str | None
    reason: ReportReason
    count: int
    sites: tuple[str, ...]
    since: datetime
    on_screens: bool


@dataclass(frozen=True, slots=True)
class JobReports:
    """Most reported first; ``unreadable`` are the ids of submissions that open to no report."""

    posts: tuple[ReportedPost, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    report: JobReport
    site: str
    at: datetime


def job_reports(road: Store, catalogue: Store, keys: Iterable[PrivateKey]) -> JobReports:
    """All reports in ``road``, opened with ``keys``, beside what ``catalogue`` has of the posts."""
    keys = tuple(keys)
    unreadable: list[str] = []
    heard: dict[tuple[str, ReportReason], list[_Heard]] = {}
    for row in _rows(road):
        try:
            report = msgspec.json.decode(unseal(row.sealed, keys), type=JobReport)
        except (CannotUnseal, msgspec.DecodeError, UnicodeDecodeError):
            unreadable.append(row.id)
            continue
        site = row.site or row.terminal
        group = heard.setdefault((report.job_id, report.reason), [])
        group.append(_Heard(report, site, row.created_at))
    shown = _on_screens(catalogue, sorted({job_id for job_id, _ in heard}))
    posts = [_post(reason, group, job_id in shown) for (job_id, reason), group in heard.items()]
    order = sorted(posts, key=lambda post: (-post.count, post.since, post.job_id))
    return JobReports(tuple(order), tuple(unreadable))


def _rows(road: Store) -> Iterator[Any]:
    wanted = (
        select(
            SubmissionRow.id,
            SubmissionRow.terminal,
            SubmissionRow.created_at,
            SubmissionRow.sealed,
            TerminalRow.site,
        )
        .outerjoin(TerminalRow, TerminalRow.id == SubmissionRow.terminal)
        .where(SubmissionRow.kind == SubmissionKind.JOB_REPORT.value)
        .order_by(SubmissionRow.received_at, SubmissionRow.id)
    )
    with road.reading() as connection:
        yield from connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(wanted)


def _post(reason: ReportReason, group: list[_Heard], on_screens: bool) -> ReportedPost:
    last = group[-1].report
    return ReportedPost(
        job_id=last.job_id,
        title=last.title,
        employer=last.employer,
        reason=reason,
        count=len(group),
        sites=tuple(sorted({heard.site for heard in group})),
        since=min(heard.at for heard in group),
        on_screens=on_screens,
    )


def _on_screens(catalogue: Store, ids: list[str]) -> set[str]:
    shown: set[str] = set()
    with catalogue.reading() as connection:
        for start in range(0, len(ids), _IDS_AT_ONCE):
            some = ids[start : start + _IDS_AT_ONCE]
            found = select(Entry.id).where(Entry.id.in_(some), Entry.state == State.ACCEPTED)
            shown |= set(connection.scalars(found))
    return shown

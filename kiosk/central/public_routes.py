"""``GET /j``, ``/z``, ``/a``: the public page of one job, policy or activity of a region.

What is served is what the region's newest manifest says on this day in China. What was there and
is over is 410, what never was is 404; both say so to a person and carry nothing of the record.
Only for these two is a database asked.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Header, Response

from kiosk.central.platform import Here, Platform
from kiosk.central.public_pages.formerly import was_published
from kiosk.central.public_pages.pages import (
    ACTIVITY,
    JOB,
    POLICY,
    Page,
    absent_page,
    activity_page,
    busy_page,
    ended_page,
    job_page,
    policy_page,
)
from kiosk.central.public_pages.rendering import policy as content_policy
from kiosk.central.refusals import BUSY_SECONDS
from kiosk.central.store import StoreUnusable, Unstorable
from kiosk.contract.envelope import Untrusted
from kiosk.public_addresses import ACTIVITY_PATH, JOB_PATH, POLICY_PATH
from kiosk.records import CHINA_TIME, Activity, Job, Policy

CACHING: Final = "public, max-age=60"
"""A withdrawn post is gone everywhere within this minute."""
_REGION: Final = re.compile(r"[0-9]{6}([0-9]{3})?")
_HEADERS: Final = {
    "Cache-Control": CACHING,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_UNINDEXED: Final = {"X-Robots-Tag": "noindex"}
_LATER: Final = {"Cache-Control": "no-store", "Retry-After": str(BUSY_SECONDS)}
_BELOW: Final = "/{region}/{record_id:path}"
_PAGE: Final[dict[str, Any]] = {"methods": ["GET", "HEAD"], "include_in_schema": False}
_COLLECTIONS: Final = {JOB: "jobs", POLICY: "policies", ACTIVITY: "activities"}

log = logging.getLogger(__name__)
router: Final = APIRouter()
Shown = TypeVar("Shown", Job, Policy, Activity)
IfNoneMatch = Annotated[str | None, Header()]


@router.api_route(JOB_PATH + _BELOW, **_PAGE)
def job(region: str, record_id: str, here: Here, if_none_match: IfNoneMatch = None) -> Response:
    """A job that is on screens."""

    def shown(now: datetime) -> Job | None:
        return here.shelf.job(region, record_id, now.date())

    found = _found(here, JOB, region, record_id, shown)
    if isinstance(found, Response):
        return found
    record, as_of = found
    return _standing(job_page(record, region, as_of), if_none_match)


@router.api_route(POLICY_PATH + _BELOW, **_PAGE)
def policy(region: str, record_id: str, here: Here, if_none_match: IfNoneMatch = None) -> Response:
    """A policy that is in force."""

    def shown(now: datetime) -> Policy | None:
        return here.shelf.policy(region, record_id, now.date())

    found = _found(here, POLICY, region, record_id, shown)
    if isinstance(found, Response):
        return found
    record, as_of = found
    return _standing(policy_page(record, as_of), if_none_match)


@router.api_route(ACTIVITY_PATH + _BELOW, **_PAGE)
def activity(
    region: str, record_id: str, here: Here, if_none_match: IfNoneMatch = None
) -> Response:
    """An activity that is not over; screens hide it at the same moment."""

    def shown(now: datetime) -> Activity | None:
        found = here.shelf.activity(region, record_id, now.date())
        over = found is not None and found.ends_at.astimezone(CHINA_TIME) <= now
        return None if over else found

    found = _found(here, ACTIVITY, region, record_id, shown)
    if isinstance(found, Response):
        return found
    record, as_of = found
    return _standing(activity_page(record, region, as_of), if_none_match)


def _found(
    here: Platform,
    kind: str,
    region: str,
    record_id: str,
    shown: Callable[[datetime], Shown | None],
) -> tuple[Shown, date] | Response:
    """What is ``shown`` at this moment, with the day its catalogue is of, or why it is not."""
    # Before anything looks for a folder of that name.
    if not _REGION.fullmatch(region):
        return _document(404, absent_page(kind), _UNINDEXED)
    try:
        record = shown(here.now().astimezone(CHINA_TIME))
        as_of = here.shelf.published_at(region)
        if record is not None and as_of is not None:
            return record, as_of.astimezone(CHINA_TIME).date()
        return _gone(here, kind, region, record_id)
    except (OSError, Untrusted, StoreUnusable) as error:
        log.error("no answer about %s of %s: %s", _COLLECTIONS[kind], region, error)
    return _document(503, busy_page(), _UNINDEXED | _LATER)


def _standing(page: Page, if_none_match: str | None) -> Response:
    etag = f'"{hashlib.sha256(page.document).hexdigest()[:32]}"'
    known = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers={"ETag": etag, "Cache-Control": CACHING})
    return _document(200, page.document, {"ETag": etag} | ({} if page.indexed else _UNINDEXED))


def _gone(here: Platform, kind: str, region: str, record_id: str) -> Response:
    try:
        over = was_published(here.catalogue(), region, _COLLECTIONS[kind], record_id)
    except Unstorable:
        over = False
    if over:
        return _document(410, ended_page(kind), _UNINDEXED)
    return _document(404, absent_page(kind), _UNINDEXED)


def _document(status: int, document: bytes, more: dict[str, str]) -> Response:
    headers = _HEADERS | {"Content-Security-Policy": content_policy()} | more
    return Response(document, status, headers, "text/html; charset=utf-8")

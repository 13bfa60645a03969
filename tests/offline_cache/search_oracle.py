"""What a search means, said a second time as a plain scan that shares no code with the index."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

from kiosk.records import Job, PayUnit, Precision
from kiosk.text.labels import KIND_LABELS
from offline_cache.query import JobQuery
from offline_cache.rows import CatalogueRow
from tests.job_shapes import SITE

_FAR_AWAY = 10**9


def expected(rows: Sequence[CatalogueRow], query: JobQuery) -> list[tuple[str, int | None]]:
    """(id, metres) of every match, in the order in which a screen shows them."""
    found = []
    for number, row in enumerate(rows):
        job = row.record
        assert isinstance(job, Job)
        if _passes(job, row.pinyin, query):
            metres = _metres(job)
            rank = _FAR_AWAY + job.remote if metres is None else metres
            found.append((rank, job.valid_through, number, job.id, metres))
    return [(job_id, metres) for _, _, _, job_id, metres in sorted(found)]


def _passes(job: Job, readings: Sequence[str], query: JobQuery) -> bool:
    metres = _metres(job)
    pay = job.pay
    least = query.month_at_least
    terms = [term for term in map(_plain, query.text.split()) if term]
    return (
        job.valid_through >= query.today
        and (query.within_metres is None or (metres is not None and metres <= query.within_metres))
        and (not query.division or (job.division or "").startswith(query.division))
        and (not query.tags or any(tag in job.tags for tag in query.tags))
        and (not query.kinds or job.kind in query.kinds)
        and (not query.pay_unit or (pay is not None and pay.unit is query.pay_unit))
        and (
            not least
            or (
                pay is not None
                and pay.unit is PayUnit.MONTH
                and pay.minimum is not None
                and pay.minimum >= least
            )
        )
        and all(_said(term, job, readings) for term in terms)
    )


def _said(term: str, job: Job, readings: Sequence[str]) -> bool:
    fields = (job.title, job.employer or "", job.address or "", KIND_LABELS[job.kind])
    if any(term in _plain(field) for field in fields):
        return True
    if not term.isascii():
        return False
    for reading in readings:
        syllables = reading.split()
        if term in "".join(s[0] for s in syllables):
            return True
        if len(term) > 1 and any(
            "".join(syllables[start:]).startswith(term) for start in range(len(syllables))
        ):
            return True
    return False


@cache
def _plain(text: str) -> str:
    return "".join(c for c in normalize("NFKC", text).lower() if c.isalnum())


@cache
def _metres(job: Job) -> int | None:
    place = job.position
    if job.remote or place is None or place.precision is Precision.DISTRICT:
        return None
    lat_a, lat_b = math.radians(SITE.lat), math.radians(place.lat)
    turn = math.radians(place.lon - SITE.lon)
    inner = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(turn / 2) ** 2
    )
    return math.ceil(2 * 6_371_008.8 * math.asin(math.sqrt(inner)))

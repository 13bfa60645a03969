"""How records read on a card: pure functions from records to words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.records import Job
from kiosk.text.distances import FAR_METRES, distance_words, walk_words
from kiosk.text.job_words import employer_words, head_count_words, pay_of
from kiosk.text.labels import TAG_LABELS
from kiosk.text.moments import clock_words, date_and_time_words
from offline_cache.query import NearbyJob

META_EMS = 27
FIRST_WIDE = 0x2E80  # CJK and full-width letters are one em wide
NARROW_EM = 0.55


@dataclass(frozen=True, slots=True)
class JobCard:
    """One card of the job list; ``walk`` is whole words, ``near`` says that it is a walk."""

    jobId: str = ""
    pay: str = ""
    payUnit: str = ""
    walk: str = ""
    near: bool = False
    title: str = ""
    employer: str = ""
    meta: str = ""
    tags: list[dict[str, str]] = field(default_factory=list)
    sample: bool = False


def job_card(nearby: NearbyJob) -> JobCard:
    """Card of one job."""
    job = nearby.job
    pay, unit = pay_of(job)
    return JobCard(
        jobId=job.id,
        pay=pay,
        payUnit=unit,
        walk=_walk_words(nearby),
        near=nearby.metres is not None and nearby.metres <= FAR_METRES,
        title=job.title,
        employer=employer_words(job),
        meta=meta_words(job),
        tags=tag_words(job),
        sample=job.sample,
    )


def meta_words(job: Job) -> str:
    """Hours and head count; long hours stand alone, so that a card keeps one line for them."""
    both = " · ".join(part for part in (job.hours or "", head_count_words(job)) if part)
    return job.hours if job.hours and _ems(both) > META_EMS else both


def _ems(words: str) -> float:
    return sum(1 if ord(letter) >= FIRST_WIDE else NARROW_EM for letter in words)


def _walk_words(nearby: NearbyJob) -> str:
    return walk_words(nearby.job, "" if nearby.metres is None else distance_words(nearby.metres))


def tag_words(job: Job) -> list[dict[str, str]]:
    """Code and word of each tag; the code picks colour and icon."""
    return [{"code": tag.value, "label": TAG_LABELS[tag]} for tag in job.tags]


def moment_words(moment: datetime, now: datetime) -> str:
    """今天 9:38, 昨天 9:38 or 11月20日 9:38, in the zone of ``now``."""
    local = moment.astimezone(now.tzinfo)
    day = {0: "今天", 1: "昨天"}.get((now.date() - local.date()).days)
    return f"{day} {clock_words(local)}" if day else date_and_time_words(local)

"""How records read on a card: pure functions from records to words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.geo.walking import walking_minutes
from kiosk.records import Job
from kiosk.text.job_words import UNSTATED, head_count_words
from kiosk.text.labels import TAG_LABELS
from kiosk.text.pay import pay_words
from offline_cache.query import NearbyJob

WEEKDAYS = "一二三四五六日"
FAR_METRES = 5000
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
        walk=walk_words(nearby),
        near=nearby.metres is not None and nearby.metres <= FAR_METRES,
        title=job.title,
        employer=job.employer or f"{UNSTATED}名称",
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


def pay_of(job: Job) -> tuple[str, str]:
    """Figure and unit; 面议 and unstated pay have no unit."""
    if job.pay is not None:
        return pay_words(job.pay)
    return (job.pay_text or "待遇未注明", "")


def walk_words(nearby: NearbyJob) -> str:
    """步行约 N 分钟, kilometres where nobody would walk, or why there is no distance."""
    if nearby.job.remote:
        return "在家可做"
    if nearby.metres is None:
        return "位置待核实"
    return distance_words(nearby.metres)


def distance_words(metres: int) -> str:
    """步行约 N 分钟, or kilometres where nobody would walk."""
    if metres > FAR_METRES:
        return f"约 {metres / 1000:.0f} 公里"
    return f"步行约 {walking_minutes(metres)} 分钟"


def tag_words(job: Job) -> list[dict[str, str]]:
    """Code and word of each tag; the code picks colour and icon."""
    return [{"code": tag.value, "label": TAG_LABELS[tag]} for tag in job.tags]


def weekday_words(day: date) -> str:
    """5月18日 星期一."""
    return f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def clock_words(moment: datetime) -> str:
    """9:41."""
    return f"{moment.hour}:{moment.minute:02d}"


def moment_words(moment: datetime, now: datetime) -> str:
    """今天 9:38, 昨天 9:38 or 11月20日 9:38, in the zone of ``now``."""
    local = moment.astimezone(now.tzinfo)
    day = {0: "今天", 1: "昨天"}.get((now.date() - local.date()).days)
    return f"{day} {clock_words(local)}" if day else date_and_time_words(local)


def date_and_time_words(moment: datetime) -> str:
    """11月20日 9:38."""
    return f"{moment.month}月{moment.day}日 {clock_words(moment)}"

"""How a record reads on a page: the words of the terminal's screens, pure and on records only."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from kiosk.records import CHINA_TIME, Activity, Job, Policy
from kiosk.text.job_words import UNSTATED, date_words, head_count_words
from kiosk.text.labels import EMPLOYMENT_TYPE_LABELS, KIND_LABELS
from kiosk.text.pay import pay_words

NOWHERE: Final = "地点未注明"
HOTLINE: Final = "12333"
_WEEKDAYS: Final = "一二三四五六日"


class Fact(NamedTuple):
    """One line of a table; ``lines`` is empty where the source was silent."""

    name: str
    lines: tuple[str, ...]


def pay_of(job: Job) -> tuple[str, str]:
    """Figure and unit; 面议 and unstated pay have no unit."""
    if job.pay is not None:
        return pay_words(job.pay)
    return job.pay_text or "待遇未注明", ""


def place_of(job: Job) -> str:
    """Where the work is."""
    return job.address or ("在家可做" if job.remote else NOWHERE)


def form_words(job: Job) -> str:
    """Form of employment; empty where unsaid."""
    return EMPLOYMENT_TYPE_LABELS[job.employment_type] if job.employment_type else ""


def validity_words(job: Job) -> str:
    """The last day, and whether it is our own guess."""
    assumed = f"（{UNSTATED}，按导入后 30 天计）" if job.valid_through_assumed else ""
    return date_words(job.valid_through) + assumed


def job_facts(job: Job) -> list[Fact]:
    """Everything that the law wants and a person asks for, but what stands above the table."""
    return [
        fact("单位", job.employer),
        fact("做什么", job.description),
        fact("什么时候", job.hours),
        fact("要求", job.requirements),
        fact("条件", job.conditions),
        fact("工种", KIND_LABELS[job.kind]),
        fact("用工形式", form_words(job)),
        fact("招聘人数", head_count_words(job)),
        fact("有效期至", validity_words(job)),
        fact("来源", source_words(job)),
    ]


def source_words(record: Job | Activity | Policy) -> str:
    """Where it comes from, when that was last changed, and under which number."""
    updated = date_words(record.updated_at.astimezone(CHINA_TIME).date())
    return f"{record.source} · {updated}更新 · 编号 {record.id}"


def when_words(activity: Activity) -> str:
    """2026年5月18日 星期一 18:30–20:30, in China; both days where it goes on for more than one."""
    starts = activity.starts_at.astimezone(CHINA_TIME)
    ends = activity.ends_at.astimezone(CHINA_TIME)
    if starts.date() == ends.date():
        return f"{day_words(starts.date())} {clock_words(starts)}–{clock_words(ends)}"
    return (
        f"{day_words(starts.date())} {clock_words(starts)} 至 "
        f"{day_words(ends.date())} {clock_words(ends)}"
    )


def day_words(day: date) -> str:
    """2026年5月18日 星期一."""
    return f"{date_words(day)} 星期{_WEEKDAYS[day.weekday()]}"


def clock_words(moment: datetime) -> str:
    """9:41."""
    return f"{moment.hour}:{moment.minute:02d}"


def fact(name: str, text: str | None) -> Fact:
    """Line of a table from ``text``, a paragraph a line."""
    return Fact(name, tuple(line for line in (text or "").split("\n") if line.strip()))

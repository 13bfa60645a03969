"""How a job and a document read, line by line: the same on the screen, on a phone, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.records import CHINA_TIME, Activity, Job, Policy
from kiosk.text.labels import EMPLOYMENT_TYPE_LABELS, KIND_LABELS
from kiosk.text.pay import pay_words

UNSTATED = "单位未注明"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table; ``stated`` is false where the source was silent."""

    name: str
    words: str
    stated: bool


def job_facts(job: Job) -> list[Fact]:
    """Everything that the law wants of a post and a person asks for, in the order they ask."""
    validity = date_words(job.valid_through)
    if job.valid_through_assumed:
        validity += f"（{UNSTATED}，按导入后 30 天计）"
    return [
        _fact("单位", job.employer),
        _fact("做什么", job.description),
        _fact("什么时候", job.hours),
        _fact("要求", job.requirements),
        _fact("条件", job.conditions),
        _fact("在哪里", "在家可做" if job.remote and not job.address else job.address),
        _fact("工种", kind_words(job)),
        _fact(
            "用工形式", EMPLOYMENT_TYPE_LABELS[job.employment_type] if job.employment_type else None
        ),
        _fact("招聘人数", head_count_words(job)),
        _fact("有效期至", validity),
        _fact("来源", source_words(job)),
    ]


def _fact(name: str, words: str | None) -> Fact:
    return Fact(name, words or UNSTATED, bool(words))


def pay_of(job: Job) -> tuple[str, str]:
    """Figure and unit; 面议 and unstated pay have no unit."""
    if job.pay is not None:
        return pay_words(job.pay)
    return (job.pay_text or "待遇未注明", "")


def employer_words(job: Job) -> str:
    """Who hires."""
    return job.employer or f"{UNSTATED}名称"


def whom_to_call(job: Job, station_phone: str) -> tuple[str, str]:
    """Whom the number reaches, and the number: the employer's, else the station's."""
    if not job.contact_phone:
        return "问本站工作人员", station_phone
    return f"找{job.contact_name}" if job.contact_name else "用人单位", job.contact_phone


def head_count_words(job: Job) -> str:
    """招 N 人, or the source's own words."""
    if job.head_count is not None:
        return f"招 {job.head_count} 人"
    return f"招{job.head_count_text}" if job.head_count_text else ""


def form_words(job: Job) -> str:
    """Head count and form of employment in one line."""
    form = EMPLOYMENT_TYPE_LABELS[job.employment_type] if job.employment_type else ""
    return " · ".join(part for part in (head_count_words(job), form) if part)


def kind_words(job: Job) -> str:
    """Kind of work."""
    return KIND_LABELS[job.kind]


def source_words(record: Job | Policy | Activity) -> str:
    """Where it comes from, when that was last changed, and under which number."""
    updated = date_words(record.updated_at.astimezone(CHINA_TIME).date())
    return f"{record.source} · {updated}更新 · 编号 {record.id}"


def date_words(day: date) -> str:
    """2026年6月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def policy_meta(policy: Policy) -> str:
    """Number, issuer and date of a document, as far as known."""
    parts = [policy.document_number or "", policy.issuer or ""]
    if policy.issued_on:
        parts.append(date_words(policy.issued_on))
    return " · ".join(part for part in parts if part)

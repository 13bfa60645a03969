"""Each page from what it is about to its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.central.public_pages.dialling import dialled
from kiosk.central.public_pages.event import event
from kiosk.central.public_pages.job_posting import job_posting
from kiosk.central.public_pages.plain import paragraphs, plain
from kiosk.central.public_pages.rendering import rendered
from kiosk.central.public_pages.words import (
    HOTLINE,
    NOWHERE,
    fact,
    job_facts,
    pay_of,
    place_of,
    source_words,
    when_words,
)
from kiosk.records import Activity, Job, Policy
from kiosk.text.job_words import UNSTATED, date_words, policy_meta
from kiosk.text.labels import ACTIVITY_KIND_LABELS, POLICY_TOPIC_LABELS, TAG_LABELS

JOB: Final = "岗位"
POLICY: Final = "政策"
ACTIVITY: Final = "活动"
_ELSEWHERE: Final = {
    JOB: "可能招满了、到期了，或者撤下了。附近的就业角大屏上有新岗位。",
    POLICY: "可能过期了，或者有了新规定。附近的就业角大屏上有现在的政策。",
    ACTIVITY: "附近的就业角大屏上有新的活动。",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A document (UTF-8), and whether search engines may keep it."""

    document: bytes
    indexed: bool


def job_page(job: Job, region: str, as_of: date) -> Page:
    """The page of ``job``, published in ``region``, from a catalogue of the day ``as_of``."""
    shown = plain(job)
    pay, unit = pay_of(shown)
    document = rendered(
        "job",
        title=shown.title or JOB,
        about=f"{pay} {unit}".strip(),
        pay=pay,
        unit=unit,
        tags=[(tag.value, TAG_LABELS[tag]) for tag in shown.tags],
        place=place_of(shown),
        facts=job_facts(shown),
        unstated=UNSTATED,
        linked_data=job_posting(shown, region),
        **_common(shown.contact_phone, shown.sample, as_of),
    )
    return Page(document, not job.sample)


def policy_page(policy: Policy, as_of: date) -> Page:
    """The page of ``policy`` from a catalogue of the day ``as_of``."""
    shown = plain(policy)
    validity = date_words(shown.valid_through) if shown.valid_through else None
    facts = [fact("有效期至", validity)] if validity else []
    document = rendered(
        "policy",
        title=shown.title or POLICY,
        about=shown.summary or "",
        topic=POLICY_TOPIC_LABELS[shown.topic],
        meta=policy_meta(shown),
        summary=paragraphs(shown.summary),
        body=paragraphs(shown.body),
        facts=[*facts, fact("来源", source_words(shown))],
        unstated=UNSTATED,
        **_common(shown.phone or HOTLINE, shown.sample, as_of),
    )
    return Page(document, not policy.sample)


def activity_page(activity: Activity, region: str, as_of: date) -> Page:
    """The page of ``activity``, published in ``region``, from a catalogue of the day ``as_of``."""
    shown = plain(activity)
    seats = f"{shown.seats} 个" if shown.seats is not None else None
    stated = [("主办", shown.organiser), ("名额", seats), ("费用", shown.fee)]
    document = rendered(
        "activity",
        title=shown.title or ACTIVITY,
        about=when_words(shown),
        kind=ACTIVITY_KIND_LABELS[shown.kind],
        when=when_words(shown),
        place=shown.address or NOWHERE,
        description=paragraphs(shown.description),
        facts=[
            *(fact(name, text) for name, text in stated if text),
            fact("来源", source_words(shown)),
        ],
        unstated=UNSTATED,
        linked_data=event(shown, region),
        **_common(shown.phone, shown.sample, as_of),
    )
    return Page(document, not activity.sample)


def ended_page(kind: str) -> bytes:
    """What was here is over; nothing of it is said."""
    return _sentences(f"这个{kind}已经结束", _ELSEWHERE[kind])


def absent_page(kind: str) -> bytes:
    """Nothing of that address was here lately."""
    advice = "可能很早就结束了，或者网址不完整。请在就业角大屏上重新扫码。"
    return _sentences(f"没有找到这个{kind}", advice)


def busy_page() -> bytes:
    """It is not known just now what is here."""
    return _sentences("现在打不开", "平台有点忙，请过一会儿再试。")


def _sentences(title: str, advice: str) -> bytes:
    return rendered("sentence", title=title, about="", advice=advice, **_common(None, False, None))


def _common(phone: str | None, sample: bool, as_of: date | None) -> dict[str, object]:
    return {
        "phone": phone,
        "dialled": dialled(phone),
        "hotline": HOTLINE,
        "sample": sample,
        "as_of": date_words(as_of) if as_of else "",
    }

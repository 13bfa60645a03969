"""A policy or an activity on paper: what it is, who may ask whom, where it can be read again."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.public_addresses import activity_address, policy_address
from kiosk.records import CHINA_TIME, Activity, Policy
from kiosk.slips.binding import bound
from kiosk.slips.closing import aside_width, call_items, code_aside, take_along, warning
from kiosk.slips.facts import fact_items, pills, prose
from kiosk.slips.flowing import Item, flow
from kiosk.slips.ground import Ground
from kiosk.slips.hanging import with_aside
from kiosk.slips.heading import heading
from kiosk.slips.paper import Imprint, Layout
from kiosk.slips.pen import MM
from kiosk.slips.pieces import Words, text
from kiosk.text.job_words import UNSTATED, Fact, date_words, policy_meta, source_words
from kiosk.text.labels import ACTIVITY_KIND_LABELS, POLICY_TOPIC_LABELS
from kiosk.text.moments import clock_words, span_words, weekday_words

_SCAN = "扫码带走"
_WITHOUT_CODE = "本站没有可扫码的网址，请工作人员帮您查。"


def policy_sheet(policy: Policy, layout: Layout, imprint: Imprint) -> bytes:
    """One PDF with all of ``policy``."""

    def written(ground: Ground) -> list[Item]:
        address = policy_address(imprint.public_url, imprint.region, policy.id)
        said = [(policy_meta(policy), False), (policy.summary or "", True)]
        labels = [POLICY_TOPIC_LABELS[policy.topic], *_sample(policy, "政策")]
        items = _head(ground, policy.title, said, labels, address)
        items += prose(ground, policy.body or f"正文{UNSTATED}")
        items += fact_items(ground, _policy_facts(policy))
        items += call_items(ground, "问政策，打", policy.phone or imprint.hotline)
        return [*items, *_foot(ground, address), warning(ground)]

    return bound("政策", Ground(layout, imprint, kind="政策"), [written])


def activity_sheet(activity: Activity, layout: Layout, imprint: Imprint) -> bytes:
    """One PDF with all of ``activity``."""

    def written(ground: Ground) -> list[Item]:
        address = activity_address(imprint.public_url, imprint.region, activity.id)
        labels = [ACTIVITY_KIND_LABELS[activity.kind], *_sample(activity, "活动")]
        items = _head(ground, activity.title, [(when_words(activity), True)], labels, address)
        items += fact_items(ground, _activity_facts(activity))
        items += call_items(ground, "报名、咨询", activity.phone or imprint.station_phone)
        return [*items, *_foot(ground, address), warning(ground)]

    return bound("活动", Ground(layout, imprint, kind="培训与招聘会"), [written])


def when_words(activity: Activity) -> str:
    """5月18日 星期一 18:30–20:30, in China; both days where it goes on for more than one."""
    starts = activity.starts_at.astimezone(CHINA_TIME)
    ends = activity.ends_at.astimezone(CHINA_TIME)
    if starts.date() == ends.date():
        return f"{weekday_words(starts.date())} {span_words(starts, ends)}"
    first, last = (f"{weekday_words(at.date())} {clock_words(at)}" for at in (starts, ends))
    return f"{first} 至 {last}"


def _policy_facts(policy: Policy) -> list[Fact]:
    valid = date_words(policy.valid_through) if policy.valid_through else ""
    return [*_fact("有效期至", valid), *_fact("来源", source_words(policy))]


def _activity_facts(activity: Activity) -> list[Fact]:
    return [
        *_fact("在哪里", activity.address or UNSTATED),
        *_fact("内容", activity.description or UNSTATED),
        *_fact("费用", activity.fee or UNSTATED),
        *_fact("名额", "" if activity.seats is None else f"{activity.seats} 人"),
        *_fact("主办", activity.organiser or UNSTATED),
        *_fact("来源", source_words(activity)),
    ]


def _fact(name: str, words: str) -> list[Fact]:
    return [Fact(name, words, True)] if words else []


def _sample(record: Policy | Activity, what: str) -> list[str]:
    return [f"示例：不是真实{what}"] if record.sample else []


def _head(
    ground: Ground,
    title: str,
    said: Sequence[tuple[str, bool]],
    labels: Sequence[str],
    address: str,
) -> list[Item]:
    sizes = ground.sizes
    aside = None if ground.roll else code_aside(ground, address, _SCAN)
    width = ground.width - (0.0 if aside is None else aside_width(aside) + 4 * MM)
    lines = flow(text(title, sizes.heading, width), sizes.step)
    for words, bold in said:
        style = sizes.strong if bold else sizes.text
        shown: list[Words] = text(words, style, width)
        lines += flow(shown, sizes.step * 0.6)
    lines += pills(ground, labels, width)
    if aside is not None:
        lines = with_aside(lines, aside, ground.width - aside_width(aside))
    return [*heading(ground), *lines]


def _foot(ground: Ground, address: str) -> list[Item]:
    if ground.roll or not address:
        return take_along(ground, address, _SCAN, _WITHOUT_CODE)
    return []

"""The slip of a job: what a resident carries home and calls from.

What must be on it follows 人力资源市场暂行条例 art. 24 and 网络招聘服务管理规定 art. 15; what the
source did not say reads 单位未注明.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from kiosk.public_addresses import job_address
from kiosk.slips.binding import bound
from kiosk.slips.closing import CALL_FIRST, aside_width, call_items, code_aside, take_along, warning
from kiosk.slips.facts import fact_items, pills
from kiosk.slips.flowing import Item, flow
from kiosk.slips.ground import Ground
from kiosk.slips.hanging import with_aside
from kiosk.slips.heading import framed, heading
from kiosk.slips.lettering import Style
from kiosk.slips.paper import Imprint, JobOnPaper, Layout
from kiosk.slips.pen import MM
from kiosk.slips.pieces import Piece, Placed, Words, text
from kiosk.slips.sizes import LEAST_PAY
from kiosk.text.distances import minutes_words, walk_words
from kiosk.text.job_words import Fact, employer_words, job_facts, pay_of, whom_to_call
from kiosk.text.labels import TAG_LABELS

SAMPLE: Final = "示例：不是真实岗位"
_PLACE: Final = "在哪里"
_SMALLER: Final = 0.9
"""A figure is not made smaller than that of its size to keep the unit beside it."""
_ABOVE: Final = "单位"
"""Said below the title already."""


def job_slips(jobs: Sequence[JobOnPaper], layout: Layout, imprint: Imprint) -> bytes:
    """One PDF, each job on a page of its own or on as many as it needs; ``jobs`` is not empty."""
    if not jobs:
        raise ValueError("there is no job to print")
    ground = Ground(layout, imprint, kind="岗位单")
    return bound("岗位单", ground, (partial(slip_items, on_paper=job) for job in jobs))


def slip_items(ground: Ground, on_paper: JobOnPaper) -> list[Item]:
    """Everything on the slip, in the order in which people ask."""
    job, imprint = on_paper.job, ground.imprint
    address = job_address(imprint.public_url, imprint.region, job.id)
    items = heading(ground)
    items += _headline(ground, on_paper, address)
    sample = [SAMPLE] if job.sample else []
    items += pills(ground, [*sample, *(TAG_LABELS[tag] for tag in job.tags)], ground.width)
    if on_paper.call_first:
        items.append(framed(ground, CALL_FIRST))
    items += fact_items(ground, ordered_facts(on_paper))
    items += call_items(ground, *whom_to_call(job, imprint.station_phone))
    if ground.roll:
        items += take_along(ground, address, "扫码带走这个岗位", _without_code(job.id))
    elif not address:
        items += flow(text(_without_code(job.id), ground.sizes.text, ground.width), MM * 2)
    return [*items, warning(ground)]


def ordered_facts(on_paper: JobOnPaper) -> list[Fact]:
    """The facts of the screen, the place first, without what the headline says."""
    facts = [fact for fact in job_facts(on_paper.job) if fact.name != _ABOVE]
    return sorted(facts, key=lambda fact: fact.name != _PLACE)


def walk_of(on_paper: JobOnPaper) -> str:
    """步行约 N 分钟, or why that is not known."""
    minutes = on_paper.walk_minutes
    return walk_words(on_paper.job, "" if minutes is None else minutes_words(minutes))


def pay_lines(figure: str, unit: str, size: float, width: float) -> list[Piece]:
    """Figure in large, its unit beside it; smaller until it fits, wrapped where it never does."""
    beside = _fitting(figure, unit, size, width)
    alone = _fitting(figure, "", size, width)
    if beside < alone * _SMALLER:
        large = Style(alone, alone * 1.2, bold=True)
        return [*text(figure, large, width), *text(unit, _unit_style(alone), width)]
    size, large = beside, Style(beside, beside * 1.2, bold=True)
    if _pay_width(figure, unit, size) > width:
        return [*text(f"{figure} {unit}".strip(), large, width)]
    small = _unit_style(size)
    parts: list[tuple[float, float, Piece]] = [(0.0, 0.0, Words(figure, large))]
    if unit:
        drop = large.baseline - small.baseline
        parts.append((large.width(figure) + size * 0.18, drop, Words(unit, small)))
    return [Placed(large.leading, tuple(parts))]


def _fitting(figure: str, unit: str, size: float, width: float) -> float:
    """The largest size, from ``size`` down to the least, in which both fit beside each other."""
    while size > LEAST_PAY and _pay_width(figure, unit, size) > width:
        size = max(LEAST_PAY, size - 0.5)
    return size


def _pay_width(figure: str, unit: str, size: float) -> float:
    large = Style(size, size, bold=True)
    return large.width(figure) + (size * 0.18 + _unit_style(size).width(unit) if unit else 0)


def _unit_style(size: float) -> Style:
    small = max(12.0, size * 0.55)
    return Style(small, small * 1.2, bold=True)


def _headline(ground: Ground, on_paper: JobOnPaper, address: str) -> list[Item]:
    """Title, employer, pay, walk; on a page the code to the right of them."""
    job, sizes = on_paper.job, ground.sizes
    aside = None if ground.roll else code_aside(ground, address, "扫码带走")
    width = ground.width - (0.0 if aside is None else aside_width(aside) + 4 * MM)
    lines: list[Item] = [
        *flow(text(job.title, sizes.heading, width), sizes.step, stays=True),
        *flow(text(employer_words(job), sizes.subtitle, width), 0.5 * MM, stays=True),
        *flow(pay_lines(*pay_of(job), sizes.pay, width), sizes.step * 0.6, stays=True),
        *flow(text(walk_of(on_paper), sizes.strong_lead, width), 0.5 * MM),
    ]
    return lines if aside is None else with_aside(lines, aside, ground.width - aside_width(aside))


def _without_code(job_id: str) -> str:
    return f"本站没有可扫码的网址。到任一就业角报编号 {job_id}，工作人员帮您查。"

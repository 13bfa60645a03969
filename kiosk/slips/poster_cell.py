"""One job on a poster: read from two metres, the small print from near, the rest by its code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.public_addresses import job_address
from kiosk.records import Job
from kiosk.slips.codes import code_for
from kiosk.slips.flowing import Item, flow
from kiosk.slips.hanging import with_aside
from kiosk.slips.job_slip import pay_lines, walk_of
from kiosk.slips.lettering import Style
from kiosk.slips.paper import Imprint, JobOnPaper
from kiosk.slips.pen import MM
from kiosk.slips.pieces import Piece, Placed, Words, elided, shortened, text
from kiosk.text.job_words import (
    UNSTATED,
    date_words,
    employer_words,
    form_words,
    kind_words,
    pay_of,
    whom_to_call,
)

_FACTORS: Final = (1.0, 0.93, 0.86, 0.8)
"""How much smaller type may get before text is cut; what is cut ends with …"""
_MOST_LINES: Final = 2
"""Of a title and of a pay in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellType:
    """Sizes in points; ``code`` is the dark part of the code in millimetres.

    ``run_on`` says all facts in one paragraph, for a cell that has no room for a line each.
    """

    title: float
    pay: float
    text: float
    code: float
    run_on: bool = False

    def by(self, factor: float) -> CellType:
        """The same ``factor`` times as large; a code keeps its size."""
        scaled = {name: getattr(self, name) * factor for name in ("title", "pay", "text")}
        return replace(self, **scaled)


def poster_cell(
    on_paper: JobOnPaper, imprint: Imprint, width: float, height: float, letters: CellType
) -> Placed:
    """The job in ``width`` × ``height`` points, in type as large as fits; ``letters`` at most."""
    items: list[Item] = []
    for factor in _FACTORS:
        items = _headline(on_paper, imprint, width, letters.by(factor))
        items += _details(on_paper, imprint, width, letters.by(factor))
        if _tall(items) <= height:
            break
    return stacked_items(_cut(items, height, width))


def stacked_items(items: Sequence[Item]) -> Placed:
    """Items below each other as one piece."""
    parts: list[tuple[float, float, Piece]] = []
    down = 0.0
    for place, item in enumerate(items):
        down += item.before if place else 0.0
        parts.append((0.0, down, item.piece))
        down += item.piece.height
    return Placed(down, tuple(parts))


def _headline(
    on_paper: JobOnPaper, imprint: Imprint, width: float, letters: CellType
) -> list[Item]:
    job = on_paper.job
    address = job_address(imprint.public_url, imprint.region, job.id)
    code = code_for(address, letters.code, letters.code * 1.6)
    dark = code.height - 2 * code.quiet if code else 0.0
    room = width - (dark + 3 * MM if code else 0.0)
    lead = Style(letters.text * 1.2, letters.text * 1.6, bold=True)
    sample = "，示例" if job.sample else ""
    items = [
        *flow(_title(job.title, letters.title, room)),
        *flow(_pay(job, letters.pay, room), letters.text * 0.2),
        *flow(text(walk_of(on_paper) + sample, lead, room), letters.text * 0.2),
    ]
    if code is None:
        return items
    hung = Placed(dark, ((-code.quiet, -code.quiet, code),))
    return with_aside(items, hung, width - dark)


def _title(title: str, size: float, room: float) -> list[Words]:
    """On one line, if that takes a little smaller type."""
    for smaller in (1.0, 0.9, 0.8, 0.72):
        style = Style(size * smaller, size * smaller * 1.2, bold=True)
        lines = text(title, style, room)
        if len(lines) == 1:
            return lines
    large = Style(size, size * 1.2, bold=True)
    return shortened(text(title, large, room), _MOST_LINES, room)


def _pay(job: Job, size: float, room: float) -> Sequence[Piece]:
    lines = pay_lines(*pay_of(job), size, room)
    words = [line for line in lines if isinstance(line, Words)]
    return lines if len(words) < len(lines) else shortened(words, _MOST_LINES, room)


def _details(on_paper: JobOnPaper, imprint: Imprint, width: float, letters: CellType) -> list[Item]:
    job, size = on_paper.job, letters.text
    plain, strong = Style(size, size * 1.36), Style(size * 1.3, size * 1.6, bold=True)
    owner, phone = whom_to_call(job, imprint.station_phone)
    call = f"请先打电话核实：{phone}" if on_paper.call_first else f"{owner} {phone}"
    facts = list(_said(on_paper))
    said = ["；".join(facts)] if letters.run_on else facts
    return [
        *flow(shortened(text(call, strong, width), _MOST_LINES, width), size * 0.3),
        *(item for words in said for item in flow(text(words, plain, width))),
    ]


def _said(on_paper: JobOnPaper) -> Iterator[str]:
    """What the law wants of a post, the shortest first, so that little is lost by a cut."""
    job = on_paper.job
    yield f"{employer_words(job)}，{form_words(job) or f'人数{UNSTATED}'}，{kind_words(job)}"
    yield f"地点：{job.address or ('在家可做' if job.remote else UNSTATED)}"
    yield f"时间：{job.hours or UNSTATED}"
    assumed = f"（{UNSTATED}）" if job.valid_through_assumed else ""
    yield f"有效期至 {date_words(job.valid_through)}{assumed}，{job.source}，编号 {job.id}"
    yield f"要求：{job.requirements or UNSTATED}"
    yield f"内容：{job.description or UNSTATED}"


def _tall(items: Sequence[Item]) -> float:
    return sum(item.before + item.piece.height for item in items)


def _cut(items: list[Item], height: float, width: float) -> list[Item]:
    """``items`` without those at the end that go beyond ``height``; the last then ends with …"""
    kept = list(items)
    while _tall(kept) > height and len(kept) > 1:
        kept.pop()
    last = kept[-1].piece
    if len(kept) < len(items) and isinstance(last, Words):
        kept[-1] = replace(kept[-1], piece=elided(last, width))
    return kept

"""Somebody's own résumé for their own hands: bytes that no file, log or title knows of."""

from __future__ import annotations

from kiosk.slips.binding import bound
from kiosk.slips.closing import call_items, warning
from kiosk.slips.facts import fact_items
from kiosk.slips.flowing import Item, flow
from kiosk.slips.ground import Ground
from kiosk.slips.heading import framed, heading
from kiosk.slips.paper import Imprint, Layout, ResumeOnPaper
from kiosk.slips.pieces import text
from kiosk.text.job_words import Fact

_UNSAID = "未填写"


def resume_sheet(resume: ResumeOnPaper, layout: Layout, imprint: Imprint) -> bytes:
    """One PDF of ``resume``; nothing of it is in the document's own description."""

    def written(ground: Ground) -> list[Item]:
        sizes = ground.sizes
        items = heading(ground)
        items += flow(text(resume.name or _UNSAID, sizes.heading, ground.width), sizes.step)
        items += call_items(ground, "电话", resume.phone or _UNSAID)
        items += fact_items(ground, _facts(resume))
        kept = [("含个人信息，", True), ("请自己收好，", False), ("不用时撕碎。", False)]
        return [*items, framed(ground, kept), warning(ground)]

    return bound("简历", Ground(layout, imprint, kind="我的简历"), [written])


def _facts(resume: ResumeOnPaper) -> list[Fact]:
    said = [
        ("想做什么", resume.wanted),
        ("做过什么", resume.experience),
        ("什么时候", resume.hours),
        ("在哪一带", resume.area),
    ]
    facts = [Fact(name, words or _UNSAID, bool(words)) for name, words in said]
    return [*facts, Fact("回执编号", resume.reference, True)] if resume.reference else facts

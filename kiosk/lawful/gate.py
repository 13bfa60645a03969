"""The minimum gate: what must wait for a person before it may be published or shown.

Pure: the same posting always gets the same findings, so that central asks it at import and the
agent again before showing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kiosk.lawful.discrimination import DISCRIMINATION
from kiosk.lawful.exploitation import EXPLOITATION
from kiosk.lawful.findings import Finding
from kiosk.lawful.rules import Rule
from kiosk.lawful.wording import masked, plain_wording
from kiosk.records import Job

RULES: Final[tuple[Rule, ...]] = (*EXPLOITATION, *DISCRIMINATION)
"""Worst first: a held post is counted under its first finding."""

_FIELDS: Final = ("title", "requirements", "description", "conditions", "hours", "pay_text")

_LAWFUL_LIMITS: Final = re.compile(
    r"(?:未满|不满|不足|低于|小于)?1[68]周?岁(?:以下)?[^,。;\n\d]{0,4}"
    r"(?:勿扰|不招|不要|不得|谢绝|请勿|除外|不录用|不予|免谈|禁止)"
    r"|(?:谢绝|不招|不收|不录用|不接受|禁止)[^,。;\n\d]{0,4}(?:未满|不满|不足)?1[68]周?岁(?:以下)?"
    r"|(?:年满|已满|满|须满)?1[68]周?岁(?:\(含\))?(?:及|含|或)?以上(?!-)"
)
"""16 and 18 are the law's own limits, and turning younger people away is a duty."""


def examine(job: Job, rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    """What keeps ``job`` from being published, worst first; empty if ``rules`` find nothing."""
    texts = [
        (name, masked(plain_wording(text), _LAWFUL_LIMITS))
        for name in _FIELDS
        if (text := getattr(job, name))
    ]
    return tuple(finding for rule in rules for finding in _findings(rule, texts))


def _findings(rule: Rule, texts: list[tuple[str, str]]) -> Iterator[Finding]:
    for name, text in texts:
        if rule.breaks.search(text) is None:  # nearly always, and cheaper than masking first
            continue
        seen: set[str] = set()
        for broken in rule.breaks.finditer(masked(text, rule.lawful)):
            words = broken[0].strip("\n,。;:、.")
            if words not in seen:
                seen.add(words)
                yield Finding(rule.name, name, words, rule.basis)

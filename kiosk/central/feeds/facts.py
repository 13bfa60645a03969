"""Short cells that say one thing each, told apart by what they say and not by where they stand.

In some feeds the columns shift: where 学历 is missing, 工作经验 holds 本科. So education,
experience and head count are read from one pool.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_COUNT: Final = re.compile(r"(?:招聘?|需|共)?\s*(\d{1,5})\s*[人名位个]?")
_SPOKEN_COUNT: Final = re.compile(
    r"(?:招聘?|需|共)?\s*((?:若干|数|多|不限|\d+\s*[-~至]\s*\d+)\s*[人名位]?)"
)
_MARKED_COUNT: Final = re.compile(r"(?:招聘?)?\s*(?:\d{1,5}|若干|数|\d+\s*[-~至]\s*\d+)\s*[人名位]")
_EDUCATION: Final = re.compile(
    "本科|大专|硕士|博士|高中|中专|中技|初中|小学|技校|职高|学历|专科|研究生|文化"
)
_EXPERIENCE: Final = re.compile("经验|年以上|年以下|应届|在读")
_BARE_YEARS: Final = re.compile(r"\d+(?:-\d+)?年(?:以上|以下)?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pool said; requirements in the order of the feed."""

    requirements: tuple[str, ...]
    head_count: int | None
    head_count_text: str | None


def read_facts(requirement_cells: Iterable[str], count_cells: Iterable[str]) -> Facts:
    """Facts of the cells under 学历, 工作经验 and the like, and under 人数."""
    requirements: list[str] = []
    counts: list[str] = []
    for cell in requirement_cells:
        (counts if _MARKED_COUNT.fullmatch(cell) else requirements).append(cell)
    for cell in count_cells:
        shifted = _EDUCATION.search(cell) or _EXPERIENCE.search(cell)
        (requirements if shifted else counts).append(cell)
    head_count, head_count_text = _head_count(counts)
    said = tuple(dict.fromkeys(_requirement(cell) for cell in requirements))
    return Facts(said, head_count, head_count_text)


def _requirement(cell: str) -> str:
    if _EDUCATION.search(cell) and "学历" not in cell and "\n" not in cell and len(cell) <= 8:
        return f"{cell}学历"
    return f"{cell}经验" if _BARE_YEARS.fullmatch(cell) else cell


def _head_count(cells: list[str]) -> tuple[int | None, str | None]:
    for cell in cells:
        if (found := _COUNT.fullmatch(cell)) and int(found[1]) > 0:
            return int(found[1]), None
    for cell in cells:
        if found := _SPOKEN_COUNT.fullmatch(cell):
            return None, found[1]
    return None, None

"""Names and what is said of them: in a column beside it, or above it where paper is narrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kiosk.slips.flowing import Item, flow
from kiosk.slips.ground import Ground
from kiosk.slips.pen import MM
from kiosk.slips.pieces import Piece, Pill, Placed, Rule, Words, stacked, text
from kiosk.text.job_words import Fact

_MOST_BESIDE: Final = 2
"""Lines in the narrow column of a roll; a longer text gets the whole width."""
_SHORT: Final = frozenset({"工种", "用工形式", "招聘人数"})
_PILL_GAP: Final = 1.5 * MM


def fact_items(ground: Ground, facts: Iterable[Fact]) -> list[Item]:
    """Each fact, with a thin rule above it."""
    gap = ground.sizes.step / 2
    items: list[Item] = []
    for row in _rows(ground, facts):
        items.append(Item(Rule(ground.width, ground.thin), before=gap, stays=True))
        items += row if isinstance(row, list) else [Item(row, before=gap)]
    return items


def _rows(ground: Ground, facts: Iterable[Fact]) -> Iterator[list[Item] | Placed]:
    """What stands between two rules: a fact, or the short ones beside each other on a page."""
    gap = ground.sizes.step / 2
    facts = list(facts)
    short = [fact for fact in facts if fact.name in _SHORT]
    cells = None if ground.roll or len(short) < len(_SHORT) else _cells(ground, short)
    for fact in facts:
        if cells is None or fact.name not in _SHORT:
            yield _fact(ground, fact, gap)
        elif fact is short[0]:
            yield cells


def _cells(ground: Ground, facts: list[Fact]) -> Placed | None:
    """Facts in cells of one width; None where one of them is too long."""
    sizes = ground.sizes
    wide = ground.width / len(facts)
    parts: list[tuple[float, float, Piece]] = []
    for number, fact in enumerate(facts):
        name, said = Words(fact.name, sizes.strong), text(fact.words, sizes.text, ground.width)
        right = max(name.width + sizes.body / 2, 0.0 if number else sizes.label)
        if len(said) != 1 or right + said[0].width + sizes.body / 2 > wide:
            return None
        parts += [(number * wide, 0.0, name), (number * wide + right, 0.0, said[0])]
    return Placed(sizes.text.leading, tuple(parts))


def prose(ground: Ground, words: str) -> list[Item]:
    """Running text, a paragraph a line of ``words``."""
    items: list[Item] = []
    for paragraph in words.split("\n"):
        lines = text(paragraph, ground.sizes.text, ground.width)
        items += flow(lines, ground.sizes.step)
    return items


def pills(ground: Ground, labels: Iterable[str], width: float) -> list[Item]:
    """Words in outlines, in rows of ``width`` points."""
    style = ground.sizes.strong
    rows: list[list[tuple[float, float, Piece]]] = []
    right = width
    for label in labels:
        words = Words(label, style)
        pill = Pill(words, words.width + style.size * 1.1, style.size * 1.6)
        if right + pill.width > width:
            rows.append([])
            right = 0.0
        rows[-1].append((right, 0.0, pill))
        right += pill.width + _PILL_GAP
    return [Item(Placed(style.size * 1.6, tuple(row)), before=_PILL_GAP) for row in rows]


def _fact(ground: Ground, fact: Fact, gap: float) -> list[Item]:
    sizes = ground.sizes
    name = Words(fact.name, sizes.strong)
    if sizes.label:
        lines = text(fact.words, sizes.text, ground.width - sizes.label)
        if not ground.roll or len(lines) <= _MOST_BESIDE:
            return flow(_beside(name, lines, sizes.label), gap)
    lines = text(fact.words, sizes.text, ground.width)
    inline = name.width + sizes.body
    if len(lines) == 1 and inline + lines[0].width <= ground.width:
        return flow(_beside(name, lines, inline), gap)
    return [Item(name, before=gap, stays=True), *flow(lines)]


def _beside(name: Words, lines: list[Words], right: float) -> list[Piece]:
    first = Placed(name.height, ((0.0, 0.0, name), *((right, 0.0, line) for line in lines[:1])))
    return [first, *(stacked([line], right=right) for line in lines[1:])]

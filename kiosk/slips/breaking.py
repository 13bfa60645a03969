"""Breaking text into lines as Chinese is set: GB/T 15834's rules for the ends of a line.

No line begins with 。，、） and the like, none ends with （ or “; numbers and Latin words stay
whole. What is wider than a line by itself is broken anywhere, so that nothing leaves the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kiosk.slips.inked import inked
from kiosk.slips.lettering import Style

_OPENERS: Final = r"“‘（《【「『〈〔〖［｛([{￥¥"
_CLOSERS: Final = r"”’）》】」』〉〕〗］｝)\]},.;:!?%，。、；：？！％‰…·～℃°"
_LATIN: Final = rf"[^\s\u2e80-\uffff\U00020000-\U0003ffff{_CLOSERS}{re.escape(_OPENERS)}]"
_WORD: Final = rf"{_LATIN}+(?:[.,:;?%!]+{_LATIN}+)*"
_UNIT: Final = r"元/半?[月天日时年周单件]|\d+ (?:分钟|公里|毫米|人|个|天)"
_ATOM: Final = re.compile(
    rf"[{re.escape(_OPENERS)}]*(?:{_UNIT}|{_WORD}|[^\s{_CLOSERS}])?[{_CLOSERS}]*|\s+", re.DOTALL
)


def lines_of(words: str, style: Style, width: float) -> list[str]:
    """Lines of ``words`` in ``style``, none wider than ``width`` points; [] for nothing to say."""
    paragraphs = inked(words).split("\n")
    return [line for paragraph in paragraphs for line in _filled(paragraph, style, width)]


def _filled(paragraph: str, style: Style, width: float) -> Iterator[str]:
    line, used = "", 0.0
    for atom in _ATOM.findall(paragraph):
        wide = style.width(atom)
        if used + wide <= width:
            line, used = line + atom, used + wide
            continue
        if line.strip():
            yield line.rstrip()
        line, used = "", 0.0
        if atom.isspace():
            continue
        *full, line = _cut(atom, style, width)
        yield from full
        used = style.width(line)
    if line.strip():
        yield line.rstrip()


def _cut(atom: str, style: Style, width: float) -> list[str]:
    """``atom`` in as many parts as lines of ``width`` need, a character each at the least."""
    parts, used = [""], 0.0
    for letter in atom:
        wide = style.width(letter)
        if parts[-1] and used + wide > width:
            parts.append("")
            used = 0.0
        parts[-1] += letter
        used += wide
    return parts

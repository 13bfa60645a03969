"""A posting's words in the one form that the rules look at.

Spaces, invisible characters and Chinese numerals are what hides a word from a pattern; all of
them go before any rule is asked.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_CHINESE_AGE = re.compile(
    "([一二三四五六七八九])?十([一二三四五六七八九])?(?=周?岁|[到至-]|以[上下])"
)
_DASHES = re.compile("[—–－‐‑‒―~～∼]+|--+")
_TORN = re.compile(
    r"(?<=\d-)\n(?=\d)|(?<=\d)\n(?=周?岁)|(?<=[\u4e00-\u9fff\d])\n(?=[-至到]?\d{2}周?岁)"
)
"""A range of ages that a web page broke over two lines."""
_BLANKS = re.compile(r"[^\S\n]+")
_MASK: Final = "□"


def plain_wording(text: str) -> str:
    """``text`` in NFKC and lower case, without blanks, with one dash and Arabic ages."""
    folded = _DASHES.sub("-", normalize("NFKC", text).lower())
    visible = _BLANKS.sub("", folded)
    if not visible.replace("\n", "").isprintable():
        visible = "".join(c for c in visible if c == "\n" or category(c)[0] != "C")
    return _CHINESE_AGE.sub(_age_in_figures, _TORN.sub("", visible))


def masked(text: str, lawful: re.Pattern[str]) -> str:
    """``text`` with every ``lawful`` phrase blotted out, lengths kept."""
    return lawful.sub(lambda phrase: _MASK * len(phrase[0]), text)


def _age_in_figures(found: re.Match[str]) -> str:
    tens = _DIGITS[found[1]] if found[1] else 1
    ones = _DIGITS[found[2]] if found[2] else 0
    return str(tens * 10 + ones)

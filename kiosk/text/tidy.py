"""Text of feeds made plain, once, at the door, before anything checks or shows it.

Feeds carry full-width letters, Kangxi radicals from PDF exports, zero-width characters that hide
a word from a rule, and bidirectional marks that turn a line around on the screen.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

_KEPT: Final = "，。：；！？（）～…①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""What NFKC would turn into ASCII although a Chinese reader expects it as it stands."""

_RADICALS: Final = str.maketrans(
    "⺌⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "小母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
"""Radicals of the supplement block (U+2E80…) that have no NFKC mapping of their own."""

_FOLDABLE = re.compile(f"[^{_KEPT}]+")
_LINE_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r" ?\n[ \n]*")


def tidy(text: str) -> str:
    """``text`` as it is stored and shown: NFKC but for Chinese punctuation, nothing invisible.

    Line breaks become ``\\n``, empty lines go, other white space becomes one space.
    """
    if text.isascii() and text.isalnum():
        return text
    folded = _FOLDABLE.sub(lambda run: normalize("NFKC", run[0]), text).translate(_RADICALS)
    return _EMPTY_LINES.sub("\n", _BLANKS.sub(" ", visible(folded))).strip()


def visible(text: str) -> str:
    """``text`` without what nobody can see and what turns a line around; breaks become ``\\n``."""
    broken = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    if broken.replace("\n", "").isprintable():  # costs a tenth of asking every character
        return broken
    return "".join(c for c in broken if c == "\n" or category(c) not in _INVISIBLE)

"""One cell of a feed: from what a scraper wrote to paragraphs a person can read."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Final

from kiosk.text.tidy import tidy

_LONGEST_LITERAL: Final = 200_000
_LONGEST_TEXT: Final = 20_000
_NOISE: Final = re.compile(r"(?:查看全部[内內]容|展开全部|收起|职位描述|举报|微信分享)[:：]?")
_EMPTY_WORDS: Final = frozenset({"none", "null", "nan", "n/a", "-", "--", "/", "无", "\\n"})
_ITEM_NUMBER: Final = re.compile(r"[(（]?\d{1,2}[.、)）]?|[一二三四五六七八九十]、?")
_GOES_ON: Final = re.compile(r"[、，,（(\-~+/“‘《]$")
_GOES_BACK: Final = re.compile(
    r"[、，。；：！？,;:!?)）~\-+/”’》】]|[-~至到]?\d{1,3}(?:[-~至到]\d{1,3})?\s*(?:周?岁|后|天|年级|%)"
)
_ENDS_IN_FIGURE: Final = re.compile(r"\d[-~]?$")
_STARTS_IN_UNIT: Final = re.compile(r"[岁年天个月人元]|\d{1,3}(?![\d\s]*[.、)）:：])")
_SENTENCE_END: Final = re.compile(r"[。；;：:！!]$")


def cell_text(raw: str) -> str:
    """What ``raw`` says, a paragraph a line; "" if it says nothing."""
    parts = _parts(raw)
    paragraphs = [p for part in parts for p in tidy(part).replace("\ufffd", "").split("\n")]
    kept = [p.strip() for p in paragraphs if p.strip() and not _NOISE.fullmatch(p.strip())]
    text = "\n".join(_mended(kept))
    return "" if text.lower() in _EMPTY_WORDS else text[:_LONGEST_TEXT]


def _parts(raw: str) -> list[str]:
    """The strings of a Python list literal, or ``raw`` itself where it is none."""
    text = raw.strip()
    if not (text.startswith("[") and text.endswith("]")) or len(text) > _LONGEST_LITERAL:
        return [raw]
    try:
        with warnings.catch_warnings():  # a scraped backslash is no concern of the operator
            warnings.simplefilter("ignore")
            value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return [raw]
    return [str(item) for item in value if item is not None] if isinstance(value, list) else [raw]


def _mended(paragraphs: list[str]) -> list[str]:
    """``paragraphs`` with the pieces joined that a web page's mark-up had torn from each other."""
    mended: list[str] = []
    for piece in paragraphs:
        if mended and _belongs(mended[-1], piece):
            mended[-1] += piece
        else:
            mended.append(piece)
    return mended


def _belongs(before: str, piece: str) -> bool:
    if _ITEM_NUMBER.fullmatch(before) or _GOES_ON.search(before):
        return True
    if _ENDS_IN_FIGURE.search(before) and _STARTS_IN_UNIT.match(piece):
        return True
    return bool(_GOES_BACK.match(piece)) and not _SENTENCE_END.search(before)

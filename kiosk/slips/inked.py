"""Text as it can be printed: every character has a glyph, or is named in its place.

What cannot be seen by design (bidirectional marks, zero-width joiners, variation selectors) goes,
as everywhere in the house. Of the rest nothing is dropped and nothing becomes an empty box: a
picture that the fonts do not draw is 〔图〕, any other character 〔缺字U+20BB7〕, so that a clerk
can look it up. A middle dot is as wide as a Chinese character here and brings its own white.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

from kiosk.slips.lettering import covered
from kiosk.text.tidy import tidy

PICTURE: Final = "〔图〕"
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_JOINED: Final = re.compile("[\u200d\U0001f3fb-\U0001f3ff]")
"""What makes one picture of several, and skin tones: no picture of their own."""
_UNSEEN_BUT_SAID: Final = frozenset({"Co", "Cn", "Cs"})
"""Private and unassigned characters mean something to whoever wrote them."""


def inked(text: str) -> str:
    """``text`` as lines joined by ``\\n``, only with characters of the fonts."""
    if not text.replace("\n", "").isprintable():
        text = "".join(_named(c) if category(c) in _UNSEEN_BUT_SAID else c for c in text)
    plain = tidy(text).replace(" · ", "·")
    missing = set(plain) - covered() - {"\n"}
    if not missing:
        return plain
    plain = _JOINED.sub("", _SELECTORS.sub("", plain))
    said = "".join(_said(letter) if letter in missing else letter for letter in plain)
    return re.sub(f"(?:{PICTURE})+", PICTURE, said)


def _said(letter: str) -> str:
    return PICTURE if category(letter) in {"So", "Sk"} else _named(letter)


def _named(letter: str) -> str:
    return f"〔缺字U+{ord(letter):04X}〕"

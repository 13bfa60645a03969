"""Fields of a Word document that start a program or fetch something when it is opened.

A field's instruction begins with its name (ISO/IEC 29500-1, 17.16.5). Names that can put another
one together out of pieces are refused with those that act.
"""

from __future__ import annotations

import re
from typing import Final

BOUNDARY: Final = "\n"
"""Stands between the instructions of two fields, and round those of a field within a field."""
_ACTING: Final = re.compile(
    r"^\s*(?:DDE|DDEAUTO|LINK|INCLUDE|INCLUDETEXT|IMPORT|DATABASE|RD|AUTOTEXT|QUOTE|SET|EMBED)\b"
    r"|\bDDE(?:AUTO)?\b",
    re.IGNORECASE | re.MULTILINE,
)
_PICTURE: Final = re.compile(r"^\s*INCLUDEPICTURE\b", re.IGNORECASE | re.MULTILINE)
_BLANK: Final = re.compile(r"\s+")


def acts(instructions: str) -> bool:
    """Whether one of ``instructions``, divided by ``BOUNDARY``, does something on its own."""
    if _ACTING.search(instructions):
        return True
    return "DDEAUTO" in _BLANK.sub("", instructions).upper()


def fetches_picture(instructions: str) -> bool:
    """Whether one of ``instructions`` shows a picture that stands elsewhere."""
    return _PICTURE.search(instructions) is not None

"""Every word of the search index accounted for, without a second index to compare it with.

FTS5 keeps no text beside an index of this kind, so its own integrity check has nothing to compare
with. Here a sum over (word, row, place in the row) is made once from the stored lines and once
from the index; any one of them that changed, went or came changes the sum.
"""

from __future__ import annotations

import re
from itertools import count
from operator import mul
from typing import Final

from offline_cache._sqlite import Connection

_PLACE: Final = 7919
_ROW_BITS: Final = 24
# How the index cuts words (offline_cache.layout.INDEX): letters, digits, _ and all beyond ASCII.
_WORD: Final = re.compile(r"[0-9A-Za-z_\u0080-\U0010ffff]+")
_CAPITALS: Final = re.compile(r"[A-Z]+")
_OF_ONE_WORD: Final = (
    "SELECT sum(doc >> :bits), sum(doc & :mask), sum(offset)"
    " FROM temp.index_words WHERE term = :word"
)


class WordTally:
    """Sum over the words of rows in any order; the same within one process only."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, row: int, words: str) -> None:
        """Count the ``words`` of the job that is filed under ``row``."""
        small = _CAPITALS.sub(lambda capitals: capitals[0].lower(), words)
        hashes = [hash(word) for word in _WORD.findall(small)]
        self.total += row * sum(hashes) + _PLACE * sum(map(mul, hashes, count()))


def tally_of_index(connection: Connection) -> int:
    """The sum of what stands in the index; word by word, so that memory stays flat."""
    for kind in ("instance", "row"):
        name = "index_words" if kind == "instance" else "index_terms"
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, job_index, {kind})"
        )
    total = 0
    shape = {"bits": _ROW_BITS, "mask": (1 << _ROW_BITS) - 1}
    for (word,) in connection.execute("SELECT term FROM temp.index_terms"):
        high, low, places = connection.execute(_OF_ONE_WORD, {**shape, "word": word}).fetchone()
        if high is not None:
            total += hash(word) * ((high << _ROW_BITS) + low + _PLACE * places)
    return total

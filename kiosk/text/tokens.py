"""The words under which a job stands in the search index.

One index column holds several kinds of word, told apart by characters that no normal form can
contain, so that a lookup needs no column filter:

=================  ================================  =======================================
word               example                           finds
=================  ================================  =======================================
characters         ``保`` ``保洁`` ``保洁员``        any substring; longer ones as a phrase
initials           ``b`` ``bj`` ``bjy``, in a        pinyin initials in the same way
                   private alphabet
``s_`` syllables   ``s_bao`` ``s_bao_jie``           pinyin syllables; longer runs as a phrase
facets             ``tag_senior``                    every filter, so that it joins the match
=================  ================================  =======================================

A phrase costs as much as its commonest words are common, which is why words overlap and are as
long as three letters: any two letters of pinyin are common.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from kiosk.records import Job, PayUnit
from kiosk.text.labels import KIND_LABELS
from kiosk.text.normal import normal_form

PAY_STEPS: Final = (2000, 3000, 4000, 5000, 6000, 8000)
"""Monthly pay in yuan that can be asked for."""
_GAP: Final = "_"
_REMEMBERED: Final = 4096
"""Fields and readings that are kept cut: titles, streets and employers come again and again."""
_APART: Final = "  "
"""Between two runs of characters: a word that reaches into it ends there."""
_BLANK: Final = array("I", [ord(" ")])
_UTF_32: Final = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
_INITIALS: Final = {code: 0xE000 + code for code in range(128)}
_NO_INITIAL: Final = "\ue0ff"


class _Spoken(NamedTuple):
    """One reading: its ``initials`` as a run of characters, and its syllables as words.

    ``pairs`` stand in the order of the reading, which goes from syllable ``first`` to ``last``.
    """

    initials: str
    pairs: str
    first: str
    last: str
    singles: str


def index_words(job: Job, readings: Iterable[str]) -> str:
    """Everything ``job`` is found by, separated by white space."""
    texts = (job.title, job.employer, job.address, KIND_LABELS[job.kind])
    spoken = [_of_reading(reading) for reading in readings]
    runs = [_normal(text) for text in texts if text]
    runs += [reading.initials for reading in spoken]
    return " ".join(
        [
            _pieces(_APART.join(runs)),
            *_in_order(spoken),
            *[reading.singles for reading in spoken],
            *facets(job),
        ]
    )


def characters_phrase(term: str) -> str:
    """Index words that stand in this order exactly where ``term`` is a substring."""
    width = min(len(term), 3)
    return " ".join([term[at : at + width] for at in range(len(term) - width + 1)])


def initials_phrase(term: str) -> str:
    """The same where ``term``, which is ASCII, is a substring of the initials."""
    return characters_phrase(term.translate(_INITIALS))


def syllables_phrase(syllables: Sequence[str]) -> str:
    """Index words that stand in this order exactly where ``syllables`` follow each other."""
    return _joined(_pairs(syllables) if len(syllables) > 1 else syllables)


def facets(job: Job) -> list[str]:
    """Words of the filters that ``job`` passes."""
    found = [f"tag_{tag.value}" for tag in job.tags]
    found.append(f"kind_{job.kind.value}")
    if job.division:
        found.append(f"area_{job.division}")
        if len(job.division) > 6:
            found.append(f"area_{job.division[:6]}")
    if job.pay:
        found.append(f"unit_{job.pay.unit.value}")
        if job.pay.unit is PayUnit.MONTH and job.pay.minimum is not None:
            passed = bisect_right(PAY_STEPS, job.pay.minimum)
            found += [f"month_{step}" for step in PAY_STEPS[:passed]]
    return found


_normal = lru_cache(_REMEMBERED)(normal_form)


@lru_cache(_REMEMBERED)
def _of_reading(reading: str) -> _Spoken:
    syllables = reading.split()
    initials = "".join([syllable[0] for syllable in syllables])
    if not initials.isascii():
        initials = "".join([c if c.isascii() else _NO_INITIAL for c in initials])
    return _Spoken(
        initials.translate(_INITIALS),
        _joined(_pairs(syllables)),
        syllables[0] if syllables else "",
        syllables[-1] if syllables else "",
        _joined(dict.fromkeys(syllables)),
    )


def _pieces(runs: str) -> str:
    """Three, two and one characters from every place of ``runs`` on, fewer where a run ends.

    A first sync spends its time on words: here all those of a job are laid out at once, each
    place of a word being every third or fourth of the whole.
    """
    count = len(runs)
    letters = array("I", (runs + _APART).encode(_UTF_32))
    first, second, third = letters[:count], letters[1 : count + 1], letters[2:]
    words = _BLANK * (9 * count)
    pairs, singles = 4 * count, 7 * count
    words[0:pairs:4], words[1:pairs:4], words[2:pairs:4] = first, second, third
    words[pairs:singles:3], words[pairs + 1 : singles : 3] = first, second
    words[singles::2] = first
    return words.tobytes().decode(_UTF_32)


def _in_order(spoken: Iterable[_Spoken]) -> Iterator[str]:
    # A phrase must not read on from one reading into the next. Pairs only join where a reading
    # ends as the next one begins, so only there a gap is needed.
    end = ""
    for reading in spoken:
        if reading.pairs:
            if reading.first == end:
                yield _GAP
            yield reading.pairs
            end = reading.last


def _pairs(syllables: Sequence[str]) -> list[str]:
    return [f"{one}_{other}" for one, other in pairwise(syllables)]


def _joined(syllables: Collection[str]) -> str:
    return "s_" + " s_".join(syllables) if syllables else ""

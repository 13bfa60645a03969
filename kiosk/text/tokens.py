"""The words under which a job stands in the search index.

One index column holds several kinds of word, told apart by a prefix that no normal form can
contain, so that a lookup needs no column filter:

=================  =======================  ==========================================
word               example                  finds
=================  =======================  ==========================================
two characters     ``保洁``                 any substring, as a phrase of overlapping pairs
one character      ``保``                   one character
``i_`` initials    ``i_b`` ``i_bj``         pinyin initials, singly and in pairs
``s_`` syllables   ``s_bao`` ``s_bao_jie``  pinyin syllables, singly and in pairs
facets             ``tag_senior``           every filter, so that it takes part in the match
=================  =======================  ==========================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from kiosk.records import Job, PayUnit
from kiosk.text.labels import KIND_LABELS
from kiosk.text.normal import normal_form

PAY_STEPS: Final = (2000, 3000, 4000, 5000, 6000, 8000)
"""Monthly pay in yuan that can be asked for."""
_GAP: Final = "_"


def searched_fields(job: Job) -> tuple[str, ...]:
    """Normal forms in which text is looked for."""
    fields = (job.title, job.employer or "", job.address or "", KIND_LABELS[job.kind])
    return tuple(filter(None, map(normal_form, fields)))


def index_words(job: Job, readings: Iterable[str]) -> str:
    """Everything ``job`` is found by, separated by spaces."""
    fields = searched_fields(job)
    spoken = [reading.split() for reading in readings]
    initials = ["".join(syllable[0] for syllable in syllables) for syllables in spoken]
    words: list[str] = [a + b for a, b in _overlapping_pairs(fields)]
    words += _prefixed_pairs("i_", "", initials)
    words += _prefixed_pairs("s_", "_", spoken)
    words += {character for field in fields for character in field}
    words += {"i_" + letter for letters in initials for letter in letters}
    words += {"s_" + syllable for syllables in spoken for syllable in syllables}
    words += facets(job)
    return " ".join(words)


def facets(job: Job) -> Iterator[str]:
    """Words of the filters that ``job`` passes."""
    for tag in job.tags:
        yield f"tag_{tag}"
    yield f"kind_{job.kind}"
    if job.division:
        yield f"area_{job.division}"
        if len(job.division) > 6:
            yield f"area_{job.division[:6]}"
    if job.pay:
        yield f"unit_{job.pay.unit}"
        if job.pay.unit is PayUnit.MONTH and job.pay.minimum is not None:
            for step in PAY_STEPS:
                if job.pay.minimum >= step:
                    yield f"month_{step}"


def _prefixed_pairs(prefix: str, joint: str, runs: Iterable[Sequence[str]]) -> Iterator[str]:
    for a, b in _overlapping_pairs(runs):
        yield f"{prefix}{a}{joint}{b}" if a else _GAP


def _overlapping_pairs(runs: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    # A phrase must not read on from one run into the next. Pairs only join where the last item of
    # a run is the first of the next one, so only there a gap is needed.
    last = ""
    for run in runs:
        if len(run) < 2:
            continue
        if run[0] == last:
            yield "", _GAP
        yield from pairwise(run)
        last = run[-1]

"""The words under which a job stands in the search index.

One index column holds several kinds of word, told apart by a prefix that no normal form can
contain, so that a lookup needs no column filter:

=================  ================================  =======================================
word               example                           finds
=================  ================================  =======================================
characters         ``保`` ``保洁`` ``保洁员``        any substring; longer ones as a phrase
``i_`` initials    ``i_b`` ``i_bj`` ``i_bjy``        pinyin initials in the same way
``s_`` syllables   ``s_bao`` ``s_bao_jie``           pinyin syllables; longer runs as a phrase
facets             ``tag_senior``                    every filter, so that it joins the match
=================  ================================  =======================================

A phrase costs as much as its commonest words are common, which is why words overlap and are as
long as three letters: any two letters of pinyin are common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    words = [
        *_overlapping(fields, 3, "", ""),
        *_overlapping(initials, 3, "i_", ""),
        *_overlapping(spoken, 2, "s_", "_"),
        *dict.fromkeys(_each(fields, 2, "", "")),
        *dict.fromkeys(_each(initials, 2, "i_", "")),
        *dict.fromkeys(_each(fields, 1, "", "")),
        *dict.fromkeys(_each(initials, 1, "i_", "")),
        *dict.fromkeys(_each(spoken, 1, "s_", "")),
        *facets(job),
    ]
    return " ".join(words)


def characters_phrase(term: str, prefix: str = "") -> str:
    """Index words that stand in this order exactly where ``term`` is a substring."""
    return " ".join(_each([term], min(len(term), 3), prefix, ""))


def syllables_phrase(syllables: Sequence[str]) -> str:
    """Index words that stand in this order exactly where ``syllables`` follow each other."""
    return " ".join(_each([syllables], min(len(syllables), 2), "s_", "_"))


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


def _overlapping(
    runs: Iterable[Sequence[str]], width: int, prefix: str, joint: str
) -> Iterator[str]:
    # A phrase must not read on from one run into the next. Words only join where a run ends as
    # the next one begins, so only there a gap is needed.
    end: Sequence[str] = ""
    for run in runs:
        if len(run) < width:
            continue
        if run[: width - 1] == end:
            yield _GAP
        yield from _each([run], width, prefix, joint)
        end = run[1 - width :]


def _each(runs: Iterable[Sequence[str]], width: int, prefix: str, joint: str) -> Iterator[str]:
    for run in runs:
        for at in range(len(run) - width + 1):
            yield prefix + joint.join(run[at : at + width])

"""Pinyin readings of a job, made once by the platform so that no terminal carries a dictionary.

This is the only user of pypinyin. Its list of heteronyms knows rare readings of the commonest
characters (员 as yun); only those named in readings.tsv are worth finding a job by.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Final

from pypinyin import Style, load_phrases_dict, pinyin

from kiosk.records import Job
from kiosk.text.labels import KIND_LABELS
from kiosk.text.normal import normal_form

READINGS_PER_FIELD: Final = 4


def readings_of(job: Job) -> tuple[str, ...]:
    """Readings of title, kind of work and employer, as space-separated syllables, ü as v.

    A field has up to four readings, the likeliest first; a letter or digit reads as itself.
    """
    fields = (job.title, KIND_LABELS[job.kind], job.employer or "")
    found = (reading for field in fields for reading in field_readings(field))
    return tuple(dict.fromkeys(found))


@cache
def _listed() -> dict[str, list[str]]:
    text = files("kiosk.text").joinpath("readings.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: syllables.split() for word, syllables in rows}


@cache
def _heteronyms() -> dict[str, list[str]]:
    """Readings of single characters; listed words are told to pypinyin on the way."""
    words = {word: syllables for word, syllables in _listed().items() if len(word) > 1}
    load_phrases_dict({word: [[s] for s in syllables] for word, syllables in words.items()})
    return {word: syllables for word, syllables in _listed().items() if len(word) == 1}


@lru_cache(maxsize=8192)
def field_readings(text: str) -> tuple[str, ...]:
    """Up to four readings of one field, the likeliest first; none for a field without letters."""
    normal = normal_form(text)
    if not normal:
        return ()
    choices = list(_choices(normal))
    return tuple(" ".join(reading) for reading in islice(_variants(choices), READINGS_PER_FIELD))


def _choices(normal: str) -> Iterator[list[str]]:
    """Readings of each character in turn, the likeliest first."""
    listed = _heteronyms()
    at = 0
    for found in pinyin(normal, style=Style.NORMAL, heteronym=True, v_to_u=False):
        if normal.startswith(found[0], at):  # a run of letters and digits comes back as it is
            yield from ([character] for character in found[0])
            at += len(found[0])
            continue
        syllables = [_ascii(syllable) for syllable in found]
        # One reading means that a known phrase decided it.
        yield syllables[:1] if len(syllables) == 1 else listed.get(normal[at], syllables[:1])
        at += 1


def _variants(choices: list[list[str]]) -> Iterator[list[str]]:
    likeliest = [choice[0] for choice in choices]
    yield likeliest
    for at, choice in enumerate(choices):
        for other in choice[1:]:
            yield [*likeliest[:at], other, *likeliest[at + 1 :]]


def _ascii(syllable: str) -> str:
    return syllable.replace("ü", "v").replace("ê", "e")

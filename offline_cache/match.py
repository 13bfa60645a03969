"""A resident's words and filters → one FTS5 expression that holds exactly where they hold.

Nothing a person types reaches FTS5 as syntax: only normal forms, which are letters and digits,
stand in it, each inside quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Final

from kiosk.text.normal import normal_form, normal_terms
from kiosk.text.tokens import characters_phrase, initials_phrase, syllables_phrase
from offline_cache.query import JobQuery

LONGEST_TEXT: Final = 64
"""Characters of a query that are looked at; a search field holds fewer."""
MOST_SPELLINGS: Final = 64
"""Ways to read one word as pinyin that are tried; real words have a handful."""

NextSyllables = Callable[[str, str], list[str]]
"""(syllable before or "", letters) → indexed syllables that start with them, or that they start
with: everything that could be typed next."""


def match_expression(query: JobQuery, next_syllables: NextSyllables) -> str:
    """FTS5 expression for ``query``, empty where neither text nor facet is asked for."""
    groups = [
        _any_of(_spelt(term, next_syllables)) for term in normal_terms(query.text[:LONGEST_TEXT])
    ]
    groups += [_any_of(group) for group in _facet_groups(query) if group]
    return " AND ".join(dict.fromkeys(groups))


def _facet_groups(query: JobQuery) -> Iterator[list[str]]:
    yield [f"tag_{tag}" for tag in query.tags]
    yield [f"kind_{kind}" for kind in query.kinds]
    yield [f"unit_{query.pay_unit}"] if query.pay_unit else []
    yield [f"month_{query.month_at_least}"] if query.month_at_least else []
    yield [f"area_{normal_form(query.division)}"] if query.division else []


def _any_of(phrases: Iterable[str]) -> str:
    quoted = [f'"{phrase}"' for phrase in dict.fromkeys(phrases)]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def _spelt(term: str, next_syllables: NextSyllables) -> Iterator[str]:
    """Phrases of index words, any of which means that ``term`` is there."""
    yield characters_phrase(term)
    if not term.isascii():
        return
    yield initials_phrase(term)
    if len(term) > 1:
        yield from map(syllables_phrase, spellings(term, next_syllables))


def spellings(term: str, next_syllables: NextSyllables) -> list[tuple[str, ...]]:
    """Runs of indexed syllables of which ``term`` is the start, cut short only in the last one."""

    @cache
    def after(before: str, rest: str) -> list[tuple[str, ...]]:
        return list(islice(_after(before, rest), MOST_SPELLINGS))

    def _after(before: str, rest: str) -> Iterator[tuple[str, ...]]:
        for syllable in next_syllables(before, rest):
            if syllable.startswith(rest):
                yield (syllable,)
            else:
                for tail in after(syllable, rest[len(syllable) :]):
                    yield (syllable, *tail)

    return after("", term)

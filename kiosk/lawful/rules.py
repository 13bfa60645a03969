"""What a rule is, and the rules in the order in which a finding is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_NOTHING: Final = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Rule:
    """``breaks`` is held under ``name`` unless the words stand inside a ``lawful`` phrase.

    Patterns see one field in its plain form (see ``wording``): no spaces, NFKC, lower case,
    Arabic figures before 岁. ``\\n`` and 。 end a clause.
    """

    name: str
    basis: str
    breaks: re.Pattern[str]
    lawful: re.Pattern[str] = field(default=_NOTHING)


def rule(name: str, basis: str, breaks: tuple[str, ...], lawful: tuple[str, ...] = ()) -> Rule:
    """A rule from alternatives; every alternative is a regular expression of its own."""
    return Rule(name, basis, _any(breaks), _any(lawful) if lawful else _NOTHING)


def _any(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives))

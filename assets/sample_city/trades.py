"""What people do for a living around here: the sentences of trades/*.toml, typed.

The wording is data so that a person of the trade can read and mend it without reading Python.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from random import Random

import msgspec

from assets.sample_city.city import FOLDER
from kiosk.records import EmploymentType, JobKind, PayUnit, Tag


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way of being hired; ``pay`` is (unit, lowest, highest start, narrowest, widest span)."""

    titles: tuple[str, ...]
    type: EmploymentType
    hours: tuple[str, ...]
    jobs: int
    pay: tuple[PayUnit, float, float, float, float] | None = None
    pay_text: str | None = None
    tags: tuple[tuple[Tag, ...], ...] = ((),)
    remote: bool = False
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


class Work(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One occupation in one kind of shop; ``tasks`` are whole sentences that stand alone.

    ``closers`` replace those of the trade where they would not fit.
    """

    employers: tuple[str, ...]
    tasks: tuple[str, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    terms: tuple[Terms, ...]
    closers: tuple[str, ...] = ()


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What sets one title apart from the rest of its work; empty means: as the work says."""

    does: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Trade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of one kind; ``closers`` are last sentences about people, place and pace."""

    kind: JobKind
    closers: tuple[str, ...]
    work: tuple[Work, ...]


class Deck:
    """Deals every card once before any comes again, so that neighbours do not read alike."""

    def __init__(self, cards: Sequence[str], rng: Random) -> None:
        """A shuffled deck of ``cards``."""
        self._cards, self._rng = list(cards), rng
        self._left: list[str] = []

    def deal(self, but: Sequence[str] = ()) -> str:
        """Next card, skipping those in ``but`` if another is left in a fresh deck."""
        for _ in range(2 * len(self._cards)):
            if not self._left:
                self._left = self._rng.sample(self._cards, len(self._cards))
            if (card := self._left.pop()) not in but:
                return card
        return card


def read_roles() -> dict[str, Role]:
    """Roles by title."""
    table = tomllib.loads((FOLDER / "roles.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table, dict[str, Role])


def read_trades() -> list[Trade]:
    """Trades in order of their file names."""
    return [
        msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Trade)
        for path in sorted((FOLDER / "trades").glob("*.toml"))
    ]

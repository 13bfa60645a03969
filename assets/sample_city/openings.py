"""What is wanted, before anyone knows where: titles, sentences and shops dealt from the trades."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

import msgspec

from assets.sample_city.trades import Deck, Role, Terms, Trade, Work, read_roles, read_trades
from kiosk.records import EmploymentType, JobKind

_INSURANCE: Final = ("单位缴纳社会保险", "五险一金", "五险", "工伤保险")
"""Best first; each includes those after it."""
_FULL_TIME_ONLY: Final = frozenset(
    {
        "五险一金",
        "五险",
        "双休",
        "双休、法定节假日休息",
        "年底双薪",
        "全勤奖每月两百",
        "满半年有全勤奖",
        "法定节假日三倍工资",
        "每月休六天",
        "每月休五天",
        "月休四到六天",
        "带薪寒暑假",
    }
)


class Opening(msgspec.Struct, frozen=True):
    """A post without employer's street, dates and pay; ``whole`` is the longest description."""

    kind: JobKind
    terms: Terms
    title: str
    hours: str
    shop: str
    description: str
    whole: str
    requirements: str
    conditions: str


def deal_openings(rng: Random) -> list[Opening]:
    """Every opening of every trade, shuffled."""
    roles = read_roles()
    openings = [
        opening
        for trade in read_trades()
        for work in trade.work
        for opening in _Dealer(trade, work, roles, rng).openings()
    ]
    rng.shuffle(openings)
    return openings


class _Dealer:
    def __init__(self, trade: Trade, work: Work, roles: dict[str, Role], rng: Random) -> None:
        self._trade, self._work, self._rng = trade, work, rng
        self._last = work.closers or trade.closers
        self._closers = Deck(self._last, rng)
        self._offers = Deck(work.offers, rng)
        titles = [title for terms in work.terms for title in terms.titles]
        own = {title: roles.get(title, Role()) for title in titles}
        self._all = {title: role.does or work.tasks for title, role in own.items()}
        self._does = {title: Deck(tasks, rng) for title, tasks in self._all.items()}
        self._hours = {title: role.hours for title, role in own.items()}
        self._at = {title: Deck(role.at or work.employers, rng) for title, role in own.items()}
        self._needs = {title: Deck(role.needs or work.needs, rng) for title, role in own.items()}

    def openings(self) -> Iterator[Opening]:
        for terms in self._work.terms:
            titles = Deck(terms.titles, self._rng)
            for _ in range(terms.jobs):
                yield self._opening(terms, titles.deal())

    def _opening(self, terms: Terms, title: str) -> Opening:
        first = self._does[title].deal()
        tasks = sorted([first, self._does[title].deal(but=[first])], key=self._all[title].index)
        closer = self._closers.deal()
        whole = [*self._all[title], closer, *self._last[: 8 - len(self._all[title])]]
        needs = [*self._needing(terms, title)]
        offers = [*terms.offers, *(self._offers.deal() for _ in range(3))]
        return Opening(
            kind=self._trade.kind,
            terms=terms,
            title=title,
            hours=self._rng.choice(self._hours[title] or terms.hours),
            shop=self._at[title].deal(),
            description=_joined([*tasks, closer], ""),
            whole=_joined(whole, ""),
            requirements=_joined(needs, "；"),
            conditions=_joined(_fitting(offers, terms.type)[:2], "，"),
        )

    def _needing(self, terms: Terms, title: str) -> Iterator[str]:
        yield from terms.needs[:1]
        first = self._needs[title].deal()
        yield first
        if not terms.needs and self._rng.random() < 0.7:
            yield self._needs[title].deal(but=[first])


def _fitting(offers: list[str], employment: EmploymentType) -> list[str]:
    """``offers`` without what the law has only for full-time work, and nothing said twice."""
    full_time = employment is EmploymentType.FULL_TIME
    kept = [offer for offer in dict.fromkeys(offers) if full_time or offer not in _FULL_TIME_ONLY]
    insured = [offer for offer in kept if offer in _INSURANCE]
    best = min(insured, key=_INSURANCE.index, default=None)
    return [offer for offer in kept if offer == best or offer not in insured]


def _joined(parts: list[str], mark: str) -> str:
    return mark.join(dict.fromkeys(parts))

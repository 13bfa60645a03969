"""Vacancies of the sample city: every opening on a real street, dated and paid by seeded chance."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from random import Random

from assets.sample_city.blemishes import blemished
from assets.sample_city.city import SOURCE, City
from assets.sample_city.openings import Opening, deal_openings
from assets.sample_city.streets import Door, Doors
from assets.sample_city.trades import Terms
from kiosk.records import Job, Pay, PayUnit

BANDS: tuple[tuple[int, float, float], ...] = (
    (26, 0, 257),
    (36, 257, 515),
    (72, 515, 773),
    (100, 773, 2000),
    (100, 2000, 4000),
    (999, 4000, 8000),
)
"""How many posts lie within which straight metres; 257, 515, 773 m are 5, 10, 15 minutes."""

_STEP = {
    PayUnit.MONTH: 100,
    PayUnit.DAY: 10,
    PayUnit.HOUR: 1,
    PayUnit.YEAR: 2000,
    PayUnit.WEEK: 50,
    PayUnit.HALF_MONTH: 50,
    PayUnit.PIECE: 0.5,
}
_SURNAMES = "王李张刘陈杨赵孙周吴徐马朱胡高林郭何宋韩"
_ROLES = ("主管", "经理", "老师", "师傅")
_GIVEN = ("泉水人家", "老街坊", "小院", "暖阳", "四季", "青石板", "半亩", "向阳", "和气", "柳岸")


def make_jobs(city: City, doors: Doors, rng: Random) -> list[Job]:
    """All vacancies in order of id; ``doors`` loses those that are taken."""
    openings = deal_openings(rng)
    numbers = rng.sample(range(1, len(openings) + 1), len(openings))
    names: set[str] = set()
    jobs = [
        _job(city, number, opening, door, names, rng)
        for number, opening, door in zip(numbers, openings, _places(openings, doors), strict=True)
    ]
    whole = {job.id: opening.whole for job, opening in zip(jobs, openings, strict=True)}
    return sorted(blemished(jobs, whole, city, rng), key=attrgetter("id"))


def _places(openings: list[Opening], doors: Doors) -> Iterator[Door | None]:
    bands = (band for band in BANDS for _ in range(band[0]))
    for opening in openings:
        if opening.terms.remote:
            yield None
        else:
            _, nearest, furthest = next(bands)
            yield doors.take(nearest, furthest)


def _job(
    city: City, number: int, opening: Opening, door: Door | None, names: set[str], rng: Random
) -> Job:
    terms = opening.terms
    return Job(
        id=f"S{number:04d}",
        source=SOURCE,
        title=opening.title,
        employer=_employer(opening.shop, door, names, rng),
        updated_at=city.moment(-rng.randint(0, 20), rng.randint(8, 17), rng.randrange(0, 60, 5)),
        valid_through=city.day(rng.randint(7, 60)),
        head_count=rng.choice((1, 1, 1, 2, 2, 3, 4, 5, 8)),
        requirements=opening.requirements,
        employment_type=terms.type,
        description=opening.description,
        conditions=opening.conditions,
        hours=opening.hours,
        address=door.address if door else None,
        division=door.code if door else None,
        position=door.position() if door else None,
        remote=terms.remote,
        pay=_pay(terms, rng),
        pay_text=terms.pay_text,
        kind=opening.kind,
        tags=rng.choice(terms.tags),
        contact_name=rng.choice(_SURNAMES) + rng.choice(_ROLES),
        contact_phone=f"0531-0000 {1000 + number * 7 % 5000:04d}",
        sample=True,
    )


def _pay(terms: Terms, rng: Random) -> Pay | None:
    if terms.pay is None:
        return None
    unit, low, high, narrow, wide = terms.pay
    step = _STEP[unit]
    minimum = _on_step(low, high, step, rng)
    maximum = minimum + _on_step(narrow, wide, step, rng)
    return Pay(minimum=minimum, maximum=maximum, unit=unit)


def _on_step(low: float, high: float, step: float, rng: Random) -> int | float:
    figure = low + step * rng.randint(0, round((high - low) / step))
    return int(figure) if figure == int(figure) else figure


def _employer(shop: str, door: Door | None, names: set[str], rng: Random) -> str:
    where = door.street if door else ""
    candidates = [f"{where}示例{shop}"] if where else []
    candidates += [f"{where}示例{given}{shop}" for given in rng.sample(_GIVEN, len(_GIVEN))]
    name = next(name for name in candidates if name not in names)
    names.add(name)
    return name

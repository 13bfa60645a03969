"""Gaps as real feeds have them, so that the demo shows 单位未注明 and 位置待核实 too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final

from assets.sample_city.city import City
from kiosk.records import Job, Pay, Precision

Blemish = Callable[[Job], Job]

_VAGUE: Final = (
    "泉城路一带",
    "大明湖附近",
    "历下区内，具体门店面谈时定",
    "解放路沿线",
    "千佛山脚下",
)


def blemished(jobs: list[Job], whole: dict[str, str], city: City, rng: Random) -> list[Job]:
    """``jobs`` with a few of each gap; ``whole`` holds the longest description by job id."""
    by_id = {job.id: job for job in jobs}
    placed = [job.id for job in jobs if job.position is not None]
    for count, blemish in _blemishes(city, rng):
        for job_id in rng.sample(placed, count):
            by_id[job_id] = blemish(by_id[job_id])
    long_ones = [i for i in placed if len(whole[i]) >= 200 and by_id[i].valid_through > city.day(0)]
    for job_id in rng.sample(long_ones, 14):
        by_id[job_id] = replace(by_id[job_id], description=whole[job_id])
    return [by_id[job.id] for job in jobs]


def _blemishes(city: City, rng: Random) -> list[tuple[int, Blemish]]:
    return [
        (15, lambda job: replace(job, valid_through=city.day(-rng.randint(1, 14)))),
        (8, lambda job: replace(job, position=None, division="370102", address=rng.choice(_VAGUE))),
        (18, lambda job: replace(job, valid_through_assumed=True)),
        (10, lambda job: replace(job, head_count=None, head_count_text="若干人")),
        (5, lambda job: replace(job, head_count=None)),
        (7, lambda job: replace(job, requirements=None)),
        (6, lambda job: replace(job, conditions=None)),
        (5, lambda job: replace(job, hours=None)),
        (5, lambda job: replace(job, contact_name=None)),
        (4, lambda job: replace(job, description=None)),
        (3, lambda job: replace(job, employment_type=None)),
        (2, lambda job: replace(job, employer=None)),
        (10, _only_street),
        (16, _from),
    ]


def _only_street(job: Job) -> Job:
    if job.position is None:
        return job
    return replace(job, position=replace(job.position, precision=Precision.STREET))


def _from(job: Job) -> Job:
    """Only a floor was said: so much 以上."""
    if job.pay is None:
        return job
    return replace(job, pay=Pay(minimum=job.pay.minimum, maximum=None, unit=job.pay.unit))

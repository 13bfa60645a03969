"""The sample vacancies are plainly invented, lawful, varied and near enough to walk to."""

from __future__ import annotations

import re
from collections import Counter

from assets.sample_city.city import read_city
from assets.sample_city.loading import load
from kiosk.geo.walking import straight_metres, walking_minutes
from kiosk.lawful.gate import examine
from kiosk.records import EmploymentType, Job, JobKind, PayUnit, Tag

CITY = read_city()
JOBS = [job for job in load("jobs", CITY.reference_day) if isinstance(job, Job)]

SAFE_MINIMUM = {
    PayUnit.HOUR: 25,
    PayUnit.DAY: 110,
    PayUnit.WEEK: 1000,
    PayUnit.HALF_MONTH: 1250,
    PayUnit.MONTH: 2500,
    PayUnit.YEAR: 30000,
}
"""Above Shandong's first-class minimum wage as far as could be found out (2,400 a month, 24 an
hour from 2025-10)."""


def _minutes(job: Job) -> int | None:
    if job.position is None:
        return None
    here = CITY.station
    metres = straight_metres(here.lat, here.lon, job.position.lat, job.position.lon)
    return walking_minutes(metres)


def test_there_are_enough_and_every_kind_and_tag_is_well_represented() -> None:
    assert len(JOBS) >= 400
    assert len({job.id for job in JOBS}) == len(JOBS)
    kinds = Counter(job.kind for job in JOBS)
    assert all(kinds[kind] >= 12 for kind in JobKind)
    tags = Counter(tag for job in JOBS for tag in job.tags)
    assert all(tags[tag] >= 18 for tag in Tag)
    assert sum(len(job.tags) >= 2 for job in JOBS) >= 50
    assert {job.pay.unit for job in JOBS if job.pay} == set(PayUnit)
    assert sum(job.pay_text is not None for job in JOBS) >= 5


def test_every_vacancy_says_that_it_is_invented() -> None:
    for job in JOBS:
        assert job.sample, job.id
        assert job.employer is None or "示例" in job.employer, job.id
        assert re.fullmatch(r"0531-0000 \d{4}", job.contact_phone or ""), job.id
    assert len({job.contact_phone for job in JOBS}) == len(JOBS)


def test_the_gate_finds_nothing() -> None:
    assert {job.id: found for job in JOBS if (found := examine(job))} == {}


def test_pay_is_above_the_minimum_wage() -> None:
    for job in JOBS:
        if job.pay is None:
            assert job.pay_text, job.id
        elif job.pay.unit is PayUnit.PIECE:
            assert job.conditions is None or "有保底" in job.conditions, job.id
        else:
            assert job.pay.minimum is not None
            assert job.pay.minimum >= SAFE_MINIMUM[job.pay.unit], job.id
            assert job.pay.maximum is None or job.pay.maximum >= job.pay.minimum, job.id


def test_part_time_keeps_to_24_hours_and_is_paid_within_half_a_month() -> None:
    part_time = [job for job in JOBS if job.employment_type is EmploymentType.PART_TIME]
    assert len(part_time) > 80
    for job in part_time:
        weekly = re.search(r"每周(\d+(?:\.\d+)?)小时", job.hours or "")
        assert job.hours is None or (weekly and float(weekly[1]) <= 24), job.hours
        soon = {PayUnit.HOUR, PayUnit.DAY, PayUnit.HALF_MONTH}
        assert job.pay is None or job.pay.unit in soon, job.id


def test_distances_fill_the_rings() -> None:
    minutes = [minutes for job in JOBS if (minutes := _minutes(job)) is not None]
    assert 20 <= sum(m <= 5 for m in minutes) <= 30
    assert 50 <= sum(m <= 10 for m in minutes) <= 70
    assert 115 <= sum(m <= 15 for m in minutes) <= 145
    assert sum(m > 15 for m in minutes) > 200
    assert max(minutes) <= 156  # 8 km


def test_gaps_of_real_feeds_are_there() -> None:
    assert 15 <= sum(job.valid_through < CITY.reference_day for job in JOBS) <= 20
    remote = [job for job in JOBS if job.remote]
    assert len(remote) >= 15
    assert all(job.position is None and Tag.REMOTE in job.tags for job in remote)
    assert 6 <= sum(job.position is None and not job.remote for job in JOBS) <= 10
    assert any(job.requirements is None for job in JOBS)
    assert any(job.employer is None for job in JOBS)
    assert any(job.head_count_text for job in JOBS)
    assert any(job.valid_through_assumed for job in JOBS)


def test_titles_and_descriptions_span_the_lengths_that_a_card_must_bear() -> None:
    assert max(len(job.title) for job in JOBS) in range(16, 21)
    assert sum(len(job.description or "") >= 200 for job in JOBS) >= 10
    assert max(len(job.employer or "") for job in JOBS) <= 20


def test_no_two_near_vacancies_read_alike() -> None:
    near = [job for job in JOBS if (_minutes(job) or 99) <= 15 and job.description]
    assert len({job.description for job in near}) >= len(near) - 3


def test_senior_and_parent_posts_exclude_nobody() -> None:
    excluding = re.compile(r"[男女]|岁|仅限|只限|只招|婚|籍|本地人|身高")
    for job in JOBS:
        said = "".join(filter(None, (job.title, job.requirements, job.conditions)))
        assert not excluding.search(said.replace("十六周岁", "")), (job.id, said)

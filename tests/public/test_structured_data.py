from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.central.public_pages.pages import activity_page, job_page
from kiosk.records import EmploymentType, Job, JobKind, Pay, PayUnit, Tag
from tests.public.reading import read
from tests.public.schema_org import faults
from tests.public.shapes import an_activity, bare_job, full_job

DAY = date(2026, 3, 2)


def posting(job: Job, region: str = "370102") -> dict[str, Any]:
    data: dict[str, Any] = read(job_page(job, region, DAY).document).linked_data
    return data


def test_a_full_job_is_a_job_posting() -> None:
    data = posting(full_job())
    assert faults(data) == []
    assert data["title"] == "社区食堂帮厨（早班）"
    assert data["datePosted"] == "2026-03-01"
    assert data["validThrough"] == "2026-12-31T23:59:59+08:00"
    assert data["employmentType"] == "FULL_TIME"
    assert data["directApply"] is False
    assert data["totalJobOpenings"] == 3
    assert data["hiringOrganization"] == {"@type": "Organization", "name": "示例社区食堂"}
    assert data["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "addressCountry": "CN",
        "addressRegion": "山东省",
        "addressLocality": "济南市",
        "streetAddress": "历下区泉城路1号（示例）",
    }
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "minValue": 3200,
        "maxValue": 3800,
        "unitText": "MONTH",
    }
    assert data["description"].startswith("<p>洗菜、切配、打饭。<br>收拾后厨，关火关气。</p>")


def test_the_day_it_was_posted_is_a_day_in_china() -> None:
    late = full_job(updated_at=datetime(2026, 3, 1, 17, 0, tzinfo=UTC))
    assert posting(late)["datePosted"] == "2026-03-02"


def test_nobody_collects_numbers_or_names_from_it() -> None:
    said = str(posting(full_job()))
    assert "00000000" not in said
    assert "联系人甲" not in said


def test_a_bare_job_says_only_what_is_known() -> None:
    data = posting(bare_job())
    assert faults(data) == []
    assert data["hiringOrganization"] == "confidential"
    assert data["description"] not in ("", data["title"])
    assert not {"baseSalary", "employmentType", "jobBenefits", "workHours"} & data.keys()
    assert "streetAddress" not in data["jobLocation"]["address"]


def test_work_at_home_needs_no_place() -> None:
    data = posting(full_job(remote=True, address=None, tags=(Tag.REMOTE,)))
    assert faults(data) == []
    assert data["jobLocationType"] == "TELECOMMUTE"
    assert "jobLocation" not in data


def test_a_region_that_is_not_known_by_name_is_left_to_its_country() -> None:
    data = posting(full_job(division="110101"))
    assert data["jobLocation"]["address"].keys() == {"@type", "addressCountry", "streetAddress"}


@pytest.mark.parametrize("unit", [PayUnit.PIECE, PayUnit.HALF_MONTH])
def test_pay_in_a_unit_that_has_no_name_there_stays_in_words(unit: PayUnit) -> None:
    data = posting(full_job(pay=Pay(minimum=3, maximum=5, unit=unit)))
    assert "baseSalary" not in data
    assert "3–5" in data["description"]


@settings(max_examples=60, deadline=None)
@given(
    unit=st.sampled_from(PayUnit),
    bounds=st.tuples(*[st.none() | st.floats(1, 1e6) | st.integers(1, 10**6)] * 2),
    kind=st.sampled_from(JobKind),
    form=st.none() | st.sampled_from(EmploymentType),
    remote=st.booleans(),
    address=st.none() | st.text(max_size=9),
)
def test_any_job_is_a_job_posting(
    unit: PayUnit,
    bounds: tuple[float | None, float | None],
    kind: JobKind,
    form: EmploymentType | None,
    remote: bool,
    address: str | None,
) -> None:
    pay = Pay(minimum=bounds[0], maximum=bounds[1], unit=unit)
    changed = replace(
        bare_job(), pay=pay, kind=kind, employment_type=form, remote=remote, address=address
    )
    assert faults(posting(changed)) == []


def test_an_activity_is_an_event() -> None:
    data = read(activity_page(an_activity(), "370102", DAY).document).linked_data
    assert faults(data) == []
    assert data["startDate"] == "2026-03-05T18:30:00+08:00"
    assert data["isAccessibleForFree"] is True
    bare = an_activity(
        **dict.fromkeys(("organiser", "description", "address", "seats", "fee", "phone"))
    )
    data = read(activity_page(bare, "370102", DAY).document).linked_data
    assert faults(data) == []
    assert "isAccessibleForFree" not in data


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"salary": 1}, "JobPosting has no salary"),
        ({"employmentType": "FULLTIME"}, "JobPosting.employmentType: 'FULLTIME'"),
        ({"description": " "}, "JobPosting.description: ' '"),
        ({"hiringOrganization": {"@type": "Organization"}}, "Organization without name"),
        ({"jobLocation": {"@type": "Place"}}, "Place without address"),
        ({"@context": "http://example.org"}, "@context"),
    ],
)
def test_the_check_finds_what_is_wrong(changed: dict[str, Any], fault: str) -> None:
    assert fault in faults(posting(full_job()) | changed)

"""A job as schema.org JobPosting, with what Google's job search asks for.

https://schema.org/JobPosting and developers.google.com, "Job posting structured data". What the
source did not say is left out, and so is whom to call: a number on a page is there for whoever
scanned its code, one in structured data for whoever collects numbers.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final

from markupsafe import escape

from kiosk.central.public_pages.plain import paragraphs
from kiosk.central.public_pages.postal import COUNTRY, postal_address
from kiosk.central.public_pages.words import form_words, pay_of, place_of
from kiosk.records import CHINA_TIME, EmploymentType, Job, JobKind, Pay, PayUnit
from kiosk.text.job_words import head_count_words
from kiosk.text.labels import KIND_LABELS

LONGEST_PART: Final = 1500
"""Characters of each text in the description, which repeats what the page says."""
_EMPLOYMENT_TYPES: Final = {
    EmploymentType.FULL_TIME: "FULL_TIME",
    EmploymentType.PART_TIME: "PART_TIME",
    EmploymentType.TEMPORARY: "TEMPORARY",
    EmploymentType.GIG: "OTHER",
    EmploymentType.INTERNSHIP: "INTERN",
    EmploymentType.DISPATCH: "OTHER",
}
_UNIT_TEXTS: Final = {
    PayUnit.HOUR: "HOUR",
    PayUnit.DAY: "DAY",
    PayUnit.WEEK: "WEEK",
    PayUnit.MONTH: "MONTH",
    PayUnit.YEAR: "YEAR",
}
"""Pay by the piece or the half month has no unit there and is left to the words."""


def job_posting(job: Job, region: str) -> dict[str, Any]:
    """JSON-LD of ``job``, whose texts are plain, as ``region`` publishes it."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": job.title,
        "description": _description(job),
        "datePosted": job.updated_at.astimezone(CHINA_TIME).date().isoformat(),
        "validThrough": _end_of(job).isoformat(),
        "identifier": {"@type": "PropertyValue", "name": job.source, "value": job.id},
        # The word that stands for an employer who is not named.
        "hiringOrganization": _organisation(job.employer) if job.employer else "confidential",
        "directApply": False,
    }
    return posting | _where(job, region) | _stated(job)


def _where(job: Job, region: str) -> dict[str, Any]:
    place = {
        "jobLocation": {
            "@type": "Place",
            "address": postal_address(job.division or region, job.address),
        }
    }
    if not job.remote:
        return place
    anywhere = {
        "jobLocationType": "TELECOMMUTE",
        "applicantLocationRequirements": {"@type": "Country", "name": COUNTRY},
    }
    return anywhere | (place if job.address else {})


def _stated(job: Job) -> dict[str, Any]:
    pay = _pay(job.pay) if job.pay else None
    known = {
        "employmentType": _EMPLOYMENT_TYPES[job.employment_type] if job.employment_type else None,
        "baseSalary": pay,
        "jobBenefits": job.conditions,
        "workHours": job.hours,
        "totalJobOpenings": job.head_count,
        "occupationalCategory": None if job.kind is JobKind.OTHER else KIND_LABELS[job.kind],
    }
    return {name: value for name, value in known.items() if value is not None}


def _pay(pay: Pay) -> dict[str, Any] | None:
    unit = _UNIT_TEXTS.get(pay.unit)
    bounds = {"minValue": pay.minimum, "maxValue": pay.maximum}
    if pay.minimum == pay.maximum:
        bounds = {"value": pay.minimum}
    figures = {name: figure for name, figure in bounds.items() if figure is not None}
    if unit is None or not figures:
        return None
    value = {"@type": "QuantitativeValue", **figures, "unitText": unit}
    return {"@type": "MonetaryAmount", "currency": "CNY", "value": value}


def _description(job: Job) -> str:
    """HTML of the whole offer; never empty and never the title alone."""
    figure, unit = pay_of(job)
    short = "，".join(
        filter(None, (f"{figure} {unit}".strip(), form_words(job), head_count_words(job)))
    )
    parts = [
        job.description,
        *(f"{name}：{text}" for name, text in _named(job) if text),
        f"待遇：{short}",
        f"地点：{place_of(job)}",
    ]
    return "".join(_as_paragraph(part) for part in parts if part)


def _named(job: Job) -> tuple[tuple[str, str | None], ...]:
    return (("要求", job.requirements), ("时间", job.hours), ("条件", job.conditions))


def _as_paragraph(text: str) -> str:
    whole = text if len(text) <= LONGEST_PART else f"{text[:LONGEST_PART]}…"
    return f"<p>{'<br>'.join(escape(line) for line in paragraphs(whole))}</p>"


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _end_of(job: Job) -> datetime:
    """The last second of the last day, in China."""
    return datetime.combine(job.valid_through, time(23, 59, 59), CHINA_TIME)

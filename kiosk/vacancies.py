"""A shop's vacancy as its form says it: a leaf, like ``kiosk.records``.

Field names are those of the form on the phone and of ``Job``; the law asks for every one of them
(人力资源市场暂行条例 art. 24, 网络招聘服务管理规定 art. 15) but the licence, the tags and the name
of whom to call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.records import EmploymentType, Job, JobKind, Pay, PayUnit, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """Text is plain and trimmed; what was left open is empty or None. Pay is in yuan."""

    employer: str
    title: str
    kind: JobKind
    head_count: int | None
    employment_type: EmploymentType
    description: str
    requirements: str
    conditions: str
    hours: str
    address: str
    pay_minimum: int | None
    pay_maximum: int | None
    pay_unit: PayUnit
    valid_through: date | None
    contact_phone: str
    contact_name: str = ""
    licence: str = ""
    tags: tuple[Tag, ...] = ()
    consent: str = ""


def job_of(vacancy: Vacancy, *, job_id: str, source: str, division: str, at: datetime) -> Job:
    """The post that ``vacancy`` becomes once somebody has approved it.

    It stands in ``division``; where exactly is not known before somebody looks the address up.
    """
    return Job(
        id=job_id,
        source=source,
        title=vacancy.title,
        employer=vacancy.employer,
        updated_at=at,
        valid_through=vacancy.valid_through or at.date(),
        head_count=vacancy.head_count,
        requirements=vacancy.requirements or None,
        employment_type=vacancy.employment_type,
        description=vacancy.description or None,
        conditions=vacancy.conditions or None,
        hours=vacancy.hours or None,
        address=vacancy.address or None,
        division=division,
        pay=_pay(vacancy),
        kind=vacancy.kind,
        tags=vacancy.tags,
        contact_name=vacancy.contact_name or None,
        contact_phone=vacancy.contact_phone or None,
    )


def _pay(vacancy: Vacancy) -> Pay | None:
    if vacancy.pay_minimum is None:
        return None
    return Pay(
        minimum=vacancy.pay_minimum,
        maximum=vacancy.pay_maximum or vacancy.pay_minimum,
        unit=vacancy.pay_unit,
    )

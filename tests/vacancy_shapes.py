"""A shop's vacancy that is in order, for tests that make one thing wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from kiosk.consents import CONSENTS
from kiosk.records import CHINA_TIME, EmploymentType, JobKind, PayUnit
from kiosk.submissions import Purpose
from kiosk.vacancies import Vacancy

ON = date(2026, 3, 2)
DIVISION = "370102"


def a_vacancy(**changes: Any) -> Vacancy:
    """A lawful one, with ``changes``."""
    said: dict[str, Any] = {
        "employer": "示例面馆",
        "title": "帮厨",
        "kind": JobKind.KITCHEN,
        "head_count": 2,
        "employment_type": EmploymentType.FULL_TIME,
        "description": "洗菜切菜，收拾后厨。",
        "requirements": "有健康证",
        "conditions": "管两顿饭，上社保",
        "hours": "9:00到17:00，每周休一天",
        "address": "济南市历下区泉城路1号（示例）",
        "pay_minimum": 3500,
        "pay_maximum": 4500,
        "pay_unit": PayUnit.MONTH,
        "valid_through": date(2026, 4, 1),
        "contact_phone": "13800000000",
    }
    return Vacancy(**(said | changes))


def a_vacancy_form(now: datetime, **changes: Any) -> dict[str, Any]:
    """The same as a phone sends it at ``now``, good for a month."""
    vacancy = a_vacancy(
        valid_through=now.astimezone(CHINA_TIME).date() + timedelta(days=30),
        consent=CONSENTS[Purpose.VACANCY].version,
    )
    form: dict[str, Any] = msgspec.to_builtins(vacancy)
    return form | changes

"""Plainly invented records for tests of what travels: a lawful job, and ones that are not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kiosk.records import Job, Notice, Pay, PayUnit, Position

UPDATED = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)


def a_job(number: int = 1, **changes: Any) -> Job:
    """A lawful job with an id of its own."""
    said: dict[str, Any] = {
        "id": f"job-{number:04}",
        "source": "示例",
        "title": f"前台文员{number}",
        "employer": "示例商贸有限公司",
        "updated_at": UPDATED,
        "valid_through": date(2026, 12, 31),
        "pay": Pay(minimum=3000, maximum=4500, unit=PayUnit.MONTH),
        "address": "济南市历下区泉城路1号（示例）",
        "position": Position(lat=36.6670, lon=117.0260),
        "contact_phone": "0531-0000 0000",
        "sample": True,
    }
    return Job(**(said | changes))


def an_unlawful_job(number: int = 900, **changes: Any) -> Job:
    """A job that the gate holds: it asks for men only."""
    return a_job(number, **({"requirements": "限男性，35岁以下"} | changes))


def a_notice(number: int = 1, **changes: Any) -> Notice:
    """A notice of the station."""
    said: dict[str, Any] = {
        "id": f"notice-{number}",
        "source": "示例",
        "title": "示例通知",
        "updated_at": UPDATED,
        "body": "本周六上午九点，社区食堂门口有微招聘（示例）。",
    }
    return Notice(**(said | changes))

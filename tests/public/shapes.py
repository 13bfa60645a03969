"""Plainly invented records for these pages: a full job, a bare one, a policy, an activity."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kiosk.records import (
    Activity,
    ActivityKind,
    EmploymentType,
    Job,
    JobKind,
    Pay,
    PayUnit,
    Policy,
    PolicyTopic,
    Tag,
)
from tests.sample_records import UPDATED


def full_job(**changes: Any) -> Job:
    """A job about which everything is said."""
    said: dict[str, Any] = {
        "id": "job-full",
        "source": "示例人力资源市场",
        "title": "社区食堂帮厨（早班）",
        "employer": "示例社区食堂",
        "updated_at": UPDATED,
        "valid_through": date(2026, 12, 31),
        "head_count": 3,
        "requirements": "有健康证，手脚勤快；没做过可以学",
        "employment_type": EmploymentType.FULL_TIME,
        "description": "洗菜、切配、打饭。\n收拾后厨，关火关气。",
        "conditions": "管两顿饭，缴工伤保险",
        "hours": "6:00–14:00，每周休一天",
        "address": "历下区泉城路1号（示例）",
        "division": "370102",
        "pay": Pay(minimum=3200, maximum=3800, unit=PayUnit.MONTH),
        "kind": JobKind.KITCHEN,
        "tags": (Tag.PARENT, Tag.SENIOR),
        "contact_name": "示例联系人甲",
        "contact_phone": "0531-00000000",
    }
    return Job(**(said | changes))


def bare_job(**changes: Any) -> Job:
    """A job about which nothing is said that may be left unsaid."""
    said: dict[str, Any] = {
        "id": "job-bare",
        "source": "示例",
        "title": "零工",
        "employer": None,
        "updated_at": UPDATED,
        "valid_through": date(2026, 12, 31),
    }
    return Job(**(said | changes))


def a_policy(**changes: Any) -> Policy:
    """A document with all its parts."""
    said: dict[str, Any] = {
        "id": "policy-1",
        "source": "示例",
        "title": "示例：灵活就业社保补贴办法",
        "topic": PolicyTopic.INSURANCE,
        "updated_at": UPDATED,
        "summary": "自己缴社保的困难人员，可以领补贴。",
        "document_number": "示例字〔2026〕1号",
        "issuer": "示例局",
        "issued_on": date(2026, 1, 5),
        "body": "一、谁能领：就业困难人员。\n\n二、要带什么：身份证。\n三、去哪里办：街道窗口。",
        "phone": "12333",
    }
    return Policy(**(said | changes))


def an_activity(**changes: Any) -> Activity:
    """An evening class on 2026-03-05 in China."""
    said: dict[str, Any] = {
        "id": "activity-1",
        "source": "示例",
        "title": "夜校：家政基础",
        "kind": ActivityKind.EVENING_CLASS,
        "starts_at": datetime(2026, 3, 5, 10, 30, tzinfo=UTC),
        "ends_at": datetime(2026, 3, 5, 12, 30, tzinfo=UTC),
        "updated_at": UPDATED,
        "organiser": "示例教学点",
        "description": "学收纳和擦玻璃，零基础可以来。",
        "address": "历下区后宰门街7号（示例）",
        "seats": 20,
        "fee": "免费",
        "phone": "0531-0000 0119",
    }
    return Activity(**(said | changes))

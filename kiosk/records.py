"""What the terminal shows, as frozen records.

One shape serves the wire, the cache and the screen, so that nothing is translated on the way from
the platform to a resident's eyes. Field names follow schema.org JobPosting where it has a name
(``valid_through``, ``employment_type``). ``None`` always means "the source did not say": it is
shown as 单位未注明 and never filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

CHINA_TIME: Final = timezone(timedelta(hours=8))
"""The one zone of every station, feed and clock here, whatever the machine is set to."""


class Datum(StrEnum):
    """Geodetic datum of a coordinate; they differ by up to 1.3 km in Shandong."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Precision(StrEnum):
    """How exactly a place is known."""

    EXACT = "exact"
    STREET = "street"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A coordinate in degrees with its datum; the cache and the wire only hold WGS-84."""

    lat: float
    lon: float
    datum: Datum = Datum.WGS84
    precision: Precision = Precision.EXACT


class PayUnit(StrEnum):
    """Period or piece that a pay figure refers to."""

    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    YEAR = "year"
    WEEK = "week"
    HALF_MONTH = "half_month"
    PIECE = "piece"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Pay in yuan per ``unit``; one bound is None for 以上 / 以下."""

    minimum: int | float | None
    maximum: int | float | None
    unit: PayUnit


class Tag(StrEnum):
    """Kinds of post named in 鲁人社字〔2025〕18号, plus the two audiences of the screen map."""

    CARING = "caring"  # 爱心岗
    DISABILITY = "disability"  # 助残岗
    PARENT = "parent"  # 妈妈岗
    SENIOR = "senior"  # 银龄岗
    REMOTE = "remote"  # 远程岗
    PUBLIC_WELFARE = "public_welfare"  # 公益性岗位
    GIG = "gig"  # 零工
    PART_TIME = "part_time"  # 兼职
    GRADUATE = "graduate"  # 毕业生


class EmploymentType(StrEnum):
    """Form of employment."""

    FULL_TIME = "full_time"  # 全日制
    PART_TIME = "part_time"  # 非全日制
    TEMPORARY = "temporary"  # 临时用工
    GIG = "gig"  # 零工
    INTERNSHIP = "internship"  # 见习实习
    DISPATCH = "dispatch"  # 劳务派遣


class JobKind(StrEnum):
    """Kind of work, the coarse list a resident picks from."""

    CLEANING = "cleaning"
    KITCHEN = "kitchen"
    RETAIL = "retail"
    SECURITY = "security"
    HOUSEKEEPING = "housekeeping"
    CHILDCARE = "childcare"
    ELDERCARE = "eldercare"
    DELIVERY = "delivery"
    DRIVING = "driving"
    WAREHOUSE = "warehouse"
    FACTORY = "factory"
    REPAIR = "repair"
    OFFICE = "office"
    SALES = "sales"
    TEACHING = "teaching"
    TECHNOLOGY = "technology"
    BEAUTY = "beauty"
    MEDICAL = "medical"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One lawful vacancy (人力资源市场暂行条例 art. 24, 网络招聘服务管理规定 art. 15).

    ``division`` is a 6-digit county or 9-digit street code. ``valid_through_assumed`` is set when
    the source named no date and the platform set import date + 30 days. ``remote`` work has no
    place and stays outside distance order.
    """

    id: str
    source: str
    title: str
    employer: str | None
    updated_at: datetime
    valid_through: date
    valid_through_assumed: bool = False
    head_count: int | None = None
    head_count_text: str | None = None  # 若干人: said, but not as a number
    requirements: str | None = None
    employment_type: EmploymentType | None = None
    description: str | None = None
    conditions: str | None = None
    hours: str | None = None
    address: str | None = None
    division: str | None = None
    position: Position | None = None
    remote: bool = False
    pay: Pay | None = None
    pay_text: str | None = None  # 面议 and other words that are no figure
    kind: JobKind = JobKind.OTHER
    tags: tuple[Tag, ...] = ()
    contact_name: str | None = None
    contact_phone: str | None = None
    sample: bool = False


class PolicyTopic(StrEnum):
    """Tabs of 政策与补贴."""

    EMPLOYMENT = "employment"
    INSURANCE = "insurance"
    TRAINING = "training"
    CONSUMER = "consumer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One policy document. ``body`` is plain text, a paragraph a line."""

    id: str
    source: str
    title: str
    topic: PolicyTopic
    updated_at: datetime
    valid_through: date | None = None
    summary: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    body: str | None = None
    phone: str | None = None
    sample: bool = False


class PlaceKind(StrEnum):
    """What a place is for."""

    STATION = "station"  # 社区就业驿站
    EMPLOYMENT_SERVICE = "employment_service"  # 公共就业服务机构
    LABOUR_RIGHTS = "labour_rights"  # 劳动维权
    TRAINING_BASE = "training_base"  # 实训基地
    HOTLINE = "hotline"  # 全省热线, no place of its own
    MARKET = "market"
    CHILDCARE = "childcare"
    REPAIR = "repair"
    CANTEEN = "canteen"
    CLINIC = "clinic"
    BANK = "bank"
    SHOP = "shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An office, a hotline or a service of the living circle."""

    id: str
    source: str
    name: str
    kind: PlaceKind
    updated_at: datetime
    valid_through: date | None = None
    phone: str | None = None
    hours: str | None = None
    address: str | None = None
    division: str | None = None
    position: Position | None = None
    services: str | None = None
    sample: bool = False


class ActivityKind(StrEnum):
    """培训与招聘会."""

    EVENING_CLASS = "evening_class"
    WEEKEND_CLASS = "weekend_class"
    MICRO_FAIR = "micro_fair"  # 微招聘
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A course or an event; ``starts_at`` and ``ends_at`` carry their offset."""

    id: str
    source: str
    title: str
    kind: ActivityKind
    starts_at: datetime
    ends_at: datetime
    updated_at: datetime
    valid_through: date | None = None
    organiser: str | None = None
    description: str | None = None
    address: str | None = None
    position: Position | None = None
    seats: int | None = None
    fee: str | None = None
    phone: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice of the station."""

    id: str
    source: str
    title: str
    updated_at: datetime
    valid_through: date | None = None
    body: str | None = None
    sample: bool = False


Record = Job | Policy | Place | Activity | Notice

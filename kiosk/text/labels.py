"""The Chinese word for every value of the records' enumerations, in one place.

Screens, slips and search show and index the same words, so a resident finds a job by typing what
a card says.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kiosk.records import (
    ActivityKind,
    EmploymentType,
    JobKind,
    PayUnit,
    PlaceKind,
    PolicyTopic,
    Tag,
)

TAG_LABELS: Final[Mapping[Tag, str]] = MappingProxyType(
    {
        Tag.CARING: "爱心岗",
        Tag.DISABILITY: "助残岗",
        Tag.PARENT: "妈妈岗",
        Tag.SENIOR: "银龄岗",
        Tag.REMOTE: "远程岗",
        Tag.PUBLIC_WELFARE: "公益性岗位",
        Tag.GIG: "零工",
        Tag.PART_TIME: "兼职",
        Tag.GRADUATE: "毕业生",
    }
)

KIND_LABELS: Final[Mapping[JobKind, str]] = MappingProxyType(
    {
        JobKind.CLEANING: "保洁",
        JobKind.KITCHEN: "餐饮后厨",
        JobKind.RETAIL: "店员收银",
        JobKind.SECURITY: "保安",
        JobKind.HOUSEKEEPING: "家政",
        JobKind.CHILDCARE: "育儿",
        JobKind.ELDERCARE: "养老护理",
        JobKind.DELIVERY: "配送",
        JobKind.DRIVING: "司机",
        JobKind.WAREHOUSE: "仓储分拣",
        JobKind.FACTORY: "工厂",
        JobKind.REPAIR: "维修",
        JobKind.OFFICE: "文员",
        JobKind.SALES: "销售",
        JobKind.TEACHING: "教育培训",
        JobKind.TECHNOLOGY: "技术",
        JobKind.BEAUTY: "美容美发",
        JobKind.MEDICAL: "医护",
        JobKind.OTHER: "其他",
    }
)

EMPLOYMENT_TYPE_LABELS: Final[Mapping[EmploymentType, str]] = MappingProxyType(
    {
        EmploymentType.FULL_TIME: "全日制",
        EmploymentType.PART_TIME: "非全日制",
        EmploymentType.TEMPORARY: "临时用工",
        EmploymentType.GIG: "零工",
        EmploymentType.INTERNSHIP: "见习实习",
        EmploymentType.DISPATCH: "劳务派遣",
    }
)

PAY_UNIT_LABELS: Final[Mapping[PayUnit, str]] = MappingProxyType(
    {
        PayUnit.MONTH: "元/月",
        PayUnit.DAY: "元/天",
        PayUnit.HOUR: "元/时",
        PayUnit.YEAR: "元/年",
        PayUnit.WEEK: "元/周",
        PayUnit.HALF_MONTH: "元/半月",
        PayUnit.PIECE: "元/单",
    }
)

POLICY_TOPIC_LABELS: Final[Mapping[PolicyTopic, str]] = MappingProxyType(
    {
        PolicyTopic.EMPLOYMENT: "就业创业",
        PolicyTopic.INSURANCE: "社会保险",
        PolicyTopic.TRAINING: "技能培训",
        PolicyTopic.CONSUMER: "消费政策",
    }
)

PLACE_KIND_LABELS: Final[Mapping[PlaceKind, str]] = MappingProxyType(
    {
        PlaceKind.STATION: "社区就业驿站",
        PlaceKind.EMPLOYMENT_SERVICE: "公共就业服务机构",
        PlaceKind.LABOUR_RIGHTS: "劳动维权",
        PlaceKind.TRAINING_BASE: "实训基地",
        PlaceKind.HOTLINE: "全省热线",
        PlaceKind.MARKET: "菜市场",
        PlaceKind.CHILDCARE: "托育",
        PlaceKind.REPAIR: "维修",
        PlaceKind.CANTEEN: "社区食堂",
        PlaceKind.CLINIC: "社区医院",
        PlaceKind.BANK: "银行网点",
        PlaceKind.SHOP: "商铺",
    }
)

ACTIVITY_KIND_LABELS: Final[Mapping[ActivityKind, str]] = MappingProxyType(
    {
        ActivityKind.EVENING_CLASS: "培训夜校",
        ActivityKind.WEEKEND_CLASS: "周末课堂",
        ActivityKind.MICRO_FAIR: "微招聘",
        ActivityKind.GUIDANCE: "就业指导",
    }
)

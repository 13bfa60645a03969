"""What the heading of a feed's column means.

Columns that no terminal may ever show (sex, age, height, household register …) are recognised as
well: in order to be dropped at the door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from kiosk.records import PayUnit
from kiosk.text.normal import normal_form


class Field(StrEnum):
    """What a column of a feed is about."""

    TITLE = auto()
    EMPLOYER = auto()
    ADDRESS = auto()
    AREA = auto()
    PAY = auto()
    PAY_MIN = auto()
    PAY_MAX = auto()
    PAY_UNIT = auto()
    DESCRIPTION = auto()
    REQUIREMENTS = auto()
    EDUCATION = auto()
    EXPERIENCE = auto()
    HEAD_COUNT = auto()
    UPDATED = auto()
    VALID_THROUGH = auto()
    EMPLOYMENT_TYPE = auto()
    HOURS = auto()
    CONDITIONS = auto()
    TAGS = auto()
    CONTACT_NAME = auto()
    CONTACT_PHONE = auto()
    LAT = auto()
    LON = auto()
    POINT = auto()


_NAMES: Final = {
    Field.TITLE: "职位 岗位 职位名称 岗位名称 招聘岗位 招聘职位 招工岗位 需求岗位 用工岗位 工种 "
    "职务 职位名 岗位名 工作岗位 "
    "title job jobtitle jobname position positionname post postname vacancy role",
    Field.EMPLOYER: "公司 公司名称 单位 单位名称 企业 企业名称 招聘单位 用人单位 用工单位 招聘企业 "
    "招聘公司 雇主 商户 "
    "商户名称 店名 company companyname employer employername organization organisation "
    "hiringorganization enterprise",
    Field.ADDRESS: "公司地址 工作地址 上班地址 工作地点 上班地点 地址 详细地址 单位地址 企业地址 "
    "用工地点 工作场所 面试地址 "
    "companylocation companyaddress address jobaddress workaddress workplace "
    "worklocation joblocation "
    "streetaddress",
    Field.AREA: "地区 区域 城市 所在地 所在地区 所属地区 工作地区 工作城市 工作区域 区县 省份 "
    "省 市 县 街道 社区 "
    "location city district area region province county street workcity",
    Field.PAY: "薪资 薪酬 工资 薪水 报酬 待遇 薪资待遇 工资待遇 薪酬待遇 薪资范围 薪资水平 "
    "劳动报酬 月薪 日薪 时薪 年薪 "
    "月工资 日工资 工资标准 salary pay wage wages salaryrange compensation remuneration basesalary",
    Field.PAY_MIN: "最低薪资 最低工资 最低月薪 薪资下限 工资下限 起薪 最低薪酬 salarymin minsalary "
    "paymin minpay "
    "salaryfrom salarylow wagemin",
    Field.PAY_MAX: "最高薪资 最高工资 最高月薪 薪资上限 工资上限 最高薪酬 salarymax maxsalary "
    "paymax maxpay "
    "salaryto salaryhigh wagemax",
    Field.PAY_UNIT: "薪资单位 计薪单位 计薪方式 工资单位 薪资周期 结算方式 结算周期 payunit "
    "salaryunit payperiod "
    "salaryperiod",
    Field.DESCRIPTION: "岗位信息 岗位职责 职位描述 职位信息 工作内容 岗位描述 工作职责 岗位介绍 "
    "职位介绍 职位详情 岗位详情 描述 "
    "职责 岗位说明 工作描述 description jobdescription duties content "
    "responsibilities detail details "
    "jobdetail",
    Field.REQUIREMENTS: "任职要求 岗位要求 招聘要求 招聘条件 任职条件 任职资格 应聘条件 应聘要求 "
    "要求 "
    "技能要求 职位要求 其他要求 "
    "专业要求 专业 requirements requirement qualifications skills jobrequirements",
    Field.EDUCATION: "学历 学历要求 最低学历 文化程度 教育程度 degree education educationlevel",
    Field.EXPERIENCE: "工作经验 经验 经验要求 工作年限 工作经历 experience workexperience "
    "yearsofexperience",
    Field.HEAD_COUNT: "人数 招聘人数 需求人数 招工人数 用工人数 拟招人数 岗位数 数量 招聘数量 "
    "需求数 "
    "numbertorecruit "
    "headcount vacancies openings number count numberofopenings totaljobopenings quantity",
    Field.UPDATED: "时间 日期 发布时间 发布日期 更新时间 更新日期 登记日期 登记时间 date published "
    "publishdate publishedat "
    "publishtime posted postdate dateposted updatedat updatetime updated releasedate time",
    Field.VALID_THROUGH: "有效期 截止时间 截止日期 有效期至 有效期限 有效日期 有效截止日期 "
    "到期日期 "
    "到期时间 招聘截止 失效日期 "
    "招聘截止日期 报名截止时间 招聘有效期 validthrough expires expiry expirydate expireat deadline "
    "validuntil enddate closingdate",
    Field.EMPLOYMENT_TYPE: "用工形式 用工类型 工作性质 工作类型 岗位性质 职位性质 职位类型 "
    "就业形式 "
    "用工方式 用工性质 "
    "employmenttype jobtype worktype employment",
    Field.HOURS: "工作时间 上班时间 工时 工作时长 班次 工作班次 workinghours hours worktime "
    "workhours shift",
    Field.CONDITIONS: "工作条件 福利 福利待遇 劳动条件 工作环境 食宿 食宿情况 社会保险 公司福利 "
    "benefits conditions welfare "
    "workingconditions jobbenefits",
    Field.TAGS: "标签 岗位标签 职位标签 特色岗位 岗位类别 岗位分类 tags tag labels label",
    Field.CONTACT_NAME: "联系人 联系人姓名 联系人名称 招聘联系人 contact contactname contactperson",
    Field.CONTACT_PHONE: "联系电话 电话 联系方式 手机 手机号 手机号码 咨询电话 招聘电话 联系人电话 "
    "固定电话 phone tel "
    "telephone mobile contactphone phonenumber",
    Field.LAT: "纬度 lat latitude",
    Field.LON: "经度 lon lng longitude long",
    Field.POINT: "坐标 经纬度 coordinates coordinate latlng lnglat latlon geo",
}
_FIELD_OF: Final = {name: field for field, names in _NAMES.items() for name in names.split()}

_NEVER_SHOWN: Final = re.compile(
    "性别|年龄|身高|体重|户口|户籍|籍贯|婚姻|婚否|婚育|生育|政治面貌|民族|宗教|信仰|血型|星座|身份证|健康状况|"
    "相貌|形象要求|gender|^sex|^age(?:$|min|max|range|limit|from|to)|(?:min|max)age$|height|hukou|marital|"
    "marriage|ethnic|religio|political|nationality|birth"
)
_UNSURE: Final = (
    ("岗位名称|职位名称|工种名称", Field.TITLE),
    ("单位名称|企业名称|公司名称", Field.EMPLOYER),
    ("薪资|薪酬|工资|月薪|日薪|时薪|salary", Field.PAY),
    ("招聘人数|需求人数|招工人数", Field.HEAD_COUNT),
    ("有效期|截止", Field.VALID_THROUGH),
    ("发布时间|发布日期|更新时间|更新日期", Field.UPDATED),
    ("联系电话|手机号", Field.CONTACT_PHONE),
    ("地址|工作地点", Field.ADDRESS),
    ("职责|工作内容|岗位描述|职位描述", Field.DESCRIPTION),
    ("学历", Field.EDUCATION),
)
_BRACKETS: Final = re.compile(r"[(（\[【].*?[)）\]】]")
_PAY_PERIOD: Final = (
    (PayUnit.HOUR, "时薪|元/(?:小?时)|hour"),
    (PayUnit.DAY, "日薪|日工资|元/[天日]|dai?ly"),
    (PayUnit.YEAR, "年薪|万?元/年|annual|year"),
    (PayUnit.MONTH, "月薪|月工资|元/月|month"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the recognised fields in a row of ``width`` cells."""

    positions: dict[Field, tuple[int, ...]]
    width: int
    pay_period: PayUnit | None = None

    @property
    def usable(self) -> bool:
        """Whether a posting can be made of these: a title and at least one thing about it."""
        return Field.TITLE in self.positions and len(self.positions) > 1


def columns_of(header: list[str]) -> Columns:
    """Meaning of ``header``; unknown and never-shown columns are in no field."""
    positions: dict[Field, tuple[int, ...]] = {}
    period: PayUnit | None = None
    for index, heading in enumerate(header):
        field = field_of(heading)
        if field is not None:
            positions[field] = (*positions.get(field, ()), index)
        if field in (Field.PAY, Field.PAY_MIN, Field.PAY_MAX):
            period = period or _period_of(heading)
    return Columns(positions, len(header), period)


def field_of(heading: str) -> Field | None:
    """Field that a column heading names, None if it is unknown or may never be shown."""
    name = normal_form(_BRACKETS.sub("", heading.replace("_", " "))) or normal_form(heading)
    if len(name) > 24 or _NEVER_SHOWN.search(name):
        return None
    if name in _FIELD_OF:
        return _FIELD_OF[name]
    return next((field for words, field in _UNSURE if re.search(words, name)), None)


def _period_of(heading: str) -> PayUnit | None:
    return next((unit for unit, words in _PAY_PERIOD if re.search(words, heading.lower())), None)

"""Jobs in the shapes of real postings, and their catalogue rows, for tests and measurements.

Everything is invented; the same seed gives the same jobs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from kiosk.contract.lines import encode_line, line_of, row_hash
from kiosk.records import (
    EmploymentType,
    Job,
    JobKind,
    Pay,
    PayUnit,
    Position,
    Precision,
    Record,
    Tag,
)
from kiosk.text.pinyin import readings_of
from offline_cache.rows import CatalogueRow, CatalogueState
from offline_cache.site import Site

SITE = Site(36.6665, 117.0253)
TODAY = date(2026, 3, 2)
UPDATED = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

_TITLES = {
    JobKind.CLEANING: ("保洁员", "小区保洁", "商场保洁员（早班）", "楼道保洁/绿化工"),
    JobKind.KITCHEN: ("后厨帮工", "面点师", "洗碗工", "厨师长", "切配学徒"),
    JobKind.RETAIL: ("超市收银员", "理货员", "服装店员", "便利店店员(夜班)", "前台接待"),
    JobKind.SECURITY: ("保安", "小区保安员", "夜班门卫", "银行保安"),
    JobKind.HOUSEKEEPING: ("家政钟点工", "住家保姆", "月嫂", "收纳师"),
    JobKind.CHILDCARE: ("育婴师", "托班老师", "接送孩子"),
    JobKind.ELDERCARE: ("养老护理员", "陪诊员", "助餐员"),
    JobKind.DELIVERY: ("外卖骑手", "快递员", "同城配送 3km内"),
    JobKind.DRIVING: ("货车司机C1", "网约车司机", "班车司机 A1/A2"),
    JobKind.WAREHOUSE: ("分拣员", "仓库管理员", "叉车工"),
    JobKind.FACTORY: ("普工", "质检员", "CNC操作工", "包装工"),
    JobKind.REPAIR: ("水电维修工", "电工", "空调安装"),
    JobKind.OFFICE: ("行政文员", "会计", "前台", "人事专员", "Excel录入员"),
    JobKind.SALES: ("销售顾问", "电话客服", "置业顾问"),
    JobKind.TEACHING: ("晚托老师", "乐器教师", "舞蹈老师", "英语助教 K12"),
    JobKind.TECHNOLOGY: ("Java工程师", "大数据开发工程师", "C++ 软件工程师", "UI设计师"),
    JobKind.BEAUTY: ("美发助理", "美容师", "足疗技师"),
    JobKind.MEDICAL: ("社区护士", "药店营业员", "康复治疗师"),
    JobKind.OTHER: ("临时工", "暑期兼职", "发传单", "公益岗协管员"),
}
_NAMES = ("大明湖", "泉城", "长清", "乐家", "朝阳", "重汽", "悦邻", "鲁味", "安居", "ABC", "德源")
_LUCKY = (
    "安邦宝昌诚达德东丰福光贵海恒弘华吉佳嘉金京康乐利隆美民宁鹏齐庆荣瑞盛顺泰通旺祥鑫兴雅益永裕源"
)
_TRADES = ("物业", "餐饮", "超市", "家政", "人力资源", "科技", "银行", "养老服务", "商贸", "药房")
_FORMS = ("有限公司", "（济南）有限公司", "店", "集团股份有限公司", "服务中心")
_STREETS = ("泺源大街", "解放路", "文化东路", "历山路", "和平路", "山大路", "花园路", "单店街")
_DIVISIONS = ("370102", "370102001", "370102011", "370103", "370112004", "370113")
_UNITS = (*[PayUnit.MONTH] * 6, *PayUnit)


def jobs(count: int, *, seed: int = 1, today: date = TODAY) -> Iterator[Job]:
    """``count`` jobs in order of id: most within 20 km, some without a place, remote, expired."""
    random = Random(seed)
    for number in range(count):
        yield _job(number, random, today)


def catalogue_row(record: Record) -> CatalogueRow:
    """The row that an agent would make of ``record``'s published line."""
    readings = readings_of(record) if isinstance(record, Job) else ()
    line = encode_line(line_of(record, readings))
    return CatalogueRow(record.id, record, line, row_hash(line), readings)


def state_of(version: int = 1) -> CatalogueState:
    """A plausible state of a catalogue whose digests nobody checks."""
    published = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    return CatalogueState(
        version=version,
        published_at=published,
        expires_at=published + timedelta(days=14),
        applied_at=published + timedelta(minutes=3),
        digests={"jobs": "00"},
    )


def _job(number: int, random: Random, today: date) -> Job:
    kind = random.choice(list(JobKind))
    title = random.choice(_TITLES[kind])
    if random.random() < 0.15:
        title += random.choice(("（急招）", "+五险", " 双休", "-可兼职", "·周末"))
    invented = "".join(random.choices(_LUCKY, k=2))
    name = random.choice(_NAMES) if random.random() < 0.3 else invented
    employer = "示例" + name + random.choice(_TRADES) + random.choice(_FORMS)
    position = None if random.random() < 0.1 else _position(random)
    return Job(
        id=f"s{number:07d}",
        source="示例市公共招聘网",
        title=title,
        employer=None if random.random() < 0.05 else employer,
        updated_at=UPDATED - timedelta(minutes=number % 20_000),
        valid_through=today + timedelta(days=random.randrange(-4, 40)),
        head_count=random.randrange(1, 12),
        requirements=random.choice((None, "身体健康，责任心强", "有相关经验者优先")),
        employment_type=random.choice((None, *EmploymentType)),
        description="负责日常工作，服从安排；早晚班轮换，提供工作餐。" * random.randrange(1, 6),
        hours=random.choice((None, "8:00-17:00，月休4天", "做六休一")),
        address=_address(random),
        division=random.choice((None, *_DIVISIONS)),
        position=position,
        remote=random.random() < 0.03,
        pay=_pay(random),
        kind=kind,
        tags=tuple(sorted(random.sample(list(Tag), random.choice((0, 0, 0, 1, 1, 2))))),
        contact_phone="0531-00000000",
        sample=True,
    )


def _position(random: Random) -> Position:
    precision = Precision.DISTRICT if random.random() < 0.05 else Precision.EXACT
    spread = random.choice((0.004, 0.02, 0.1))
    return Position(
        lat=SITE.lat + random.gauss(0, spread),
        lon=SITE.lon + random.gauss(0, spread),
        precision=precision,
    )


def _address(random: Random) -> str | None:
    if random.random() < 0.1:
        return None
    return f"济南市历下区{random.choice(_STREETS)}{random.randrange(1, 400)}号"


def _pay(random: Random) -> Pay | None:
    if random.random() < 0.15:
        return None
    low = random.randrange(15, 90) * 100
    return Pay(
        minimum=None if random.random() < 0.1 else low,
        maximum=None if random.random() < 0.2 else low + random.randrange(0, 40) * 100,
        unit=random.choice(_UNITS),
    )

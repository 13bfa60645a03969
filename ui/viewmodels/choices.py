"""Options a person picks from: radius, kind of post, kind of work, pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.geo.walking import reach_metres
from kiosk.records import JobKind, PayUnit, Tag
from kiosk.text.labels import KIND_LABELS, TAG_LABELS


@dataclass(frozen=True, slots=True)
class Option:
    """One button: ``code`` for the program, ``label`` for the person, ``chosen`` now or not."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How far to look: metres, the station's district, or no limit."""

    label: str
    within_metres: int | None = None
    in_district: bool = False


REACHES: Final[dict[str, Reach]] = {
    "5": Reach("5 分钟", reach_metres(5)),
    "10": Reach("10 分钟", reach_metres(10)),
    "15": Reach("15 分钟", reach_metres(15)),
    "district": Reach("全区", in_district=True),
    "all": Reach("全部"),
}
DEFAULT_REACH: Final = "15"


@dataclass(frozen=True, slots=True)
class PayBand:
    """Pay wanted: its unit, or at least so many yuan a month."""

    label: str
    unit: PayUnit | None = None
    month_at_least: int | None = None


PAY_BANDS: Final[dict[str, PayBand]] = {
    "": PayBand("都可以"),
    "hour": PayBand("按小时付", PayUnit.HOUR),
    "day": PayBand("按天付", PayUnit.DAY),
    "month": PayBand("按月付", PayUnit.MONTH),
    "3000": PayBand("每月 3000 元以上", month_at_least=3000),
    "4000": PayBand("每月 4000 元以上", month_at_least=4000),
    "5000": PayBand("每月 5000 元以上", month_at_least=5000),
    "6000": PayBand("每月 6000 元以上", month_at_least=6000),
}


def reach_options(chosen: str) -> list[Option]:
    """The five radius buttons."""
    return [Option(code, reach.label, code == chosen) for code, reach in REACHES.items()]


def tag_options(chosen: frozenset[Tag]) -> list[Option]:
    """The kinds of post of the notice."""
    return [Option(tag.value, TAG_LABELS[tag], tag in chosen) for tag in Tag]


def kind_options(chosen: frozenset[JobKind]) -> list[Option]:
    """The kinds of work."""
    return [Option(kind.value, KIND_LABELS[kind], kind in chosen) for kind in JobKind]


def pay_options(chosen: str) -> list[Option]:
    """The pay bands."""
    return [Option(code, band.label, code == chosen) for code, band in PAY_BANDS.items()]

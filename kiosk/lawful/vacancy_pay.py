"""Pay of a vacancy: sensible, and not below the minimum wage of its place and day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from kiosk.lawful import basis
from kiosk.lawful.minimum_wage import Floor, Minimum, minimum_of
from kiosk.lawful.vacancy_remarks import Remark, Severity
from kiosk.records import EmploymentType, PayUnit
from kiosk.text.labels import PAY_UNIT_LABELS
from kiosk.vacancies import Vacancy

_PLAUSIBLE: Final = {
    PayUnit.HOUR: (5, 500),
    PayUnit.DAY: (30, 3_000),
    PayUnit.WEEK: (200, 20_000),
    PayUnit.HALF_MONTH: (400, 50_000),
    PayUnit.MONTH: (500, 100_000),
    PayUnit.YEAR: (10_000, 2_000_000),
    PayUnit.PIECE: (1, 10_000),
}
"""Yuan; what lies outside is more likely the wrong unit."""
_HOURS_A_DAY: Final = 8
_BY_THE_HOUR: Final = (EmploymentType.PART_TIME, EmploymentType.GIG, EmploymentType.TEMPORARY)


def remarks_on_pay(vacancy: Vacancy, division: str, on: date) -> Iterator[Remark]:
    """What is wrong with the pay, at most one remark for each of its fields."""
    low, high = vacancy.pay_minimum, vacancy.pay_maximum
    if low is None or low <= 0:
        yield _refused("pay_minimum", "请填给多少钱，法律要求写明。", basis.COMPLETE)
        return
    if high is not None and high < low:
        yield _refused("pay_maximum", "最高不能比最低少，请改。", basis.COMPLETE)
        return
    least, most = _PLAUSIBLE[vacancy.pay_unit]
    if not least <= low <= most or (high or low) > most:
        unit = PAY_UNIT_LABELS[vacancy.pay_unit]
        sentence = f"“{low} {unit}”不太像，请看看单位对不对。"
        yield Remark("pay_minimum", "pay_unit", sentence, Severity.ASK, str(low), basis.TRUE_POSTS)
    minimum = minimum_of(division, on)
    if minimum is not None:
        yield from _below(vacancy, low, minimum)


def _below(vacancy: Vacancy, low: int, minimum: Minimum) -> Iterator[Remark]:
    match vacancy.pay_unit:
        case PayUnit.HOUR:
            yield from _against(low, minimum.hourly, "每小时")
        case PayUnit.DAY if vacancy.employment_type in _BY_THE_HOUR:
            yield from _perhaps(low, minimum.hourly.surely * _HOURS_A_DAY, "一天 8 小时")
        case PayUnit.MONTH if vacancy.employment_type is EmploymentType.FULL_TIME:
            yield from _against(low, minimum.monthly, "每月")
        case PayUnit.HALF_MONTH if vacancy.employment_type is EmploymentType.FULL_TIME:
            yield from _perhaps(2 * low, minimum.monthly.surely, "每月")
        case PayUnit.YEAR if vacancy.employment_type is EmploymentType.FULL_TIME:
            yield from _perhaps(low // 12, minimum.monthly.surely, "每月")


def _against(low: int, floor: Floor, period: str) -> Iterator[Remark]:
    if low < floor.surely:
        sentence = f"最低工资是{period} {floor.surely} 元，请改。"
        yield _refused("pay_minimum", sentence, basis.WAGE, "minimum_wage")
    else:
        yield from _perhaps(low, floor.perhaps, period)


def _perhaps(low: int, floor: int, period: str) -> Iterator[Remark]:
    if low < floor:
        sentence = f"有的区最低工资{period} {floor} 元，请核对。"
        yield Remark("pay_minimum", "minimum_wage", sentence, Severity.ASK, str(low), basis.WAGE)


def _refused(field: str, sentence: str, why: str, rule: str = "missing") -> Remark:
    return Remark(field, rule, sentence, Severity.REFUSE, "", why)

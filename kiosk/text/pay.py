"""Pay: from what an employer wrote to figures, and from figures to words on cards and slips.

A figure is only read where the words leave no doubt. What says no figure (面议) or leaves its
period open stays in the words of the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from kiosk.records import Pay, PayUnit
from kiosk.text.labels import PAY_UNIT_LABELS


@dataclass(frozen=True, slots=True)
class Unpriced:
    """Pay that was said without a figure, or whose figure names no period; ``text`` is shown."""

    text: str


_TIMES: Final = {
    "": 1,
    "元": 1,
    "块": 1,
    "百": 100,
    "千": 1_000,
    "k": 1_000,
    "万": 10_000,
    "w": 10_000,
}
_UNITS: Final = {
    PayUnit.HALF_MONTH: "半个?月",
    PayUnit.MONTH: "个?月|month|mth|mo",
    PayUnit.HOUR: "个?小时|钟头|时|hour|hr|h",
    PayUnit.DAY: "天|日|工|day|d",
    PayUnit.WEEK: "周|星期|礼拜|week",
    PayUnit.YEAR: "年|year|yr|annum|y",
    PayUnit.PIECE: "单|件",
}
_PERIOD_WORDS: Final = "|".join(f"(?P<{unit.value}{{n}}>{words})" for unit, words in _UNITS.items())
_AMOUNT = (
    r"(?P<{0}>\d{{1,9}}(?:\.\d{{1,3}})?)(?P<{0}_times>[百千万kw]?)(?:元|块钱?|圆|yuan|rmb|cny)?"
)
_PERIOD = "(?:[/每一1]|per)+(?:" + _PERIOD_WORDS + ")"
_FIGURE = re.compile(
    r"(?:(?:每个?|一|按)?(?:"
    + _PERIOD_WORDS.replace("{n}", "_said")
    + r")(?:薪|工资|薪资|收入|结)?)?"
    r"(?P<floor>底薪|保底|无责底薪|基本工资|不低于|不少于|至少|最低)?"
    r"(?P<ceiling>最高|不超过|不高于|高达|可达)?[:：]?[¥￥]?"
    + _AMOUNT.format("low")
    + r"(?:"
    + _PERIOD.replace("{n}", "_first")
    + r")?(?:(?:[-~～—–−－]+|至|到)[¥￥]?"
    + _AMOUNT.format("high")
    + r")?(?P<over>及?以上|起|\+)?(?P<under>及?以[下内])?"
    r"(?:[(（](?:税[前后]|元)[)）])?"
    r"(?:" + _PERIOD.replace("{n}", "") + r"|/?(?P<bare_month>月薪?)|/?(?P<bare_day>天|日))?结?"
    r"(?P<over_after>及?以上|起|\+)?(?P<under_after>及?以[下内])?"
    r"(?:左右|不等)?(?:[日周月]结|[+,，、;；。(（·].*)?",
    re.DOTALL,
)
_MONTHS_PAID = re.compile(r"[·*x×,，/]?(?<!\d)1\d(?:\.\d)?薪")
_LABEL = re.compile(
    r"^(?:薪资|薪酬|工资|待遇|报酬|薪水|综合薪资|综合工资|税[前后]|约|大约|人民币|rmb|cny)+[:：]?"
)
_WORDS = re.compile(
    "面议|面谈|另议|详谈|详询|电议|协商|商议|待定|保密|计件|计时|提成|按劳|多劳|不限|优厚|从优|"
    "国家规定|最低工资|公司规定|negotiable"
)
_ABOUT_PAY = re.compile("[元薪资奖补提块]")
_LONGEST: Final = 80
_GREATEST: Final = 10_000_000


def read_pay(text: str, *, unit: PayUnit | None = None) -> Pay | Unpriced | None:
    """Pay in yuan that ``text`` states; None if it is empty or not about pay at all.

    ``unit`` is the period that a column's heading named (日薪), used where ``text`` names none.
    A figure without any period counts as monthly from 1,000 to 50,000 yuan and as yearly from
    100,000; between and below, the words stay words.
    """
    said = text.strip()
    plain = re.sub(r"[\s_]|(?<=\d)[,，](?=\d{3})", "", normalize("NFKC", said).lower())
    plain = _LABEL.sub("", _MONTHS_PAID.sub("", plain))
    found = _FIGURE.fullmatch(plain) if len(plain) <= _LONGEST else None
    pay = _pay_of(found, unit) if found else None
    if pay is not None:
        return pay
    if said and (_WORDS.search(plain) or (re.search("[1-9]", plain) and _is_pay(plain))):
        return Unpriced(said)
    return None


def pay_words(pay: Pay) -> tuple[str, str]:
    """Figure and unit for screens and slips: ``("4,200–5,000", "元/月")``."""
    unit = PAY_UNIT_LABELS[pay.unit]
    if pay.minimum is None and pay.maximum is None:
        return "", unit
    if pay.minimum is None:
        return f"{_figure(pay.maximum)}以下", unit
    if pay.maximum is None:
        return f"{_figure(pay.minimum)}以上", unit
    if pay.minimum == pay.maximum:
        return _figure(pay.minimum), unit
    return f"{_figure(pay.minimum)}–{_figure(pay.maximum)}", unit


def _figure(yuan: float | None) -> str:
    return f"{yuan or 0:,.2f}".rstrip("0").rstrip(".")


def _is_pay(plain: str) -> bool:
    return bool(_ABOUT_PAY.search(plain) or _FIGURE.fullmatch(plain[:_LONGEST]))


def _pay_of(found: re.Match[str], hint: PayUnit | None) -> Pay | None:
    low, high = _bounds(found)
    at_least = found["floor"] or found["over"] or found["over_after"]
    at_most = found["ceiling"] or found["under"] or found["under_after"]
    if high is None:
        minimum, maximum = None if at_most else low, None if at_least else low
    else:
        minimum, maximum = low, high
    ends = [end for end in (minimum, maximum) if end is not None]
    unit = _unit_of(found) or hint or _usual_unit(ends)
    if unit is None or ends != sorted(ends) or not 0 < ends[-1] <= _GREATEST:
        return None
    return Pay(minimum=minimum, maximum=maximum, unit=unit)


def _bounds(found: re.Match[str]) -> tuple[int | float, int | float | None]:
    low, low_times = float(found["low"]), found["low_times"]
    if found["high"] is None:
        return _yuan(low * _TIMES[low_times]), None
    high_times = found["high_times"]
    if not low_times and low < 100:  # 1-1.5万 means 万 twice, 3000-1万 does not
        low_times = high_times
    return _yuan(low * _TIMES[low_times]), _yuan(float(found["high"]) * _TIMES[high_times])


def _yuan(amount: float) -> int | float:
    rounded = round(amount, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _unit_of(found: re.Match[str]) -> PayUnit | None:
    if found["bare_month"]:
        return PayUnit.MONTH
    if found["bare_day"]:
        return PayUnit.DAY
    for unit in PayUnit:
        if found[unit.value] or found[f"{unit.value}_first"] or found[f"{unit.value}_said"]:
            return unit
    return None


def _usual_unit(ends: list[int | float]) -> PayUnit | None:
    if ends and ends[0] >= 1_000 and ends[-1] <= 50_000:
        return PayUnit.MONTH
    return PayUnit.YEAR if ends and ends[0] >= 100_000 else None

"""What is wrong with a shop's vacancy, in sentences for the shop, while it is being typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from kiosk.lawful import basis
from kiosk.lawful.credit_code import is_credit_code
from kiosk.lawful.gate import RULES, examine
from kiosk.lawful.scams import SCAMS
from kiosk.lawful.vacancy_pay import remarks_on_pay
from kiosk.lawful.vacancy_remarks import Remark, Severity
from kiosk.records import CHINA_TIME, EmploymentType
from kiosk.vacancies import Vacancy, job_of

__all__ = ["LONGEST_VALIDITY", "MOST_HEADS", "Remark", "Severity", "check_vacancy"]

MOST_HEADS: Final = 999
LONGEST_VALIDITY: Final = timedelta(days=90)
MOST_HOURS: Final = 24
"""A week of 非全日制 (劳动合同法 art. 68)."""

_REQUIRED: Final = {
    "employer": "请填单位或店名。",
    "title": "请填招什么岗位。",
    "description": "请写做什么活。",
    "requirements": "请写要求，没有就写“无”。",
    "conditions": "请写待遇条件，比如管饭、保险。",
    "hours": "请写上班时间。",
    "address": "请写上班地点。",
    "contact_phone": "请留招工电话。",
}
_SAID: Final = {
    "under_16": "不能招不满 16 岁的人",
    "deposit": "不能收押金、扣证件",
    "fee": "不能向求职的人收钱",
    "accounts": "不能借用别人的银行卡、电话卡",
    "fake_trade": "刷单是违法的",
    "advance": "不能让人先垫钱",
    "abroad": "境外高薪招工常是骗局",
    "too_good": "收入要写实际的",
}
_LIMITS: Final = "不能这样限制求职的人"
_PHONE: Final = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?[2-9]\d{6,7}|400-?\d{3}-?\d{4}")
_CONTACT: Final = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|微信|(?<![a-z])(?:vx|wx|qq)(?![a-z])|https?:|www\.", re.IGNORECASE
)
_WEEKLY: Final = re.compile(r"每?周(?:工作)?(?:约|共)?(\d{1,3})个?小时")
_FREE_TEXT: Final = ("title", "description", "requirements", "conditions", "hours")


def check_vacancy(vacancy: Vacancy, *, division: str, on: date) -> tuple[Remark, ...]:
    """Everything that has to change, and everything that a person will look at, by field.

    ``division`` is where the shop is, ``on`` the day in China on which it asks.
    """
    return (
        *_missing(vacancy),
        *_counts(vacancy, on),
        *remarks_on_pay(vacancy, division, on),
        *_numbers(vacancy),
        *_contacts(vacancy),
        *_part_time(vacancy),
        *_rules(vacancy, division, on),
    )


def _missing(vacancy: Vacancy) -> Iterator[Remark]:
    for field, sentence in _REQUIRED.items():
        if not getattr(vacancy, field):
            yield Remark(field, "missing", sentence, Severity.REFUSE, "", basis.COMPLETE)


def _counts(vacancy: Vacancy, on: date) -> Iterator[Remark]:
    if vacancy.head_count is None or not 1 <= vacancy.head_count <= MOST_HEADS:
        yield _refused("head_count", f"请填招几个人，1 到 {MOST_HEADS}。")
    until = vacancy.valid_through
    if until is None or not on < until <= on + LONGEST_VALIDITY:
        yield _refused("valid_through", f"请选明天到 {LONGEST_VALIDITY.days} 天以内的一天。")


def _numbers(vacancy: Vacancy) -> Iterator[Remark]:
    if vacancy.contact_phone and not _PHONE.fullmatch(vacancy.contact_phone):
        yield _refused("contact_phone", "请填手机号，或带区号的座机。")
    if vacancy.licence and not is_credit_code(vacancy.licence):
        yield _refused("licence", "统一社会信用代码不对，请看营业执照。")


def _contacts(vacancy: Vacancy) -> Iterator[Remark]:
    for field in _FREE_TEXT:
        found = _CONTACT.search(getattr(vacancy, field))
        if found:
            sentence = "电话写在“招工电话”里，这里请去掉联系方式。"
            yield Remark(field, "contact", sentence, Severity.ASK, found[0], basis.COMPLETE)


def _part_time(vacancy: Vacancy) -> Iterator[Remark]:
    if vacancy.employment_type is not EmploymentType.PART_TIME:
        return
    found = _WEEKLY.search(vacancy.hours.replace(" ", ""))
    if found and int(found[1]) > MOST_HOURS:
        sentence = f"非全日制每周最多 {MOST_HOURS} 小时，请改。"
        yield Remark("hours", "part_time", sentence, Severity.ASK, found[0], basis.PART_TIME)


def _rules(vacancy: Vacancy, division: str, on: date) -> Iterator[Remark]:
    at = datetime(on.year, on.month, on.day, tzinfo=CHINA_TIME)
    job = job_of(vacancy, job_id="draft", source="draft", division=division, at=at)
    for finding in examine(job, (*SCAMS, *RULES)):
        reason = _SAID.get(finding.rule, _LIMITS)
        words = finding.words if len(finding.words) <= 10 else f"{finding.words[:9]}…"
        sentence = f"写了“{words}”：{reason}，请改。"
        yield Remark(
            finding.field, finding.rule, sentence, Severity.ASK, finding.words, finding.basis
        )


def _refused(field: str, sentence: str) -> Remark:
    return Remark(field, "missing", sentence, Severity.REFUSE, "", basis.COMPLETE)

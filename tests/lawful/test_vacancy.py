"""What a shop is told while it types: what the law wants, and what a look-alike is not told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.lawful.credit_code import is_credit_code
from kiosk.lawful.minimum_wage import BadTable, minimum_of
from kiosk.lawful.vacancy import LONGEST_VALIDITY, Severity, check_vacancy
from kiosk.records import EmploymentType, PayUnit
from kiosk.vacancies import Vacancy, job_of
from tests.vacancy_shapes import DIVISION, ON, a_vacancy

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def remarks(vacancy: Vacancy) -> list[tuple[str, str, str]]:
    found = check_vacancy(vacancy, division=DIVISION, on=ON)
    return [(remark.field, remark.rule, remark.severity.value) for remark in found]


def about(**changes: Any) -> list[tuple[str, str, str]]:
    return remarks(a_vacancy(**changes))


def test_a_vacancy_in_order_is_told_nothing() -> None:
    found = about(pay_minimum=3500)
    assert found == []


@pytest.mark.parametrize(
    "field",
    ["employer", "title", "description", "requirements", "conditions", "hours", "address"],
)
def test_every_field_that_the_law_wants_is_asked_for(field: str) -> None:
    assert (field, "missing", "refuse") in about(**{field: ""})


@pytest.mark.parametrize("count", [None, 0, -1, 1000])
def test_a_head_count_is_a_number_of_people(count: int | None) -> None:
    assert about(head_count=count) == [("head_count", "missing", "refuse")]


@pytest.mark.parametrize(
    "until", [None, ON, ON - timedelta(1), ON + LONGEST_VALIDITY + timedelta(1)]
)
def test_a_post_ends_between_tomorrow_and_ninety_days(until: date | None) -> None:
    assert about(valid_through=until) == [("valid_through", "missing", "refuse")]
    assert about(valid_through=ON + timedelta(1)) == []
    assert about(valid_through=ON + LONGEST_VALIDITY) == []


@pytest.mark.parametrize("phone", ["12345", "1380000000", "wx13800000000", "+8613800000000"])
def test_a_number_that_nobody_can_call_is_refused(phone: str) -> None:
    assert about(contact_phone=phone) == [("contact_phone", "missing", "refuse")]


@pytest.mark.parametrize("phone", ["13800000000", "0531-88880000", "053188880000", "4001234567"])
def test_numbers_that_can_be_called_pass(phone: str) -> None:
    assert about(contact_phone=phone) == []


@pytest.mark.parametrize(
    ("pay", "found"),
    [
        ({"pay_minimum": None}, [("pay_minimum", "missing", "refuse")]),
        ({"pay_minimum": 0}, [("pay_minimum", "missing", "refuse")]),
        ({"pay_maximum": 3000}, [("pay_maximum", "missing", "refuse")]),
        ({"pay_minimum": 1819}, [("pay_minimum", "minimum_wage", "refuse")]),
        ({"pay_minimum": 1820}, [("pay_minimum", "minimum_wage", "ask")]),
        ({"pay_minimum": 2200}, []),
        (
            {"pay_minimum": 17, "pay_maximum": None, "pay_unit": PayUnit.HOUR},
            [("pay_minimum", "minimum_wage", "refuse")],
        ),
        ({"pay_minimum": 22, "pay_maximum": None, "pay_unit": PayUnit.HOUR}, []),
        (
            {"pay_minimum": 3500, "pay_maximum": None, "pay_unit": PayUnit.HOUR},
            [("pay_minimum", "pay_unit", "ask")],
        ),
        ({"pay_minimum": 5, "pay_maximum": None, "pay_unit": PayUnit.PIECE}, []),
    ],
)
def test_pay_is_said_and_is_not_below_the_minimum(
    pay: dict[str, Any], found: list[tuple[str, str, str]]
) -> None:
    assert about(**pay) == found


def test_part_time_ends_at_twenty_four_hours_a_week() -> None:
    part = {"employment_type": EmploymentType.PART_TIME, "pay_unit": PayUnit.HOUR}
    pay = {"pay_minimum": 25, "pay_maximum": None}
    assert about(**part, **pay, hours="每周工作 30 小时") == [("hours", "part_time", "ask")]
    assert about(**part, **pay, hours="每周工作 24 小时") == []
    assert about(hours="每周 40 小时") == []


UNLAWFUL = [
    ("requirements", "限女性", "sex"),
    ("requirements", "只招男的", "sex"),
    ("requirements", "35岁以下", "age"),
    ("requirements", "形象好，身高165以上", "height"),
    ("requirements", "已婚已育优先", "marriage"),
    ("requirements", "不要外地人", "origin"),
    ("conditions", "入职交押金200元", "deposit"),
    ("conditions", "扣押身份证", "deposit"),
    ("conditions", "培训费自理，交服装费", "fee"),
    ("description", "招15岁以上暑假工", "under_16"),
    ("description", "刷单兼职，动动手指", "fake_trade"),
    ("description", "需先垫付，月底返还", "advance"),
    ("description", "出租银行卡，日结", "accounts"),
    ("description", "柬埔寨客服，高薪包机票", "abroad"),
    ("title", "打字员日结高薪", "too_good"),
    ("description", "在家轻松赚大钱", "too_good"),
]
LOOK_ALIKES = [
    ("title", "妈妈岗收银员"),
    ("title", "女装店导购"),
    ("title", "男装导购"),
    ("title", "银龄岗保洁"),
    ("requirements", "不限男女，能上早班"),
    ("requirements", "年满16周岁，禁止童工"),
    ("requirements", "满18周岁以上"),
    ("conditions", "不收押金，不交培训费"),
    ("conditions", "公司垫付体检费"),
    ("description", "房屋中介，押一付三的租房带看"),
    ("description", "照顾3到6岁儿童"),
    ("description", "做防范刷单诈骗的宣传"),
    ("description", "谨防先交钱的骗局，我们不收费"),
    ("description", "办公室打字、复印"),
    ("description", "卖境外进口水果"),
    ("hours", "上午8点到12点，每周20小时"),
]


@pytest.mark.parametrize(("field", "words", "rule"), UNLAWFUL)
def test_unlawful_words_are_named_with_the_way_out(field: str, words: str, rule: str) -> None:
    found = check_vacancy(a_vacancy(**{field: words}), division=DIVISION, on=ON)
    remark = next(remark for remark in found if remark.rule == rule)
    assert remark.field == field
    assert remark.severity is Severity.ASK
    assert remark.basis.startswith("《")


@pytest.mark.parametrize(("field", "words"), LOOK_ALIKES)
def test_a_lawful_look_alike_is_left_alone(field: str, words: str) -> None:
    assert about(**{field: words}) == []


@pytest.mark.parametrize(
    "words", ["加微信abc123", "电话13800000000", "见www.example.cn", "QQ 12345"]
)
def test_a_way_to_be_called_belongs_into_its_field(words: str) -> None:
    assert ("description", "contact", "ask") in about(description=words)


def test_every_sentence_is_short_chinese_and_says_what_to_do() -> None:
    wrong = [a_vacancy(**{field: words}) for field, words, _ in UNLAWFUL]
    wrong += [a_vacancy(title="", head_count=0, pay_minimum=1, licence="1", contact_phone="1")]
    for vacancy in wrong:
        for remark in check_vacancy(vacancy, division=DIVISION, on=ON):
            assert len(remark.sentence) <= 40
            assert remark.sentence.endswith("。")
            assert sum(letter.isascii() and letter.isalpha() for letter in remark.sentence) == 0


def test_the_post_that_it_becomes_says_the_same() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    job = job_of(a_vacancy(pay_maximum=None), job_id="shop-1", source="x", division="370102", at=at)
    assert job.pay is not None
    assert (job.pay.minimum, job.pay.maximum, job.head_count) == (3500, 3500, 2)
    assert job.position is None


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_exactly_one_last_character_makes_a_credit_code(head: str) -> None:
    assert [is_credit_code(head + last) for last in ALPHABET].count(True) == 1


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_is_noticed(head: str, at: int, by: int) -> None:
    code = next(head + last for last in ALPHABET if is_credit_code(head + last))
    other = ALPHABET[(ALPHABET.index(code[at]) + by) % 31]
    assert not is_credit_code(code[:at] + other + code[at + 1 :])


def test_a_published_credit_code_is_one() -> None:
    assert is_credit_code("91350100M000100Y43")  # the example of GB 32100-2015
    assert about(licence="91350100M000100Y44") == [("licence", "missing", "refuse")]


def test_a_later_table_takes_over_and_a_class_knows_its_divisions(tmp_path: Path) -> None:
    table = tmp_path / "wages.toml"
    table.write_text(
        '[[table]]\nprovince = "37"\nfrom = 2023-10-01\nsource = "a"\n'
        "classes = [{monthly = 2000, hourly = 20, divisions = []}]\n"
        '[[table]]\nprovince = "37"\nfrom = 2026-01-01\nsource = "b"\nclasses = ['
        '{monthly = 2400, hourly = 24, divisions = ["370102"]},'
        "{monthly = 2100, hourly = 21, divisions = []}]\n"
    )
    before = minimum_of("370102", date(2025, 12, 31), table)
    here = minimum_of("370102001", date(2026, 1, 1), table)
    there = minimum_of("370900", date(2026, 1, 1), table)
    assert before is not None
    assert here is not None
    assert there is not None
    assert (before.source, before.monthly.surely) == ("a", 2000)
    assert (here.monthly.surely, here.monthly.perhaps) == (2400, 2400)
    assert (there.monthly.surely, there.monthly.perhaps) == (2100, 2400)
    assert minimum_of("370102", date(2020, 1, 1), table) is None
    assert minimum_of("110101", ON) is None


@pytest.mark.parametrize("text", ["", "table = 3", "[[table]]\nprovince = '37'", "\x00"])
def test_a_file_that_is_no_table_is_said_so(tmp_path: Path, text: str) -> None:
    table = tmp_path / "wages.toml"
    table.write_text(text)
    with pytest.raises(BadTable):
        minimum_of(DIVISION, ON, table)

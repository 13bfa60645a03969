"""Normal forms and index words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.records import JobKind, Pay, PayUnit, Tag
from kiosk.text.normal import normal_form, normal_terms
from kiosk.text.tokens import index_words
from tests.job_shapes import jobs

JOB = replace(
    next(jobs(1)),
    title="保洁员",
    employer="员工家",
    address=None,
    kind=JobKind.CLEANING,
    division="370102011",
    pay=Pay(minimum=4000, maximum=None, unit=PayUnit.MONTH),
    tags=(Tag.SENIOR,),
)


def test_normal_form() -> None:
    assert normal_form("Ｃ＋＋ 工程师（B座）①") == "c工程师b座1"
    assert normal_terms("　保安 OR\t“a-b” ++ 😀") == ("保安", "or", "ab")


@given(st.text())
def test_normal_form_holds_letters_and_digits_only(text: str) -> None:
    assert all(character.isalnum() for character in normal_form(text))


def test_index_words_of_a_job() -> None:
    words = index_words(JOB, ("bao jie yuan", "yuan gong jia")).split()
    pairs = words[: words.index("i_bj")]
    assert pairs == ["保洁", "洁员", "_", "员工", "工家", "保洁"]
    assert words[len(pairs) : len(pairs) + 11] == [
        *("i_bj", "i_jy", "_", "i_yg", "i_gj"),
        *("s_bao_jie", "s_jie_yuan", "_", "s_yuan_gong", "s_gong_jia", words[len(pairs) + 10]),
    ]
    assert {"保", "员", "i_b", "s_bao", "tag_senior", "kind_cleaning", "unit_month"} <= {*words}
    assert {"area_370102011", "area_370102", "month_2000", "month_4000"} <= {*words}
    assert not {"month_5000", "area_370102011011"} & {*words}


def test_pay_is_only_promised_by_its_lower_monthly_bound() -> None:
    for pay in (
        None,
        Pay(minimum=None, maximum=9000, unit=PayUnit.MONTH),
        Pay(minimum=90_000, maximum=None, unit=PayUnit.YEAR),
    ):
        assert "month_" not in index_words(replace(JOB, pay=pay), ())

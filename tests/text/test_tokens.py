"""Normal forms and index words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.records import JobKind, Pay, PayUnit, Tag
from kiosk.text.normal import normal_form, normal_terms
from kiosk.text.tokens import characters_phrase, index_words, syllables_phrase
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
    words = index_words(JOB, ("bao jie yuan", "yuan gong jia", "jia zheng")).split()
    assert words[:6] == ["保洁员", "员工家", "i_bjy", "i_ygj", "s_bao_jie", "s_jie_yuan"]
    assert words[6:11] == ["_", "s_yuan_gong", "s_gong_jia", "_", "s_jia_zheng"]
    assert {"保", "员", "保洁", "洁员", "员工", "i_b", "i_bj", "s_bao"} <= {*words}
    assert {"tag_senior", "kind_cleaning", "unit_month", "month_2000", "month_4000"} <= {*words}
    assert {"area_370102011", "area_370102"} <= {*words}
    assert not {"month_5000", "员员", "家保", "i_yy", "员员工"} & {*words}


def test_a_gap_stands_where_two_fields_would_read_as_one() -> None:
    job = replace(JOB, title="一二三四", employer="三四五六")
    assert index_words(job, ()).split()[:5] == ["一二三", "二三四", "_", "三四五", "四五六"]


def test_phrases_are_made_of_index_words() -> None:
    assert characters_phrase("保") == "保"
    assert characters_phrase("保洁") == "保洁"
    assert characters_phrase("保洁员工", "i_") == "i_保洁员 i_洁员工"
    assert syllables_phrase(("bao",)) == "s_bao"
    assert syllables_phrase(("bao", "jie", "yuan")) == "s_bao_jie s_jie_yuan"


def test_pay_is_only_promised_by_its_lower_monthly_bound() -> None:
    for pay in (
        None,
        Pay(minimum=None, maximum=9000, unit=PayUnit.MONTH),
        Pay(minimum=90_000, maximum=None, unit=PayUnit.YEAR),
    ):
        assert "month_" not in index_words(replace(JOB, pay=pay), ())

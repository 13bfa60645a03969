"""Normal forms and index words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.records import JobKind, Pay, PayUnit, Tag
from kiosk.text.labels import KIND_LABELS
from kiosk.text.normal import normal_form, normal_terms
from kiosk.text.tokens import (
    characters_phrase,
    index_words,
    initials_phrase,
    syllables_phrase,
)
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
    words = {*index_words(JOB, ("bao jie yuan", "yuan gong jia", "jia zheng")).split()}
    assert {"保", "员", "保洁", "洁员", "员工", "保洁员", "员工家"} <= words
    assert {*map(initials_phrase, ("b", "bj", "bjy", "ygj", "gj", "jz"))} <= words
    assert {"s_bao", "s_jia", "s_bao_jie", "s_jie_yuan", "s_yuan_gong", "s_jia_zheng"} <= words
    assert {"tag_senior", "kind_cleaning", "unit_month", "month_2000", "month_4000"} <= words
    assert {"area_370102011", "area_370102"} <= words
    assert not {"month_5000", "员员", "家保", initials_phrase("yy"), "员员工"} & words
    assert not {"s_yuan_yuan", "b", "bj", "bao", ""} & words


def test_no_phrase_reads_on_from_one_field_into_the_next() -> None:
    job = replace(JOB, title="一二三四", employer="三四五六")
    words = f" {' '.join(index_words(job, ('a b', 'b c')).split())} "
    assert f" {characters_phrase('三四五六')} " in words
    assert f" {syllables_phrase(('b', 'c'))} " in words
    for phrase in (characters_phrase("一二三四五六"), syllables_phrase(("a", "b", "c"))):
        assert f" {phrase} " not in words


def test_a_letter_without_pinyin_keeps_its_place_and_is_no_character() -> None:
    words = index_words(replace(JOB, title="保", employer=None), ("a ж b",)).split()
    assert not {"ж", initials_phrase("ab")} & {*words}
    assert {initials_phrase("a"), initials_phrase("b"), "s_a_ж"} <= {*words}


@given(st.lists(st.text("保洁abж𠮷1", max_size=6), max_size=3))
def test_every_substring_is_found_and_nothing_else(fields: list[str]) -> None:
    job = replace(JOB, title=fields[0] if fields else "", employer="保洁".join(fields[1:]))
    words = f" {' '.join(index_words(job, ()).split())} "
    texts = [job.title, job.employer or "", KIND_LABELS[job.kind]]
    for text in ("".join(fields), *fields, "洁保洁", "a1", "1"):
        said = any(text in field for field in texts)
        assert text == "" or said == (f" {characters_phrase(text)} " in words)


def test_phrases_are_made_of_index_words() -> None:
    assert characters_phrase("保") == "保"
    assert characters_phrase("保洁") == "保洁"
    assert characters_phrase("保洁员工") == "保洁员 洁员工"
    assert initials_phrase("bjyg").split() == [initials_phrase("bjy"), initials_phrase("jyg")]
    assert syllables_phrase(("bao",)) == "s_bao"
    assert syllables_phrase(("bao", "jie", "yuan")) == "s_bao_jie s_jie_yuan"


def test_pay_is_only_promised_by_its_lower_monthly_bound() -> None:
    for pay in (
        None,
        Pay(minimum=None, maximum=9000, unit=PayUnit.MONTH),
        Pay(minimum=90_000, maximum=None, unit=PayUnit.YEAR),
    ):
        assert "month_" not in index_words(replace(JOB, pay=pay), ())

"""Readings people would type, also for the place names of Shandong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.records import JobKind
from kiosk.text.pinyin import READINGS_PER_FIELD, field_readings, readings_of
from tests.job_shapes import jobs


@pytest.mark.parametrize(
    ("text", "likeliest"),
    [
        ("保洁员（早班）", "bao jie yuan zao ban"),
        ("乐陵", "lao ling"),
        ("东阿", "dong e"),
        ("单县", "shan xian"),
        ("长清区保安", "chang qing qu bao an"),
        ("朝阳银行", "chao yang yin hang"),
        ("重庆路", "chong qing lu"),
        ("趵突泉", "bao tu quan"),
        ("会计", "kuai ji"),
        ("绿化女工", "lv hua nv gong"),
        ("UI设计师 K12", "u i she ji shi k 1 2"),
    ],
)
def test_the_likeliest_reading_comes_first(text: str, likeliest: str) -> None:
    assert field_readings(text)[0] == likeliest


def test_an_undecided_character_has_its_other_readings_too() -> None:
    assert field_readings("乐家") == ("le jia", "yue jia")
    assert field_readings("快乐家政")[0] == "kuai le jia zheng"
    assert len(field_readings("乐长朝行重曾单解")) == READINGS_PER_FIELD


def test_a_known_phrase_has_one_reading() -> None:
    assert field_readings("银行") == ("yin hang",)


def test_readings_of_a_job_cover_title_kind_and_employer() -> None:
    job = replace(next(jobs(1)), title="保安", kind=JobKind.SECURITY, employer=None)
    assert readings_of(job) == ("bao an",)
    named = replace(job, kind=JobKind.CLEANING, employer="乐家")
    assert readings_of(named) == ("bao an", "bao jie", "le jia", "yue jia")


@given(st.text(max_size=30))
def test_any_text_has_readings_without_spaces_inside(text: str) -> None:
    for reading in field_readings(text):
        assert reading
        assert reading == " ".join(reading.split())

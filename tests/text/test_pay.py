"""Pay read from an employer's words and said on a card."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.records import Pay, PayUnit
from kiosk.text.pay import Unpriced, pay_words, read_pay


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("6001-8000元/月", 6001, 8000, PayUnit.MONTH),
        ("1-1.5万/月", 10_000, 15_000, PayUnit.MONTH),
        ("6-8千/月", 6_000, 8_000, PayUnit.MONTH),
        ("8千-1.2万/月", 8_000, 12_000, PayUnit.MONTH),
        ("3000-1万/月", 3_000, 10_000, PayUnit.MONTH),
        ("20-40万/年", 200_000, 400_000, PayUnit.YEAR),
        ("150元/天", 150, 150, PayUnit.DAY),
        ("180/天", 180, 180, PayUnit.DAY),
        ("200元/天 日结", 200, 200, PayUnit.DAY),
        ("20元/小时", 20, 20, PayUnit.HOUR),
        ("20.5元/时", 20.5, 20.5, PayUnit.HOUR),
        ("时薪20元", 20, 20, PayUnit.HOUR),
        ("每天150元", 150, 150, PayUnit.DAY),
        ("1000元/周", 1_000, 1_000, PayUnit.WEEK),
        ("2000元/半月", 2_000, 2_000, PayUnit.HALF_MONTH),
        ("3元/单", 3, 3, PayUnit.PIECE),
        ("5000元以上/月", 5_000, None, PayUnit.MONTH),
        ("100万以上/年", 1_000_000, None, PayUnit.YEAR),
        ("1.5千以下/月", None, 1_500, PayUnit.MONTH),
        ("不低于4000元/月", 4_000, None, PayUnit.MONTH),
        ("底薪3000+提成", 3_000, None, PayUnit.MONTH),
        ("1.5-2万·13薪", 15_000, 20_000, PayUnit.MONTH),
        ("１５００－２０００元／月", 1_500, 2_000, PayUnit.MONTH),
        ("1.5K-2K", 1_500, 2_000, PayUnit.MONTH),
        ("6,000-8,000元", 6_000, 8_000, PayUnit.MONTH),
        ("4500元/月（包吃住）", 4_500, 4_500, PayUnit.MONTH),
        ("3000-5000元/月+提成", 3_000, 5_000, PayUnit.MONTH),
        ("15-20万", 150_000, 200_000, PayUnit.YEAR),
    ],
)
def test_figures(text: str, low: float | None, high: float | None, unit: PayUnit) -> None:
    assert read_pay(text) == Pay(minimum=low, maximum=high, unit=unit)


@pytest.mark.parametrize(
    "text", ["面议", "工资面谈", "计件", "200", "8-1.2万", "80元/节课", "5000-3000元/月"]
)
def test_words_stay_words(text: str) -> None:
    assert read_pay(f" {text} ") == Unpriced(text)


@pytest.mark.parametrize("text", ["", "本科", "元/月", "-", "0", "0-0元/月", "2019-09-13"])
def test_what_is_no_pay(text: str) -> None:
    assert read_pay(text) is None


def test_the_heading_names_the_period_where_the_cell_does_not() -> None:
    assert read_pay("180", unit=PayUnit.DAY) == Pay(minimum=180, maximum=180, unit=PayUnit.DAY)
    monthly = read_pay("4000元/月", unit=PayUnit.DAY)
    assert monthly == Pay(minimum=4000, maximum=4000, unit=PayUnit.MONTH)


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (4200, 5000, PayUnit.MONTH, ("4,200–5,000", "元/月")),
        (150, 150, PayUnit.DAY, ("150", "元/天")),
        (20.5, 25.0, PayUnit.HOUR, ("20.5–25", "元/时")),
        (1_000_000, None, PayUnit.YEAR, ("1,000,000以上", "元/年")),
        (None, 1500, PayUnit.MONTH, ("1,500以下", "元/月")),
        (100, 100, PayUnit.PIECE, ("100", "元/单")),
        (None, None, PayUnit.MONTH, ("", "元/月")),
    ],
)
def test_pay_in_words(
    low: float | None, high: float | None, unit: PayUnit, words: tuple[str, str]
) -> None:
    assert pay_words(Pay(minimum=low, maximum=high, unit=unit)) == words


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789.-~元/月天万千k以上下面议+() 薪,", max_size=40))
def test_whatever_is_said_a_range_is_in_order(text: str) -> None:
    pay = read_pay(text)
    if isinstance(pay, Pay) and pay.minimum is not None and pay.maximum is not None:
        assert 0 <= pay.minimum <= pay.maximum

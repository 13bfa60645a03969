"""Lines end where Chinese lines may, and nothing is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.slips.breaking import lines_of
from kiosk.slips.inked import inked
from kiosk.slips.lettering import Style
from tests.slips.reading import squeezed

STYLE = Style(12, 16)
TEXT = st.text(
    st.sampled_from("工作时间七点，。！？、；：（）“”《》 \nab1290.-–/元月分钟%"), max_size=160
)


@given(text=TEXT, ems=st.integers(4, 30))
def test_every_line_fits_and_all_text_stays(text: str, ems: int) -> None:
    lines = lines_of(text, STYLE, ems * 12.0)
    assert all(0 < STYLE.width(line) <= ems * 12.0 + 1e-6 for line in lines)
    assert squeezed("".join(lines)) == squeezed(inked(text))


@given(text=st.lists(st.sampled_from(["工作", "，", "。", "（早班）", "“好”", "3,000 ", "C1"])))
def test_no_line_begins_with_a_closer_or_ends_with_an_opener(text: list[str]) -> None:
    joined = "工".join(["", *text])
    for line in lines_of(joined, STYLE, 96):
        assert line[0] not in "，。）”"
        assert line[-1] not in "（“"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("每天上班的时间是7:00–11:00", "7:00–11:00"),
        ("底薪是三千五百到4,500.50", "4,500.50"),
        ("需要会使用办公软件Excel", "Excel"),
        ("工资四千三百五十多块元/半月", "元/半月"),
        ("从这里走过去大概要 16 分钟", "16 分钟"),
        ("联系电话在这里0531-0000", "0531-0000"),
    ],
)
def test_numbers_words_and_units_stay_whole(text: str, whole: str) -> None:
    lines = lines_of(text, STYLE, 120)
    assert len(lines) > 1
    assert any(whole in line for line in lines)


def test_paragraphs_begin_lines_and_empty_ones_go() -> None:
    assert lines_of("一\n\n 二 \r\n三", STYLE, 100) == ["一", "二", "三"]
    assert lines_of(" \n ", STYLE, 100) == []


@pytest.mark.parametrize("text", ["a" * 100, "见https://example.cn/" + "b7" * 60, "（" * 40])
def test_what_is_wider_than_a_line_is_broken_anywhere(text: str) -> None:
    lines = lines_of(text, STYLE, 96)
    assert "".join(lines) == text
    assert all(STYLE.width(line) <= 96 for line in lines)

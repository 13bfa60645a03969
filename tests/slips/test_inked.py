"""Every character is drawn or named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.slips.inked import inked
from kiosk.slips.lettering import advances, covered


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("厨⼯⾯点", "厨工面点"),
        ("𠮷野家", "〔缺字U+20BB7〕野家"),
        ("㐂来", "〔缺字U+3402〕来"),
        ("🔥🔥急招👨‍👩‍👧", "〔图〕急招〔图〕"),
        ("👍🏽好", "〔图〕好"),
        ("保\u200b洁\u202e员\ufeff", "保洁员"),
        ("葛\U000e0100", "葛"),
        ("一\x00二\x1b", "一二"),
        ("\ue123店", "〔缺字U+E123〕店"),
        ("\U000e0fff店", "〔缺字U+E0FFF〕店"),
        ("甲 · 乙", "甲·乙"),
        ("ＡＢＣ１２３", "ABC123"),
        ("（早班）：7～9", "（早班）：7～9"),
    ],
)
def test_what_is_printed(written: str, printed: str) -> None:
    assert inked(written) == printed


@given(st.text(st.characters(codec="utf-8")))
def test_nothing_is_left_without_a_glyph(text: str) -> None:
    assert set(inked(text)) <= covered() | {"\n"}


def test_the_fonts_are_read_whole() -> None:
    assert len(covered()) > 11_000
    widths = advances("KioskSans-Regular")
    assert widths["工"] == 1
    assert len({widths[digit] for digit in "0123456789"}) == 1
    assert 0.4 < widths["0"] < 0.7

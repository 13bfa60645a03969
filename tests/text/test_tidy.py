"""Text that nobody can hide in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.text.tidy import tidy


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ｊａｖａ　工程师，（３名）", "Java 工程师，（3名）"),
        ("⻓期⼯作", "长期工作"),
        ("限\u200b男\u202e\ufeff", "限男"),
        ("一\r\n\r\n  二\u2028三\t四", "一\n二\n三 四"),
        ("\ud800\ue000①负责", "①负责"),
        ("  ", ""),
        ("abc", "abc"),
    ],
)
def test_tidy(text: str, plain: str) -> None:
    assert tidy(text) == plain


@given(st.text(st.characters(), max_size=60))
def test_tidy_text_can_be_stored_and_shown(text: str) -> None:
    plain = tidy(text)
    plain.encode()
    assert plain == plain.strip()
    assert "\n\n" not in plain
    assert "\u200b" not in plain

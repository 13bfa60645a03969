"""The colour tokens of Theme.qml reach the contrast that experience.md promises."""

import re
from pathlib import Path

import pytest

from tests.assets.contrast import ratio

THEME = Path(__file__).resolve().parents[2] / "ui" / "qml" / "Kiosk" / "Theme" / "Theme.qml"
TOKEN = re.compile(r'readonly property color (\w+): "(#[0-9A-Fa-f]{6})"')
GROUNDS = ("paper", "card", "primaryWash", "accentWash")
TAGS = (
    "caring",
    "disability",
    "parenting",
    "senior",
    "remote",
    "publicWelfare",
    "gig",
    "partTime",
    "graduate",
)


@pytest.fixture(scope="module")
def token() -> dict[str, str]:
    tokens = dict(TOKEN.findall(THEME.read_text(encoding="utf-8")))
    assert len(tokens) >= 20, "too few colours to have read Theme.qml"
    return tokens


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("ground", GROUNDS)
def test_body_text(token: dict[str, str], ground: str) -> None:
    assert ratio(token["ink"], token[ground]) >= 7


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["secondary", "primary", "accent"])
def test_other_text(token: dict[str, str], ground: str, text: str) -> None:
    assert ratio(token[text], token[ground]) >= 4.5


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("onDark", "primary"),
        ("onDark", "accent"),
        ("onDark", "ink"),
        ("onDarkSoft", "primary"),
        ("onDarkSoft", "ink"),
    ],
)
def test_light_text(token: dict[str, str], text: str, ground: str) -> None:
    assert ratio(token[text], token[ground]) >= 4.5


@pytest.mark.parametrize("tag", TAGS)
def test_white_words_on_a_tag(token: dict[str, str], tag: str) -> None:
    assert ratio(token["onDark"], token[tag]) >= 5.9


def test_tags_differ(token: dict[str, str]) -> None:
    assert len({token[tag] for tag in TAGS}) == len(TAGS)


@pytest.mark.parametrize("ground", ["paper", "card"])
def test_borders_and_icons(token: dict[str, str], ground: str) -> None:
    assert ratio(token["border"], token[ground]) >= 3


def test_the_lit_figure_on_the_attract_screen(token: dict[str, str]) -> None:
    assert ratio(token["sun"], token["primary"]) >= 3

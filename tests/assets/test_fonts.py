"""The bundled fonts draw every character that a screen can be asked to show."""

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from assets import asset
from assets.fonts.make_fonts import FAMILY, TEXT_ROOTS, gb2312, listed, written

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = {"Regular": 400, "Bold": 700}


@pytest.fixture(scope="module", params=WEIGHTS)
def weight(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def font(weight: str) -> TTFont:
    return TTFont(asset("fonts", f"KioskSans-{weight}.ttf"))


def normal_form(characters: set[str]) -> set[str]:
    return set(unicodedata.normalize("NFKC", "".join(characters)))


def without_glyph(font: TTFont, characters: set[str]) -> set[str]:
    drawn = font.getBestCmap()
    return {
        character
        for character in characters
        if character.isprintable() and ord(character) not in drawn
    }


@pytest.mark.parametrize("place", TEXT_ROOTS)
def test_every_character_of_our_texts_has_a_glyph(font: TTFont, place: str) -> None:
    characters = written(ROOT, [place])
    assert len(characters) > 60, "too few characters to have read the texts"
    assert not without_glyph(font, normal_form(characters))


def test_every_character_of_the_charsets_has_a_glyph(font: TTFont) -> None:
    beyond = listed(asset("fonts", "characters.txt"))
    assert len(beyond) > 1000
    assert not without_glyph(font, gb2312() | beyond)


def test_a_character_without_glyph_would_be_seen(font: TTFont) -> None:
    assert without_glyph(font, {"家", "𓀀"}) == {"𓀀"}


def test_a_kangxi_radical_is_drawn_as_its_character(font: TTFont) -> None:
    assert not without_glyph(font, normal_form(set("厨⼯⾯")))


def test_digits_are_of_one_width(font: TTFont) -> None:
    drawn = font.getBestCmap()
    assert len({font["hmtx"][drawn[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_the_fonts_have_a_name_of_their_own_and_keep_their_licence(
    font: TTFont, weight: str
) -> None:
    names = {record.nameID: str(record) for record in font["name"].names}
    assert names[1] == FAMILY
    assert names[2] == weight
    assert "SIL Open Font License" in names[13]
    assert not any(
        "Source" in names[name_id] or "Noto" in names[name_id] for name_id in (1, 3, 4, 6)
    )
    assert font["OS/2"].usWeightClass == WEIGHTS[weight]
    assert "SIL OPEN FONT LICENSE" in asset("fonts", "OFL.txt").read_text(encoding="utf-8")

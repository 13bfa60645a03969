"""The generated icons are what icons.toml says, and every record's kind and tag has one."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from assets.icons.make_icons import (
    FAMILY,
    FONT,
    ICONS_QML,
    NPM_PACKAGE,
    UNITS_PER_EM,
    UnsuitableDrawing,
    as_qml,
    main,
    named,
    path_of,
)
from kiosk.records import JobKind, Tag

PROPERTY = re.compile(r'^    readonly property string (\w+): "([^"]+)"$', re.MULTILINE)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'


@pytest.fixture(scope="module")
def committed() -> dict[str, str]:
    return dict(PROPERTY.findall(ICONS_QML.read_text(encoding="utf-8")))


def camel(prefix: str, value: str) -> str:
    return prefix + "".join(word.capitalize() for word in value.split("_"))


def test_the_committed_file_has_exactly_the_named_icons(committed: dict[str, str]) -> None:
    assert list(committed) == list(named())
    assert ICONS_QML.read_text(encoding="utf-8") == as_qml(list(committed))


def test_every_named_icon_is_a_glyph_that_stays_within_the_em(committed: dict[str, str]) -> None:
    with TTFont(FONT) as font:
        cmap, glyphs = font.getBestCmap(), font["glyf"]
        assert font["name"].getBestFamilyName() == FAMILY
        for name, written in committed.items():
            code_point = int(written.removeprefix("\\u"), 16)
            glyph = glyphs[cmap[code_point]]
            assert cmap[code_point] == name
            assert glyph.numberOfContours > 0
            assert 0 <= glyph.xMin < glyph.xMax <= UNITS_PER_EM
            assert 0 <= glyph.yMin < glyph.yMax <= UNITS_PER_EM


def test_same_drawing_same_outline_and_other_drawing_other_outline() -> None:
    drawings = named()
    with TTFont(FONT) as font:
        outlines = {name: font["glyf"][name].compile(font["glyf"]) for name in drawings}
    assert len(set(outlines.values())) == len(set(drawings.values()))


def test_every_tag_and_kind_of_work_has_an_icon_of_its_own() -> None:
    tags = [camel("tag", tag) for tag in Tag]
    kinds = [camel("kind", kind) for kind in JobKind]
    for group in (tags, kinds):
        drawings = named()
        assert len({drawings[name] for name in group}) == len(group)


def test_every_icon_that_a_screen_names_exists(committed: dict[str, str]) -> None:
    folder = ICONS_QML.parents[1]
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.qml"))
    used = {name for text in texts for name in re.findall(r"\bIcons\.(\w+)", text)}
    assert len(used) > 15
    assert used <= set(committed)


@pytest.mark.parametrize(
    ("shapes", "sentence"),
    [
        ('<circle r="4"/>', "not a single path"),
        ('<path d="M0,0Z"/><path d="M1,1Z"/>', "not a single path"),
    ],
)
def test_a_drawing_of_several_shapes_is_refused(tmp_path: Path, shapes: str, sentence: str) -> None:
    drawing = tmp_path / "odd.svg"
    drawing.write_text(SVG.format(shapes), encoding="utf-8")
    with pytest.raises(UnsuitableDrawing, match=sentence):
        path_of(drawing)


def test_a_missing_drawing_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ICONS_QML.read_bytes()
    (tmp_path / "svg").mkdir()
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"There is no drawing arrow-left in {NPM_PACKAGE}.\n"
    assert ICONS_QML.read_bytes() == before


def test_without_a_package_the_script_says_what_to_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert NPM_PACKAGE in capsys.readouterr().err

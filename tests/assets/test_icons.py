"""The generated icons are what icons.toml says, and every record's kind and tag has one."""

import re
from pathlib import Path

import pytest

from assets.icons.make_icons import (
    ICONS_QML,
    NPM_PACKAGE,
    UnsuitableDrawing,
    as_qml,
    main,
    named,
    path_of,
)
from kiosk.records import JobKind, Tag

PROPERTY = re.compile(r'^    readonly property string (\w+): "([^"]+)"$', re.MULTILINE)
PATH_DATA = re.compile(r"M[\d\s.,+\-MmLlHhVvCcSsQqTtAaZz]+")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'


@pytest.fixture(scope="module")
def committed() -> dict[str, str]:
    return dict(PROPERTY.findall(ICONS_QML.read_text(encoding="utf-8")))


def camel(prefix: str, value: str) -> str:
    return prefix + "".join(word.capitalize() for word in value.split("_"))


def test_the_committed_file_has_exactly_the_named_icons(committed: dict[str, str]) -> None:
    assert list(committed) == list(named())
    assert ICONS_QML.read_text(encoding="utf-8") == as_qml(committed)


def test_every_icon_is_one_path(committed: dict[str, str]) -> None:
    assert not [name for name, path in committed.items() if not PATH_DATA.fullmatch(path)]


def test_same_drawing_same_path_and_other_drawing_other_path(committed: dict[str, str]) -> None:
    drawings = named()
    assert len(set(committed.values())) == len(set(drawings.values()))


def test_every_tag_and_kind_of_work_has_an_icon_of_its_own(committed: dict[str, str]) -> None:
    tags = [camel("tag", tag) for tag in Tag]
    kinds = [camel("kind", kind) for kind in JobKind]
    for group in (tags, kinds):
        assert len({committed[name] for name in group}) == len(group)


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

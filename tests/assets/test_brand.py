"""The mark is what its geometry says, uses only plain paths, and reads small in one colour."""

import re
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from assets import asset
from assets.brand.geometry import Mark
from assets.brand.make_mark import as_svg, brand_colours
from tests.assets.contrast import ratio

NAMESPACE = "{http://www.w3.org/2000/svg}"
THERMAL_DOTS_OF_8_MM = 64  # 203 dpi
GROUNDS = {"mark": "#FFFAF3", "mark-mono": "#FFFFFF", "mark-light": "#0E5A66"}
NAMES = tuple(GROUNDS)


def inked(image: QImage) -> set[tuple[int, int]]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    dots, stride = bytes(grey.constBits()), grey.bytesPerLine()
    rows = range(grey.height())
    return {(x, y) for y in rows for x in range(grey.width()) if dots[y * stride + x] < 128}


def drawn(name: str, width: int) -> QImage:
    renderer = QSvgRenderer(str(asset("brand", f"{name}.svg")))
    assert renderer.isValid()
    box = renderer.viewBoxF()
    image = QImage(width, round(width * box.height() / box.width()), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def islands(dots: set[tuple[int, int]]) -> list[int]:
    """Sizes of the connected parts, largest first."""
    left, sizes = set(dots), []
    while left:
        todo, size = [left.pop()], 0
        while todo:
            x, y = todo.pop()
            size += 1
            near = {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)} & left
            left -= near
            todo.extend(near)
        sizes.append(size)
    return sorted(sizes, reverse=True)


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_drawing_is_what_the_script_writes(name: str) -> None:
    written = asset("brand", f"{name}.svg").read_text(encoding="utf-8")
    assert written == as_svg(Mark(), brand_colours()[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_drawing_has_only_filled_paths(name: str) -> None:
    root = ET.parse(asset("brand", f"{name}.svg")).getroot()
    assert root.tag == f"{NAMESPACE}svg"
    assert len(root) == 3
    for shape in root:
        assert shape.tag == f"{NAMESPACE}path"
        assert set(shape.attrib) == {"fill", "d"}
        assert re.fullmatch(r"#[0-9A-F]{6}", shape.attrib["fill"])
        assert re.fullmatch(r"M[\d\s.,\-MLAZ]+Z", shape.attrib["d"])


@pytest.mark.parametrize("name", NAMES)
def test_every_part_stands_out_from_its_ground(name: str) -> None:
    for colour in brand_colours()[name].values():
        assert ratio(colour, GROUNDS[name]) >= 3


def test_both_rings_are_of_one_size_and_nothing_leaves_the_box() -> None:
    mark = Mark()
    image = inked(drawn("mark-mono", 306))
    left, right = min(x for x, _ in image), max(x for x, _ in image)
    top, bottom = min(y for _, y in image), max(y for _, y in image)
    assert right - left == pytest.approx(3 * mark.width, abs=2)
    assert bottom - top == pytest.approx(3 * mark.height, abs=2)


def test_on_thermal_paper_rings_and_doorway_stay_apart() -> None:
    parts = islands(inked(drawn("mark-mono", THERMAL_DOTS_OF_8_MM)))
    assert [size for size in parts if size >= 20] == parts
    assert len(parts) == 4, "left ring, two parts of the open right ring, doorway"


def test_without_air_the_rings_would_run_together() -> None:
    colours = brand_colours()["mark-mono"]
    renderer = QSvgRenderer(as_svg(Mark(air=0.1), colours).encode())
    image = QImage(THERMAL_DOTS_OF_8_MM, 47, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    assert len(islands(inked(image))) < 4

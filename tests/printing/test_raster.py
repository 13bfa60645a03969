"""What a thermal printer is sent looks like the PDF."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from kiosk.printing.raster import HEADS, Raster, UnreadablePdf, page_sizes, rasters
from tests.printing.sheets import WORDS, blank, drawn_by_poppler, on_dots, pdf, read_code

ROLL80, ROLL58 = HEADS["roll80"], HEADS["roll58"]
DOTS_A_MM = 8


def image(raster: Raster) -> Image.Image:
    bits = Image.frombytes("1", (raster.row_bytes * 8, raster.rows), raster.dots)
    return bits.convert("L").point([255 - grey for grey in range(256)])


def only(content: bytes, paper: str) -> Raster:
    (raster,) = rasters(content, HEADS[paper])
    return raster


@pytest.mark.parametrize(
    ("paper", "width"),
    [("roll80", 80), ("roll80", 72), ("roll58", 58), ("roll58", 48), ("roll80", 148)],
)
def test_the_code_can_be_read_from_the_dots(paper: str, width: int) -> None:
    raster = only(pdf(width), paper)
    assert raster.row_bytes * 8 == HEADS[paper].dots
    assert read_code(image(raster)) == [WORDS]


def test_the_dots_are_those_that_another_library_draws(tmp_path: Path) -> None:
    ours = image(only(pdf(80), "roll80"))
    theirs = drawn_by_poppler(pdf(80), tmp_path).crop((32, 0, 608, ours.height))
    black = theirs.point([0] * 144 + [255] * 112)
    assert black.histogram()[0] > 0.1 * ours.width * ours.height
    assert strays(ours, black) + strays(black, ours) < 1000  # one dot aside is 3800


def strays(one: Image.Image, other: Image.Image) -> int:
    """Black dots of ``one`` that have none of ``other`` within one dot."""
    near = other.filter(ImageFilter.MinFilter(3))
    return ImageChops.subtract(near, one).histogram()[255]


def test_a_page_as_wide_as_the_paper_keeps_its_size_and_its_middle() -> None:
    left, top, right, bottom = box(only(pdf(80, 100), "roll80"))
    assert (left, right) == pytest.approx((0, 576), abs=2)  # 4 mm beside the head are white
    assert (top, bottom) == pytest.approx((4 * DOTS_A_MM, 96 * DOTS_A_MM), abs=2)


@pytest.mark.parametrize(("paper", "width"), [("roll80", 80), ("roll58", 58)])
@pytest.mark.parametrize("dots", [3, 4, 5])
def test_what_is_laid_out_on_dots_stays_on_them(paper: str, width: int, dots: int) -> None:
    picture = image(only(on_dots(width, dots), paper))
    left, top, right, bottom = box(only(on_dots(width, dots), paper))
    assert (right - left, bottom - top) == (40 * dots, 40 * dots)
    assert (left, top) == ((5 - (width - picture.width / 8) / 2) * 8, 40)
    found = picture.crop((left, top, right, bottom))
    fields = found.resize((40, 40), Image.Resampling.NEAREST)
    assert fields.resize(found.size, Image.Resampling.NEAREST).tobytes() == found.tobytes()


def test_a_page_that_is_narrower_stands_in_the_middle() -> None:
    left, _, right, _ = box(only(pdf(60, 100), "roll80"))
    assert (left, right) == pytest.approx((288 - 26 * DOTS_A_MM, 288 + 26 * DOTS_A_MM), abs=2)


def test_a_page_that_is_too_wide_is_made_smaller() -> None:
    left, _, right, bottom = box(only(pdf(148, 210), "roll80"))
    shrink = 576 / (148 * DOTS_A_MM)
    assert (left, right) == pytest.approx((4 * 8 * shrink, 144 * 8 * shrink), abs=3)
    assert bottom == pytest.approx(206 * DOTS_A_MM * shrink, abs=3)


def test_white_at_the_foot_costs_no_paper() -> None:
    assert only(pdf(80, 300, foot=180), "roll80").rows == pytest.approx(116 * DOTS_A_MM, abs=2)


def test_a_page_without_ink_is_left_out() -> None:
    assert list(rasters(blank(), ROLL80)) == []
    assert len(list(rasters(pdf(pages=3), ROLL58))) == 3


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 and then nothing", pdf(80, 3_100)])
def test_what_is_no_slip_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePdf):
        list(rasters(content, ROLL80))


def test_sizes_are_in_millimetres() -> None:
    assert page_sizes(pdf(148, 210, pages=2)) == [pytest.approx((148, 210), abs=0.1)] * 2
    with pytest.raises(UnreadablePdf):
        page_sizes(b"no PDF")


def box(raster: Raster) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all ink."""
    found = ImageChops.invert(image(raster)).getbbox()
    assert found is not None
    return found


def test_two_threads_draw_at_once() -> None:
    with ThreadPoolExecutor(4) as crew:
        drawn = list(crew.map(lambda _: list(rasters(pdf(80), ROLL80)), range(40)))
    assert all(one == drawn[0] for one in drawn)

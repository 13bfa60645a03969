"""Pictures come out as a JPEG of our own: the right way up, not too large, with nothing in them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, JpegImagePlugin

from kiosk.central.uploads.drawing import LONG_SIDE, NARROWEST, drawn, target_size
from kiosk.central.uploads.photos import redrawn
from kiosk.central.uploads.refusals import Refusal, Unacceptable
from kiosk.central.uploads.verdicts import Inspected
from tests.uploads import corpus, pictures
from tests.uploads.planted import PLANTED

UPRIGHT = Image.Transpose
TURNED = {
    1: None,
    2: UPRIGHT.FLIP_LEFT_RIGHT,
    3: UPRIGHT.ROTATE_180,
    4: UPRIGHT.FLIP_TOP_BOTTOM,
    5: UPRIGHT.TRANSPOSE,
    6: UPRIGHT.ROTATE_90,
    7: UPRIGHT.TRANSVERSE,
    8: UPRIGHT.ROTATE_270,
}
"""How a camera held in each way stores the picture."""


def kept(content: bytes) -> Image.Image:
    """The picture that is kept of ``content``."""
    return Image.open(BytesIO(raw(content)))


def raw(content: bytes) -> bytes:
    """The file that is kept of ``content``."""
    verdict = corpus.judged(content).verdict
    assert isinstance(verdict, Inspected)
    return verdict.content


def near(found: object, colour: tuple[int, int, int]) -> bool:
    """Whether a pixel is as good as ``colour``, after JPEG's losses."""
    assert isinstance(found, tuple)
    return all(abs(a - b) < 25 for a, b in zip(found, colour, strict=True))


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "heic"])
def test_the_picture_is_the_same_and_carries_nothing(kind: str) -> None:
    content = pictures.good()[kind]
    assert PLANTED in content
    found = kept(content)
    assert found.size == (64, 32)
    assert near(found.getpixel((8, 16)), pictures.RED)
    assert near(found.getpixel((56, 16)), pictures.BLUE)
    assert dict(found.getexif()) == {}
    assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    file = raw(content)
    assert not any(mark in file for mark in (PLANTED, b"Exif", b"http://ns.adobe.com", b"ICC"))


@pytest.mark.parametrize("orientation", TURNED)
def test_a_turned_photo_is_set_upright(orientation: int) -> None:
    turn = TURNED[orientation]
    picture = pictures.two_halves(64, 32)
    stored = picture if turn is None else picture.transpose(turn)
    exif = pictures.located(orientation)
    file = BytesIO(pictures.saved(stored, "JPEG", exif=exif, quality=95))
    found = drawn(JpegImagePlugin.JpegImageFile(file))
    assert found.size == (64, 32)
    assert near(found.getpixel((8, 16)), pictures.RED)
    assert near(found.getpixel((56, 16)), pictures.BLUE)


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "HEIF"])
def test_of_a_picture_that_moves_the_first_frame_is_kept(kind: str) -> None:
    found = kept(pictures.frames(kind))
    assert near(found.getpixel((8, 16)), pictures.RED)
    assert getattr(found, "n_frames", 1) == 1


@pytest.mark.parametrize("tail", [b"PK\x03\x04planted", b"<?php x ?>", b"<script>", b"%PDF-1.4"])
def test_nothing_appended_survives(tail: bytes) -> None:
    found = raw(pictures.good()["jpg"] + tail)
    assert tail not in found
    assert found.endswith(b"\xff\xd9")


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    clear.paste((*pictures.RED, 255), (0, 0, 16, 32))
    for picture in (clear, clear.convert("LA"), clear.convert("P")):
        found = kept(pictures.saved(picture, "PNG"))
        assert near(found.getpixel((28, 16)), (255, 255, 255))
    assert near(kept(pictures.saved(clear, "PNG")).getpixel((4, 16)), pictures.RED)


@pytest.mark.parametrize(
    ("mode", "shade", "seen"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 100, (100, 100, 100)),
        ("I;16", 100 * 256, (100, 100, 100)),
        ("P", 0, (0, 0, 0)),
    ],
)
def test_every_way_of_storing_shades_is_understood(
    mode: str, shade: int, seen: tuple[int, int, int]
) -> None:
    assert near(
        kept(pictures.saved(Image.new(mode, (16, 16), shade), "PNG")).getpixel((8, 8)), seen
    )


def test_a_scan_in_four_inks_is_understood() -> None:
    file = pictures.saved(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG")
    assert near(kept(file).getpixel((8, 8)), (255, 0, 0))


@pytest.mark.parametrize(
    ("size", "target"),
    [
        ((4032, 3024), (3000, 2250)),
        ((3024, 4032), (2250, 3000)),
        ((3000, 10), (3000, 10)),
        ((640, 480), (640, 480)),
        ((1080, 9000), (1080, 9000)),
        ((1440, 9600), (1080, 7200)),
        ((1080, 24_000), (540, 12_000)),
        ((30_000_000, 1), (12_000, 1)),
    ],
)
def test_pictures_are_scaled_to_what_can_be_read(
    size: tuple[int, int], target: tuple[int, int]
) -> None:
    assert target_size(*size) == target


def test_an_ordinary_photo_never_exceeds_the_long_side() -> None:
    for width in range(100, 9000, 171):
        for height in range(width, int(width * LONG_SIDE / NARROWEST), 173):
            assert max(target_size(width, height)) <= LONG_SIDE


def test_a_large_photo_comes_out_scaled() -> None:
    photo = pictures.saved(pictures.two_halves(6100, 4000), "JPEG")
    found = kept(photo)
    assert found.size == (3000, 1967)
    assert near(found.getpixel((500, 900)), pictures.RED)


def test_more_pixels_than_allowed_are_refused_before_they_are_decoded() -> None:
    class Undecodable(JpegImagePlugin.JpegImageFile):
        def load(self) -> None:  # type: ignore[override]
            raise AssertionError

    with pytest.raises(Unacceptable) as refusal:
        redrawn(Undecodable, pictures.good()["jpg"], 2047)
    assert refusal.value.reason == Refusal.TOO_MANY_PIXELS

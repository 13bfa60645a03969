"""A decoded picture, drawn anew: upright, on white, in a size that a screen can use."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Final

from PIL import Image, ImageFile, JpegImagePlugin

LONG_SIDE: Final = 3000
"""Pixels."""
NARROWEST: Final = 1080
"""Pixels across that a long screenshot keeps, so that its words can still be read."""
LONGEST: Final = 12_000
"""Pixels down such a screenshot."""
QUALITY: Final = 85
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to set a picture upright, by its EXIF orientation (EXIF 2.32, 4.6.4)."""
FAULTS: Final = (
    *(OSError, EOFError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError),
    *(RuntimeError, struct.error, zlib.error),
)
"""What Pillow's decoders raise on bytes that are no picture."""


def target_size(width: int, height: int) -> tuple[int, int]:
    """Pixels that a picture of ``width`` x ``height`` is scaled down to; never up."""
    long, short = max(width, height), min(width, height)
    scale = min(1.0, max(LONG_SIDE / long, NARROWEST / short), LONGEST / long)
    return max(1, round(width * scale)), max(1, round(height * scale))


def drawn(picture: ImageFile.ImageFile) -> Image.Image:
    """The first frame of ``picture``, which is decoded here, in RGB, upright and scaled down."""
    target = target_size(*picture.size)
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        picture.draft(None, target)  # libjpeg scales while it decodes, in a fraction of the memory
    picture.load()
    turn = _turn(picture)
    flat = _scaled(picture, target).convert("RGB")
    flat.info.clear()  # a comment in a JPEG is kept in here, and would be written out again
    return flat if turn is None else flat.transpose(turn)


def as_jpeg(picture: Image.Image) -> bytes:
    """``picture`` as a JPEG file."""
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG", quality=QUALITY)
    return jpeg.getvalue()


def _turn(picture: ImageFile.ImageFile) -> Image.Transpose | None:
    """What sets ``picture`` upright; None where it is, or does not say."""
    try:
        return _UPRIGHT.get(picture.getexif().get(_ORIENTATION) or 0)
    except FAULTS:
        return None


def _scaled(picture: Image.Image, target: tuple[int, int]) -> Image.Image:
    """``picture`` in ``target`` pixels, without transparency, in a mode of eight bits."""
    if picture.mode.startswith("I;16"):
        return _eight_bits(picture.resize(target, Image.Resampling.BICUBIC))
    if picture.mode in {"1", "I", "F"}:
        picture = picture.convert("L")
    elif picture.mode in {"P", "PA"}:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return _scaled_on_white(picture, target) if "A" in picture.getbands() else _fit(picture, target)


def _scaled_on_white(picture: Image.Image, target: tuple[int, int]) -> Image.Image:
    # Pillow would scale a second copy of a picture with transparency; there is no room for one.
    picture.paste("white", mask=picture.getchannel("A").point(lambda shade: 255 - shade))
    *colours, _ = picture.getbands()
    bands = [_fit(picture.getchannel(colour), target) for colour in colours]
    return Image.merge("".join(colours), bands)


def _fit(picture: Image.Image, target: tuple[int, int]) -> Image.Image:
    if picture.size == target:
        return picture
    return picture.resize(target, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _eight_bits(picture: Image.Image) -> Image.Image:
    # Pillow's own way from 16 bits to 8 turns everything above 255 white.
    return picture.convert("I").point(lambda shade: shade / 256).convert("L")

"""Pictures: decoded once, and drawn anew as a JPEG of our own.

Nothing of the file is copied, so what hides behind, between or beside its pixels is gone: where and
with what it was taken, later frames, a second file at its end.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Final

from PIL import Image, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from kiosk.central.uploads.drawing import FAULTS, as_jpeg, drawn
from kiosk.central.uploads.kinds import FileKind, kind_of
from kiosk.central.uploads.refusals import Refusal, Unacceptable
from kiosk.central.uploads.verdicts import Inspected

Opener = Callable[[BytesIO], ImageFile.ImageFile]
"""Reads the header of a picture and nothing more."""
_OPENERS: Final[dict[FileKind, Opener]] = {
    FileKind.JPG: JpegImagePlugin.JpegImageFile,
    FileKind.PNG: PngImagePlugin.PngImageFile,
    FileKind.WEBP: WebPImagePlugin.WebPImageFile,
}
MOST_PIXELS: Final = {
    FileKind.JPG: 60_000_000,
    FileKind.PNG: 40_000_000,
    FileKind.WEBP: 14_000_000,
}
"""As measured to fit into 300 MB with what the decoder itself holds."""
MOST_PROGRESSIVE: Final = 24_000_000
"""Pixels of a JPEG whose decoder must hold every coefficient at once."""


def inspected(content: bytes) -> Inspected:
    """The picture in ``content`` as a JPEG; ``Unacceptable`` if it is too large or damaged."""
    kind = kind_of(content)
    assert kind is not None
    return redrawn(_OPENERS[kind], content, MOST_PIXELS[kind])


def redrawn(opener: Opener, content: bytes, most: int) -> Inspected:
    """What ``opener`` reads in ``content``, of at most ``most`` pixels, as a JPEG."""
    # WebP makes its canvas on opening; Pillow asks this bound, doubled, before that.
    Image.MAX_IMAGE_PIXELS = most // 2
    try:
        picture = opener(BytesIO(content))
        _check_size(picture, most)
        return Inspected(FileKind.JPG, as_jpeg(drawn(picture)))
    except (Image.DecompressionBombError, MemoryError) as error:
        raise Unacceptable(Refusal.TOO_MANY_PIXELS) from error
    except FAULTS as error:
        raise Unacceptable(Refusal.DAMAGED) from error


def _check_size(picture: ImageFile.ImageFile, most: int) -> None:
    width, height = picture.size
    if width * height > (MOST_PROGRESSIVE if picture.info.get("progressive") else most):
        raise Unacceptable(Refusal.TOO_MANY_PIXELS)
    if width * height == 0:
        raise Unacceptable(Refusal.DAMAGED)

"""Pictures for the corpus: good ones, and ones made to do harm."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image
from pillow_heif import register_heif_opener

from tests.uploads.planted import PLANTED, TEXT

RED, BLUE = (220, 20, 20), (20, 20, 220)
_ORIENTATION, _MAKER, _GPS = 0x0112, 0x010F, 0x8825


def two_halves(width: int = 64, height: int = 32) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """``picture`` as a file of ``kind``."""
    register_heif_opener()
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def located(orientation: int = 1) -> Image.Exif:
    """EXIF with a place, a maker and an orientation."""
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_MAKER] = orientation, TEXT
    exif.get_ifd(_GPS).update({1: "N", 2: (36.0, 39.0, 12.5), 3: "E", 4: (117.0, 7.0, 1.0)})
    return exif


@cache
def good() -> dict[str, bytes]:
    """A small picture of every accepted kind, each with a place planted in it."""
    return {
        "jpg": saved(two_halves(), "JPEG", exif=located(), comment=PLANTED, xmp=PLANTED),
        "png": saved(two_halves(), "PNG", exif=located()),
        "webp": saved(two_halves(), "WEBP", exif=located(), lossless=True),
        "heic": saved(two_halves(), "HEIF", exif=located(), quality=90),
    }


def progressive(width: int, height: int) -> bytes:
    """A JPEG whose decoder holds all its coefficients."""
    return saved(Image.new("RGB", (width, height)), "JPEG", progressive=True, subsampling=0)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is ``width`` x ``height``."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(9999))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def jpeg_of_size(width: int, height: int) -> bytes:
    """The good JPEG, but its frame header says ``width`` x ``height``."""
    jpeg = bytearray(saved(two_halves(), "JPEG"))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(jpeg)


def webp_of_size(width: int, height: int) -> bytes:
    """An extended WebP whose canvas is ``width`` x ``height``."""
    webp = bytearray(good()["webp"])
    at = webp.index(b"VP8X") + 12
    webp[at : at + 6] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(webp)


def heic_of_size(width: int, height: int) -> bytes:
    """The good HEIC, but its spatial extents say ``width`` x ``height``."""
    heic = bytearray(good()["heic"])
    at = heic.index(b"ispe") + 8
    heic[at : at + 8] = struct.pack(">II", width, height)
    return bytes(heic)


def many_scans(count: int) -> bytes:
    """A large progressive JPEG whose last scan comes ``count`` times."""
    jpeg = progressive(4800, 4800)
    last = jpeg[jpeg.rindex(b"\xff\xda") : -2]
    return jpeg[:-2] + last * count + jpeg[-2:]


def frames(kind: str) -> bytes:
    """A picture that moves: first red and blue, then black with something planted."""
    first, second = two_halves(), Image.new("RGB", (64, 32))
    return saved(first, kind, save_all=True, append_images=[second], exif=located())


def svg() -> bytes:
    """A drawing that runs a script."""
    return b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

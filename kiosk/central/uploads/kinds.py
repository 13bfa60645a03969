"""Which kinds of file are accepted, recognised by their first bytes and never by a name."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class FileKind(StrEnum):
    """A kind of file by the name that its files usually end in."""

    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"
    DOC = "doc"
    DOCX = "docx"


KEPT: Final = frozenset({FileKind.JPG, FileKind.PDF, FileKind.DOC, FileKind.DOCX})
"""What is kept; a picture of any kind becomes a JPEG of our own making."""

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEDIA_TYPES: Final = {
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.HEIC: "image/heic",
    FileKind.PDF: "application/pdf",
    FileKind.DOC: "application/msword",
    FileKind.DOCX: _WORD,
}
_STARTS: Final = (
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"PK\x03\x04", FileKind.DOCX),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.DOC),
)
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis"})
_LONGEST_BRANDS: Final = 256
_BLANK_BEFORE_PDF: Final = 1024


def media_type(kind: FileKind) -> str:
    """Content type under which a file of ``kind`` is given out."""
    return _MEDIA_TYPES[kind]


def extension(kind: FileKind) -> str:
    """Ending of a file name, with its dot."""
    return f".{kind.value}"


def kind_of(content: bytes) -> FileKind | None:
    """What ``content`` begins like; only reading all of it tells whether it is one."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if _HEIC_BRANDS & _brands(content):
        return FileKind.HEIC
    head = content[:_BLANK_BEFORE_PDF].removeprefix(b"\xef\xbb\xbf").lstrip()
    return FileKind.PDF if head.startswith(b"%PDF-") else None


def _brands(content: bytes) -> frozenset[bytes]:
    """Brands of an ISO media file (ISO/IEC 14496-12, file type box): the major and the others."""
    if content[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(content[:4], "big"), _LONGEST_BRANDS)
    others = {content[at : at + 4] for at in range(16, end - 3, 4)}
    return frozenset({content[8:12], *others})

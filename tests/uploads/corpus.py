"""Every file that is tried at the door, made here and nowhere kept.

A case names what must become of it: a refusal, or the kind that is kept.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from PIL import Image

from kiosk.central.uploads.inspecting import Judged, judge
from kiosk.central.uploads.kinds import FileKind
from kiosk.central.uploads.refusals import Refusal
from tests.uploads import compound, pdfs, pictures, words
from tests.uploads.planted import PLANTED, TEXT

WALL_SECONDS = 20.0
"""More than is promised: other work may share the machine, and no test here is about speed."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what is to become of it."""

    name: str
    content: bytes
    outcome: Refusal | FileKind


@cache
def judged(content: bytes) -> Judged:
    """The verdict on ``content``, found once."""
    return judge(content, wall_seconds=WALL_SECONDS)


def judged_together(contents: list[bytes]) -> list[Judged]:
    """Verdicts on all of ``contents``, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(judged, contents))


@cache
def good() -> dict[FileKind, bytes]:
    """A small good file of every kind that is accepted."""
    found = {FileKind(name): content for name, content in pictures.good().items()}
    found[FileKind.PDF] = pdfs.good()
    found[FileKind.DOC] = compound.good()
    found[FileKind.DOCX] = words.good()
    return found


@cache
def cases() -> tuple[Case, ...]:
    """The whole corpus but for the good files."""
    rows = [*_pictures(), *_pdfs(), *_words(), *_docs()]
    return tuple(Case(name, content, outcome) for name, content, outcome in rows)


def flipped(content: bytes, seed: int) -> bytes:
    """``content`` with one to eight of its bits turned, by ``seed``."""
    chance = random.Random(seed)
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut_off(content: bytes, seed: int) -> bytes:
    """The first part of ``content``, by ``seed``; never all of it."""
    return content[: random.Random(seed).randrange(1, len(content))]


_Row = tuple[str, bytes, Refusal | FileKind]


def _pictures() -> list[_Row]:
    jpg, png = pictures.good()["jpg"], pictures.good()["png"]
    white = Image.new("RGB", (7700, 7700), "white")
    return [
        ("50,000 x 50,000 PNG", pictures.png_of_size(50_000, 50_000), Refusal.TOO_MANY_PIXELS),
        ("JPEG bomb", pictures.jpeg_of_size(65_000, 65_000), Refusal.TOO_MANY_PIXELS),
        ("JPEG of no size", pictures.jpeg_of_size(0, 0), Refusal.DAMAGED),
        ("WebP bomb", pictures.webp_of_size(16_383, 16_383), Refusal.TOO_MANY_PIXELS),
        ("HEIC bomb", pictures.heic_of_size(30_000, 30_000), Refusal.DAMAGED),
        ("progressive JPEG bomb", pictures.progressive(5200, 5200), Refusal.TOO_MANY_PIXELS),
        ("largest JPEG", pictures.saved(white, "JPEG"), FileKind.JPG),
        ("largest progressive JPEG", pictures.progressive(4890, 4890), FileKind.JPG),
        (
            "largest PNG",
            pictures.saved(Image.new("RGBA", (6300, 6300)), "PNG", compress_level=1),
            FileKind.JPG,
        ),
        (
            "largest WebP",
            pictures.saved(Image.new("RGBA", (3740, 3740)), "WEBP", method=0),
            FileKind.JPG,
        ),
        ("WebP that moves", pictures.frames("WEBP"), FileKind.JPG),
        ("PNG that moves", pictures.frames("PNG"), FileKind.JPG),
        ("HEIC of two", pictures.frames("HEIF"), FileKind.JPG),
        ("JPEG and ZIP", jpg + words.zipped({"a.txt": PLANTED}), FileKind.JPG),
        ("JPEG and HTML", jpg + b"<html><script>" + PLANTED + b"</script>", FileKind.JPG),
        ("JPEG and PHP", jpg + b"<?php system('" + PLANTED + b"'); ?>", FileKind.JPG),
        ("PNG and PDF", png + pdfs.good() + PLANTED, FileKind.JPG),
        ("GIF named .jpg", pictures.saved(pictures.two_halves(), "GIF"), Refusal.UNKNOWN_KIND),
        ("HTML named .jpg", b"<!doctype html><script>1</script>", Refusal.UNKNOWN_KIND),
        ("SVG", pictures.svg(), Refusal.UNKNOWN_KIND),
        ("BMP", pictures.saved(pictures.two_halves(), "BMP"), Refusal.UNKNOWN_KIND),
        ("TIFF", pictures.saved(pictures.two_halves(), "TIFF"), Refusal.UNKNOWN_KIND),
        ("only the start of a JPEG", b"\xff\xd8\xff", Refusal.DAMAGED),
        ("only the start of a HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Refusal.DAMAGED),
    ]


def _pdfs() -> list[_Row]:
    acting = [(f"PDF: {name}", pdf, FileKind.PDF) for name, (pdf, _) in pdfs.acting().items()]
    return [
        *acting,
        ("PDF for everybody", pdfs.encrypted(""), FileKind.PDF),
        ("PDF with a password", pdfs.encrypted("secret"), Refusal.ENCRYPTED),
        ("PDF with remains", pdfs.incremental(), FileKind.PDF),
        ("PDF and ZIP", pdfs.also_a_zip(), FileKind.PDF),
        ("PDF of 20 pages", pdfs.good(20), FileKind.PDF),
        ("PDF of 21 pages", pdfs.good(21), Refusal.TOO_MANY_PAGES),
        ("PDF of arrays in arrays", pdfs.deep_array(), Refusal.DAMAGED),
        ("PDF of pages in pages", pdfs.deep_pages(), Refusal.DAMAGED),
        ("PDF of a circle of pages", pdfs.circular_pages(), Refusal.DAMAGED),
        ("PDF of many objects", pdfs.many_objects(), Refusal.BOMB),
        ("PDF of large streams", pdfs.swelling(60), FileKind.PDF),
        ("PDF that swells", pdfs.swelling(70), Refusal.BOMB),
        ("PDF of many large streams", pdfs.swelling(60, times=6), Refusal.BOMB),
        ("PDF that swells twice", pdfs.swelling(70, layers=2), Refusal.BOMB),
        ("PDF that swells before a photo", pdfs.swelling_before_a_photo(), Refusal.BOMB),
        ("PDF with a huge picture", pdfs.huge_image(), Refusal.BOMB),
        ("HTML before a PDF", b"<script>1</script>" + pdfs.good(), Refusal.UNKNOWN_KIND),
        ("only the start of a PDF", b"%PDF-1.7\n", Refusal.DAMAGED),
    ]


def _words() -> list[_Row]:
    active, damaged = Refusal.ACTIVE_CONTENT, Refusal.DAMAGED
    embedded = "application/vnd.openxmlformats-officedocument.oleObject"
    web: Callable[[str], bytes] = lambda role: words.with_relationship(  # noqa: E731
        role, f"https://example.org/{TEXT}"
    )
    return [
        ("docx with macros", words.macro_document(), Refusal.MACROS),
        ("docm named .docx", words.docm_type(), Refusal.MACROS),
        ("docx with a template elsewhere", web("attachedTemplate"), active),
        ("docx with a linked object", web("oleObject"), active),
        ("docx with a frame", web("frame"), active),
        ("docx with a tracking picture", words.with_picture_elsewhere(), FileKind.DOCX),
        (
            "docx with an embedded object",
            words.with_entry("word/embeddings/oleObject1.bin", PLANTED, embedded),
            active,
        ),
        ("docx with a chunk of HTML", words.with_relationship("aFChunk", "a.html", ""), active),
        ("docx with DDE", words.with_body(words.field("DDEAUTO c:\\cmd.exe ")), active),
        ("docx with DDE in pieces", words.with_body(words.field("DD", "E", " cmd x")), active),
        ("docx with DDE as one", words.with_body("<w:fldSimple w:instr=' DDE cmd x'/>"), active),
        ("docx with QUOTE", words.with_body(words.field("QUOTE 68 68 69")), active),
        (
            "docx with a picture by field",
            words.with_body(words.field(f'INCLUDEPICTURE "http://{TEXT}/"')),
            FileKind.DOCX,
        ),
        (
            "docx with a drawing from elsewhere",
            words.with_body(f"<v:imagedata xmlns:v='v' src='http://{TEXT}/'/>"),
            active,
        ),
        ("docx bomb", words.bomb(), Refusal.BOMB),
        ("docx of many entries", words.many_entries(), Refusal.BOMB),
        ("docx with entities", words.laughing(), Refusal.BOMB),
        ("docx that lies about a size", words.lying_about_its_size(), damaged),
        ("docx with a name twice", words.twice(), damaged),
        ("docx that climbs", words.with_entry("../../etc/cron.d/x"), damaged),
        ("docx with an absolute name", words.with_entry("/etc/x"), damaged),
        ("docx with a drive in a name", words.with_entry("C:\\x"), damaged),
        ("docx with remains", words.with_remains(), FileKind.DOCX),
        ("docx and HTML", words.good() + b"<script>" + PLANTED, FileKind.DOCX),
        ("spreadsheet", words.spreadsheet(), Refusal.UNKNOWN_KIND),
        ("ZIP", words.zipped({"a.txt": PLANTED}), Refusal.UNKNOWN_KIND),
        ("ZIP within ZIP", words.zipped({"a.zip": words.bomb(1)}), Refusal.UNKNOWN_KIND),
    ]


def _docs() -> list[_Row]:
    active = Refusal.ACTIVE_CONTENT
    return [
        ("doc with macros", compound.with_macros(), Refusal.MACROS),
        ("doc with an object", compound.with_object(), active),
        ("doc with DDE", compound.with_field("DDEAUTO c:\\cmd.exe"), active),
        ("doc with DDE in pieces", compound.with_field("DDEAUTO c:\\cmd.exe", cut=3), active),
        (
            "doc with a template elsewhere",
            compound.compound(compound.word(template=f"http://{TEXT}/a.dot")),
            active,
        ),
        (
            "doc with a password",
            compound.compound(compound.word(flags=0x0300)),
            Refusal.ENCRYPTED,
        ),
        (
            "docx with a password",
            compound.compound({"EncryptedPackage": PLANTED, "EncryptionInfo": PLANTED}),
            Refusal.ENCRYPTED,
        ),
        ("old spreadsheet", compound.compound({"Workbook": PLANTED}), Refusal.UNKNOWN_KIND),
        ("doc and ZIP", compound.good() + words.zipped({"a": PLANTED}), FileKind.DOC),
        ("only the start of a doc", compound.good()[:600], Refusal.DAMAGED),
    ]

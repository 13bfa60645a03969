"""PDF files for the corpus: a good one, and ones that act, hide or swell."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from reportlab.pdfgen.canvas import Canvas

from tests.uploads.planted import PLANTED, TEXT
from tests.uploads.words import zipped

Planting = Callable[[Pdf], None]
WORDS = "Curriculum vitae of Zhang San"


@cache
def good(pages: int = 2) -> bytes:
    """A few pages with words on them, as a word processor exports them."""
    file = BytesIO()
    canvas = Canvas(file, invariant=True)
    for number in range(pages):
        canvas.drawString(72, 700, f"{WORDS}, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def altered(plant: Planting, **options: Any) -> bytes:
    """The good PDF after ``plant`` was let loose on it."""
    with pikepdf.open(BytesIO(good())) as pdf:
        plant(pdf)
        file = BytesIO()
        pdf.save(file, **options)
        return file.getvalue()


def with_raw(objects: list[bytes], root: bytes = b"<</Type/Catalog/Pages 2 0 R>>") -> bytes:
    """A PDF written by hand, object 1 its catalogue ``root``, object 2 and up ``objects``."""
    file = BytesIO(b"%PDF-1.7\n")
    file.seek(0, 2)
    places = []
    for number, body in enumerate([root, *objects], start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    trailer = b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    file.write(trailer % (len(places) + 1, start))
    return file.getvalue()


_PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"


@cache
def acting() -> dict[str, tuple[bytes, str]]:
    """PDFs that do something, with the name under which that is to be taken out."""
    script = Dictionary(S=Name.JavaScript, JS=f"app.alert('{TEXT}')")
    pieces: dict[str, tuple[Planting, str]] = {
        "javascript on opening": (lambda pdf: _root(pdf, OpenAction=script), "JavaScript"),
        "javascript by name": (
            lambda pdf: _root(pdf, Names=Dictionary(JavaScript=Dictionary(Names=["a", script]))),
            "JavaScript",
        ),
        "javascript in a stream": (
            lambda pdf: _root(pdf, OpenAction=Dictionary(S=Name.JavaScript, JS=_stream(pdf))),
            "JavaScript",
        ),
        "javascript where none belongs": (
            lambda pdf: _page(pdf, Odd=Array([Array([Dictionary(Deep=script)])])),
            "JavaScript",
        ),
        "launch": (
            lambda pdf: _link(pdf, Dictionary(S=Name.Launch, F=TEXT, Win=Dictionary(F="cmd.exe"))),
            "Launch",
        ),
        "a chain of actions": (
            lambda pdf: _link(pdf, Dictionary(S=Name.GoTo, D=TEXT[:3], Next=Array([script]))),
            "JavaScript",
        ),
        "a page that acts": (lambda pdf: _page(pdf, AA=Dictionary(O=script)), "AA"),
        "uri": (lambda pdf: _link(pdf, Dictionary(S=Name.URI, URI=f"http://{TEXT}/")), "URI"),
        "another file": (lambda pdf: _link(pdf, Dictionary(S=Name.GoToR, F=TEXT)), "GoToR"),
        "submit form": (
            lambda pdf: _link(pdf, Dictionary(S=Name.SubmitForm, F=TEXT)),
            "SubmitForm",
        ),
        "import data": (
            lambda pdf: _link(pdf, Dictionary(S=Name.ImportData, F=TEXT)),
            "ImportData",
        ),
        "embedded file": (_attach, "EmbeddedFiles"),
        "embedded file hung elsewhere": (
            lambda pdf: _page(pdf, Odd=_stream(pdf, Type=Name.EmbeddedFile)),
            "EmbeddedFile",
        ),
        "file as a note": (
            lambda pdf: _note(pdf, Name.FileAttachment, FS=Dictionary(F=TEXT)),
            "FileAttachment",
        ),
        "rich media": (
            lambda pdf: _note(pdf, Name.RichMedia, RichMediaContent=Dictionary(A=_stream(pdf))),
            "RichMedia",
        ),
        "3d": (lambda pdf: _note(pdf, Name("/3D"), **{"3DD": _stream(pdf)}), "3D"),
        "xfa": (
            lambda pdf: _root(pdf, AcroForm=Dictionary(Fields=[], XFA=_stream(pdf))),
            "XFA",
        ),
        "a stream that stands elsewhere": (
            lambda pdf: _page(pdf, Odd=_stream(pdf, F=f"http://{TEXT}/")),
            "ExternalStream",
        ),
    }
    found = {name: (altered(plant), removed) for name, (plant, removed) in pieces.items()}
    packed = altered(pieces["javascript on opening"][0], object_stream_mode=_GENERATE)
    found["javascript in an object stream"] = (packed, "JavaScript")
    spelled = (
        b"<</Type/Catalog/Pages 2 0 R/Open#41ction<</S/J#61vaScript/J#53(" + PLANTED + b")>>>>"
    )
    found["names spelled in hexadecimal"] = (with_raw([_PAGES, _PAGE], spelled), "JavaScript")
    return found


_GENERATE = pikepdf.ObjectStreamMode.generate


def encrypted(user: str) -> bytes:
    """The good PDF behind a password; an empty one opens for everybody."""
    return altered(lambda _: None, encryption=pikepdf.Encryption(owner="owner", user=user))


def incremental() -> bytes:
    """A PDF with an earlier version of its page, and more behind its end."""
    before = with_raw([_PAGES, _PAGE[:-2] + b"/Odd(" + PLANTED + b")>>"])
    page = b"3 0 obj\n" + _PAGE + b"\nendobj\n"
    table = b"xref\n3 1\n%010d 00000 n \ntrailer <</Size 4/Root 1 0 R/Prev %d>>\n"
    table %= (len(before), before.index(b"xref\n"))
    end = b"startxref\n%d\n%%%%EOF\n" % (len(before) + len(page))
    return before + page + table + end + PLANTED + b"\n%%EOF\n"


def also_a_zip() -> bytes:
    """The good PDF that is an archive too."""
    return good() + zipped({"planted.txt": PLANTED})


def deep_array() -> bytes:
    """Arrays in arrays, 20,000 deep."""
    return with_raw([_PAGES, _PAGE[:-2] + b"/Odd " + b"[" * 20_000 + b"]" * 20_000 + b">>"])


def deep_pages(depth: int = 2_000) -> bytes:
    """A tree of pages that is a stick."""
    kids = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(3, depth)]
    return with_raw([*kids, _PAGE])


def circular_pages() -> bytes:
    """A tree of pages that is its own child."""
    return with_raw([b"<</Type/Pages/Count 1/Kids[2 0 R]>>"])


def many_objects() -> bytes:
    """Two hundred thousand dictionaries in one page."""
    return with_raw([_PAGES, _PAGE[:-2] + b"/Odd [" + b"[<<>>]" * 100_000 + b"]>>"])


def swelling(megabytes: int, layers: int = 1, times: int = 1) -> bytes:
    """A page with content, ``times`` over, of ``megabytes``, packed ``layers`` times."""
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        body = zlib.compress(body, 9)
    filters = Array([Name.FlateDecode] * layers)

    def plant(pdf: Pdf) -> None:
        pieces = [_stream(pdf, body, Filter=filters) for _ in range(times)]
        _page(pdf, Contents=Array(pieces))

    return altered(plant)


def swelling_before_a_photo() -> bytes:
    """A photo in a page that is packed once more, to a thousandth."""
    filters = Array([Name.FlateDecode, Name.DCTDecode])
    body = zlib.compress(bytes(70 << 20), 9)
    return altered(
        lambda pdf: _page(pdf, Odd=_stream(pdf, body, Subtype=Name.Image, Filter=filters))
    )


def huge_image() -> bytes:
    """A page with a picture of 50,000 x 50,000 pixels."""
    size = {"Subtype": Name.Image, "Width": 50_000, "Height": 50_000, "Filter": Name.DCTDecode}
    return altered(lambda pdf: _page(pdf, Odd=_stream(pdf, b"", **size)))


def _root(pdf: Pdf, **entries: Any) -> None:
    for key, value in entries.items():
        pdf.Root[f"/{key}"] = value


def _page(pdf: Pdf, **entries: Any) -> None:
    for key, value in entries.items():
        pdf.pages[0].obj[f"/{key}"] = value


def _stream(pdf: Pdf, body: bytes = PLANTED, **entries: Any) -> Stream:
    stream = Stream(pdf, body)
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return stream


def _note(pdf: Pdf, subtype: Name, **entries: Any) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=subtype, Rect=[0, 0, 9, 9])
    for key, value in entries.items():
        note[f"/{key}"] = value
    _page(pdf, Annots=Array([pdf.make_indirect(note)]))


def _link(pdf: Pdf, action: Dictionary) -> None:
    _note(pdf, Name.Link, A=action)


def _attach(pdf: Pdf) -> None:
    pdf.attachments[f"{TEXT}.exe"] = b"MZ" + PLANTED

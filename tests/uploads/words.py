"""Word documents since 2007 for the corpus: good ones, and ones that act, hide or swell."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.uploads.pictures import saved, two_halves
from tests.uploads.planted import PLANTED, TEXT

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DOCUMENT, RELATIONSHIPS, TYPES = (
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)
Parts = dict[str, bytes]


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP file of ``entries``."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def document(body: str = "", head: str = "") -> bytes:
    """The part that holds the text; ``body`` comes after one paragraph."""
    text = f"{head}<w:document xmlns:w='{_WORD}' xmlns:r='{_OFFICE}'><w:body>"
    text += f"<w:p><w:r><w:t>张三的简历</w:t></w:r></w:p>{body}</w:body></w:document>"
    return (_HEAD + text).encode()


def relationships(*entries: tuple[str, str, str]) -> bytes:
    """Relationships of role, target and mode; the role may be a whole address."""
    lines = [
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{role}" Target="{target}"'
        + (' TargetMode="External"/>' if mode == "External" else "/>")
        for number, (role, target, mode) in enumerate(entries, start=1)
    ]
    text = f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
    return (_HEAD + text).encode()


def types(document_type: str = "document", extra: str = "") -> bytes:
    """The table of types."""
    text = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.{document_type}.main+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>{extra}'
        "</Types>"
    )
    return (_HEAD + text).encode()


def parts(**changed: bytes) -> Parts:
    """The parts of a document with a picture and a link; see ``good``."""
    return {
        TYPES: types(),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", "")),
        DOCUMENT: document(),
        RELATIONSHIPS: relationships(
            ("image", "media/image1.png", ""),
            ("hyperlink", "https://example.org/portfolio", "External"),
            ("settings", "settings.xml", ""),
        ),
        "word/settings.xml": (_HEAD + f"<w:settings xmlns:w='{_WORD}'/>").encode(),
        "word/media/image1.png": saved(two_halves(), "PNG"),
        **changed,
    }


@cache
def good() -> bytes:
    """A document as word processors write it."""
    return zipped(parts())


def field(*pieces: str) -> str:
    """A field whose instruction is written in ``pieces``, with a result."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    divide = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return f"<w:p>{begin}{runs}{divide}<w:r><w:t>result</w:t></w:r>{end}</w:p>"


def with_body(body: str) -> bytes:
    """The good document with ``body`` in its text."""
    return zipped(parts(**{DOCUMENT: document(body)}))


def with_relationship(role: str, target: str, mode: str = "External") -> bytes:
    """The good document with one more relationship."""
    return zipped(parts(**{RELATIONSHIPS: relationships((role, target, mode))}))


def with_entry(name: str, content: bytes = PLANTED, kind: str = "") -> bytes:
    """The good document with one more entry that nothing leads to."""
    extra = f'<Override PartName="/{name}" ContentType="{kind}"/>' if kind else ""
    return zipped({**parts(**{TYPES: types(extra=extra)}), name: content})


def macro_document() -> bytes:
    """What Word saves as .docm."""
    name, kind = "word/vbaProject.bin", "application/vnd.ms-office.vbaProject"
    extra = f'<Override PartName="/{name}" ContentType="{kind}"/>'
    changed = {TYPES: types("document", extra), name: PLANTED}
    return zipped(parts(**changed))


def docm_type() -> bytes:
    """A document that is a macro document by its type only."""
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    table = types().replace(f"{_TYPE}.document.main+xml".encode(), kind.encode())
    return zipped(parts(**{TYPES: table}))


def bomb(megabytes: int = 70) -> bytes:
    """A document whose text is ``megabytes`` of spaces."""
    return zipped(parts(**{DOCUMENT: document(" " * (megabytes << 20))}))


def many_entries(count: int = 3_000) -> bytes:
    """An archive of ``count`` empty entries."""
    return zipped({**parts(), **{f"word/{number}": b"" for number in range(count)}})


def laughing() -> bytes:
    """A document with entities that unfold to gigabytes."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    head = f"<!DOCTYPE x [{''.join(lines)}]>"
    return zipped(parts(**{DOCUMENT: document("<w:t>&a9;</w:t>", head)}))


def twice() -> bytes:
    """An archive with two entries of one name."""
    file = BytesIO(good())
    with warnings.catch_warnings(), ZipFile(file, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(DOCUMENT, document(TEXT))
    return file.getvalue()


def lying_about_its_size() -> bytes:
    """An archive whose directory says that its large entry is small."""
    content = bytearray(bomb(8))
    at = content.rindex(b"PK\x01\x02")
    while content[at + 46 : at + 46 + len(DOCUMENT)] != DOCUMENT.encode():
        at = content.rindex(b"PK\x01\x02", 0, at)
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(content)


def spreadsheet() -> bytes:
    """A workbook, as far as its type goes."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return zipped(
        parts(**{TYPES: types().replace(f"{_TYPE}.document.main+xml".encode(), kind.encode())})
    )


def with_picture_elsewhere() -> bytes:
    """The good document with a picture that is fetched when it is opened."""
    return with_relationship("image", f"https://example.org/{TEXT}.png")


def with_remains() -> bytes:
    """The good document with things before its directory, behind its end and in comments."""
    file = BytesIO(with_entry("word/left-behind.xml", b"<a>" + PLANTED + b"</a>"))
    with ZipFile(file, "a") as archive:
        archive.comment = PLANTED
    return file.getvalue()

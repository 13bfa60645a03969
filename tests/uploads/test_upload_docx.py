"""Word documents since 2007 keep their words and lose what fetches, runs or hides."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from kiosk.central.uploads.docx import inspected
from kiosk.central.uploads.refusals import Refusal, Unacceptable
from kiosk.central.uploads.relationships import NO_TEMPLATE, NOWHERE, relationships_in
from tests.uploads import words
from tests.uploads.planted import PLANTED, TEXT


def kept(content: bytes) -> dict[str, bytes]:
    """Entries of the document that is kept of ``content``."""
    with ZipFile(BytesIO(inspected(content).content)) as archive:
        assert archive.comment == b""
        return {name: archive.read(name) for name in archive.namelist()}


def refused(content: bytes) -> Refusal:
    """Why ``content`` is not kept."""
    with pytest.raises(Unacceptable) as refusal:
        inspected(content)
    return refusal.value.reason


def targets(content: bytes) -> list[str]:
    """Where the text of the document that is kept of ``content`` leads to."""
    return [found.target for found in relationships_in(kept(content)[words.RELATIONSHIPS])]


def test_a_good_document_keeps_every_part_unchanged() -> None:
    before, after = words.parts(), kept(words.good())
    assert after.keys() == before.keys()
    assert next(iter(after)) == words.TYPES
    assert all(
        after[name] == before[name] for name in before if name.endswith(("document.xml", "png"))
    )


def test_a_link_to_a_page_stays() -> None:
    assert "https://example.org/portfolio" in targets(words.good())


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "\\\\host\\share", "ms-msdt:/id", "javascript:x", "smb://host/x"],
)
def test_a_link_to_anything_else_leads_nowhere(address: str) -> None:
    document = words.with_relationship("hyperlink", address)
    assert targets(document) == [NOWHERE]
    assert inspected(document).removed == ("Link",)


def test_a_picture_elsewhere_is_not_fetched() -> None:
    document = words.with_picture_elsewhere()
    assert targets(document) == [NOWHERE]
    assert inspected(document).removed == ("ExternalImage",)


def test_an_address_is_one_whatever_its_mode_says() -> None:
    assert targets(words.with_relationship("image", f"http://{TEXT}/", "")) == [NOWHERE]


@pytest.mark.parametrize(
    "path", ["file:///C:\\Users\\zhang\\CV.dotx", "C:\\CV.dotx", "file:///C:/a%20b/CV.dotx"]
)
def test_a_template_on_the_senders_own_disk_is_forgotten(path: str) -> None:
    document = words.with_relationship("attachedTemplate", path)
    assert targets(document) == [NO_TEMPLATE]
    assert inspected(document).removed == ("Template",)


@pytest.mark.parametrize(
    "path",
    ["http://host/a.dotm", "file://host/a.dotm", "\\\\host\\a.dotm", "file:////host/a.dotm"],
)
def test_a_template_elsewhere_is_refused(path: str) -> None:
    assert refused(words.with_relationship("attachedTemplate", path)) == Refusal.ACTIVE_CONTENT


def test_a_field_that_fetches_a_picture_keeps_its_result_only() -> None:
    document = words.with_body(words.field("INCLUDE", f'PICTURE "http://{TEXT}/"', " \\d"))
    text = kept(document)[words.DOCUMENT].decode()
    assert TEXT not in text
    assert "<w:instrText></w:instrText>" in text
    assert "result" in text
    assert "张三的简历" in text
    assert inspected(document).removed == ("LinkedPicture",)


@pytest.mark.parametrize(
    "instruction", ["PAGE", "HYPERLINK &quot;https://a.cn/link set&quot;", "TOC"]
)
def test_ordinary_fields_stay(instruction: str) -> None:
    document = words.with_body(words.field(f" {instruction} "))
    assert instruction in kept(document)[words.DOCUMENT].decode()


@pytest.mark.parametrize(
    "pieces",
    [("DDE", " x"), ("dde", "auto x"), ("D", "D", "E x"), (" LINK Excel",), ("INCLUDETEXT x",)],
)
def test_fields_that_act_are_refused(pieces: tuple[str, ...]) -> None:
    assert refused(words.with_body(words.field(*pieces))) == Refusal.ACTIVE_CONTENT


def test_a_field_that_acts_is_found_behind_another() -> None:
    document = words.with_body(words.field(" PAGE") + words.field("LINK Excel"))
    assert refused(document) == Refusal.ACTIVE_CONTENT


def test_a_part_that_unpacks_too_steeply_is_refused() -> None:
    picture = {"word/media/image1.png": bytes(5 << 20)}
    assert refused(words.zipped(words.parts(**picture))) == Refusal.BOMB


def test_what_nothing_leads_to_is_left_behind() -> None:
    assert PLANTED in words.with_remains()
    after = kept(words.with_remains())
    assert "word/left-behind.xml" not in after
    assert not any(PLANTED in content for content in after.values())
    assert PLANTED not in inspected(words.with_remains()).content
    assert b"left-behind" not in after[words.TYPES]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"<!DOCTYPE x SYSTEM 'http://host/x.dtd'><x/>", Refusal.DAMAGED),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", Refusal.BOMB),
        (b"<?xml version='1.0' encoding='UTF-7'?><x/>", Refusal.DAMAGED),
        ("<?xml version='1.0' encoding='UTF-16'?><x/>".encode("utf-16"), Refusal.DAMAGED),
        (b"<x><y></x>", Refusal.DAMAGED),
        (b"", Refusal.DAMAGED),
        (b"<svg><script>1</script></svg>", Refusal.ACTIVE_CONTENT),
        (b"<svg onload='x()'/>", Refusal.ACTIVE_CONTENT),
        (b"<svg><image href='https://host/x.png'/></svg>", Refusal.ACTIVE_CONTENT),
    ],
)
def test_xml_is_read_strictly(text: bytes, reason: Refusal) -> None:
    assert refused(words.zipped(words.parts(**{"word/settings.xml": text}))) == reason


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("application/vnd.ms-office.activeX+xml", Refusal.ACTIVE_CONTENT),
        ("application/vnd.ms-office.webextension+xml", Refusal.ACTIVE_CONTENT),
        ("application/vnd.ms-word.keyMapCustomizations+xml", Refusal.MACROS),
        ("application/octet-stream", Refusal.ACTIVE_CONTENT),
        ("text/html", Refusal.ACTIVE_CONTENT),
    ],
)
def test_parts_that_are_no_text_or_picture_are_refused(kind: str, reason: Refusal) -> None:
    changed = {
        words.TYPES: words.types(extra=f'<Override PartName="/word/x.bin" ContentType="{kind}"/>'),
        words.RELATIONSHIPS: words.relationships(("odd", "x.bin", "")),
        "word/x.bin": PLANTED,
    }
    assert refused(words.zipped(words.parts(**changed))) == reason


def test_a_circle_of_parts_ends() -> None:
    circle = words.relationships(("image", "media/image1.png", ""), ("x", "document.xml", ""))
    assert words.DOCUMENT in kept(words.zipped(words.parts(**{words.RELATIONSHIPS: circle})))


def test_an_entry_that_is_locked_is_refused() -> None:
    content = bytearray(words.good())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refused(bytes(content)) == Refusal.ENCRYPTED

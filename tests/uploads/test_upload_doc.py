"""Word documents of before 2007 are kept as they are, or not at all."""

from __future__ import annotations

import struct

import pytest

from kiosk.central.uploads.doc import inspected, instructions_in
from kiosk.central.uploads.doc_text import MOST_CHARACTERS, Fib, NotWord97, template_of, text_of
from kiosk.central.uploads.refusals import Refusal, Unacceptable
from tests.uploads import compound, words
from tests.uploads.compound import word


def refused(content: bytes) -> Refusal:
    """Why ``content`` is not kept."""
    with pytest.raises(Unacceptable) as refusal:
        inspected(content)
    return refusal.value.reason


def test_a_document_is_kept_byte_for_byte_and_marked_so() -> None:
    found = inspected(compound.good())
    assert found.content == compound.good()
    assert not found.neutralised


def test_the_empty_folder_for_objects_is_no_reason() -> None:
    assert inspected(compound.compound({**word(), "ObjectPool": {}})).removed == ()


@pytest.mark.parametrize("name", ["Macros", "_VBA_PROJECT_CUR", "VBA", "macros"])
def test_macros_are_refused_under_every_name(name: str) -> None:
    assert refused(compound.compound({**word(), name: {"dir": b"x"}})) == Refusal.MACROS


@pytest.mark.parametrize("name", ["\x01Ole10Native", "Package", "\x03OCXNAME"])
def test_files_within_are_refused(name: str) -> None:
    assert refused(compound.compound({**word(), name: b"MZ"})) == Refusal.ACTIVE_CONTENT


@pytest.mark.parametrize("flags", [0x0300, 0x8200])
def test_a_locked_document_is_refused(flags: int) -> None:
    assert refused(compound.compound(word(flags=flags))) == Refusal.ENCRYPTED


@pytest.mark.parametrize("flags", [0x0200, 0x0000])
@pytest.mark.parametrize("cut", range(0, 10, 3))
def test_a_field_that_acts_is_found_in_whatever_pieces(flags: int, cut: int) -> None:
    tree = word("\x13DDEAUTO c:\\x\x14\x15\r", flags=flags, cut=cut)
    assert refused(compound.compound(tree)) == Refusal.ACTIVE_CONTENT


def test_an_ordinary_field_stays() -> None:
    assert inspected(compound.with_field(' HYPERLINK "https://example.org/"')).content
    assert inspected(compound.with_field(" PAGE ")).content


@pytest.mark.parametrize("path", ["http://host/a.dot", "\\\\host\\a.dot", "file://host/a.dot"])
def test_a_template_elsewhere_is_refused(path: str) -> None:
    assert refused(compound.compound(word(template=path))) == Refusal.ACTIVE_CONTENT


@pytest.mark.parametrize("path", ["", "C:\\Templates\\a.dot", "Normal.dot"])
def test_a_template_of_the_senders_own_is_no_reason(path: str) -> None:
    assert inspected(compound.compound(word(template=path))).content


def test_what_follows_the_last_sector_is_cut_off() -> None:
    polyglot = compound.good() + words.zipped({"a.txt": b"x"})
    assert inspected(polyglot).content == compound.good()


def test_a_compound_file_without_text_is_no_document() -> None:
    assert refused(compound.compound({"Workbook": b"x"})) == Refusal.UNKNOWN_KIND


def test_a_stream_that_only_bears_the_name_is_damaged() -> None:
    assert refused(compound.compound({"WordDocument": b"x", "1Table": b"x"})) == Refusal.DAMAGED


def test_instructions_are_what_stands_between_the_marks() -> None:
    text = "a\x13 ONE \x14result\x15 b \x13TWO \x13INNER\x14r\x15 \x14r\x15"
    assert instructions_in(text) == " ONE \nTWO \nINNER"


def test_pieces_that_repeat_a_text_without_end_are_refused() -> None:
    each, times = 100_000, MOST_CHARACTERS // 100_000 + 1
    table = struct.pack("<BI", 2, 4 + 12 * times)
    table += struct.pack(f"<{times + 1}I", *range(0, each * (times + 1), each))
    table += struct.pack("<HIH", 0, 1 << 30, 0) * times
    fib = Fib(encrypted=False, table="1Table", associated=(0, 0), pieces=(0, len(table)))
    with pytest.raises(NotWord97):
        text_of(fib, bytes(each), table)


def test_a_table_of_strings_that_breaks_off_names_no_template() -> None:
    fib = Fib(encrypted=False, table="1Table", associated=(0, 7), pieces=(0, 0))
    assert template_of(fib, b"\xff\xff\x12\0\0\0\x05") == ""

"""IPP as bytes: what we write can be read, and what others write never trips us."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.printing.ipp_wire import BadMessage, Message, Operation, Tag, answer, request


def test_a_request_is_read_back() -> None:
    words = {
        "printer-uri": (Tag.URI, "ipp://localhost/ipp/print"),
        "job-id": (Tag.INTEGER, 7),
        "last-document": (Tag.BOOLEAN, True),
        "requested-attributes": (Tag.KEYWORD, ("job-state", "job-state-reasons")),
    }
    message = request(Operation.SEND_DOCUMENT, 9, words, {"media": (Tag.KEYWORD, "iso_a4")})
    assert message[:8] == bytes.fromhex("0200 0006 00000009")
    read = answer(message)
    assert read.attributes["attributes-charset"] == ("utf-8",)
    assert read.words("requested-attributes") == ("job-state", "job-state-reasons")
    assert read.number("job-id") == 7
    assert read.attributes["last-document"] == (True,)
    assert read.words("media") == ("iso_a4",)


def attribute(tag: int, name: str, content: bytes) -> bytes:
    begun = struct.pack(">BH", tag, len(name)) + name.encode()
    return begun + struct.pack(">H", len(content)) + content


def test_values_that_printers_send() -> None:
    said = answer(
        b"\x02\x00\x04\x06\x00\x00\x00\x01\x01"
        + attribute(0x13, "time-at-processing", b"")
        + attribute(0x35, "printer-info", b"\x00\x02zh\x00\x06\xe6\x89\x93\xe5\x8d\xb0")
        + attribute(0x22, "printer-is-accepting-jobs", b"\x00")
        + attribute(0x33, "copies-supported", b"\x00\x00\x00\x01\x00\x00\x00\x09")
        + attribute(0x34, "media-col", b"")
        + attribute(0x4A, "", b"x")
        + attribute(0x21, "", b"\x00\x00\x00\x05")
        + attribute(0x37, "", b"")
        + b"\x05"
        + attribute(0x23, "printer-state", b"\x00\x00\x00\x03")
        + b"\x03"
    )
    assert (said.status, said.successful) == (0x0406, False)
    assert said.attributes["time-at-processing"] == (None,)
    assert said.number("time-at-processing") is None
    assert said.words("printer-info") == ("打印",)
    assert said.denies("printer-is-accepting-jobs")
    assert not said.denies("printer-is-shared")
    assert said.number("printer-is-accepting-jobs") is None
    assert said.number("printer-state") == 3


WHOLE = request(Operation.GET_PRINTER, 1, {"printer-uri": (Tag.URI, "ipp://a/b")}, {})


@pytest.mark.parametrize("length", range(len(WHOLE)))
def test_what_is_cut_off_is_named(length: int) -> None:
    with pytest.raises(BadMessage):
        answer(WHOLE[:length])


@given(st.binary(max_size=200))
def test_noise_is_named_or_read(noise: bytes) -> None:
    for message in (noise, b"\x02\x00\x00\x00\x00\x00\x00\x01\x01" + noise):
        try:
            assert isinstance(answer(message), Message)
        except BadMessage as bad:
            assert str(bad)

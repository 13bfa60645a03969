"""The bytes for thermal printers, compared with those of a library that many have printed with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.printer_states import PrinterState
from kiosk.printing import escpos_words as words
from kiosk.printing.raster import HEADS, rasters
from tests.printing.sheets import pdf
from tests.printing.test_raster import image

S = PrinterState


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_picture_is_sent_as_python_escpos_sends_it() -> None:
    from escpos.printer import Dummy

    (raster,) = rasters(pdf(), HEADS["roll80"])
    peer = Dummy()
    peer.image(image(raster), impl="bitImageRaster", fragment_height=128, center=False)
    step = 128 * raster.row_bytes
    ours = b"".join(
        words.band(raster.dots[start : start + step], raster.row_bytes)
        for start in range(0, len(raster.dots), step)
    )
    assert len(ours) == len(peer.output)
    differing = [(a, b) for a, b in zip(ours, peer.output, strict=True) if a != b]
    assert all((a, b) == (0x18, 0x10) for a, b in differing)
    assert len(differing) < 20


@given(st.binary(min_size=72, max_size=72 * 20), st.sampled_from([b"\x04", b"\x05", b"\x14"]))
def test_no_picture_says_a_real_time_command(dots: bytes, second: bytes) -> None:
    dots = (dots + b"\x10" + second).ljust(-(-(len(dots) + 2) // 72) * 72, b"\0")
    picture = words.band(dots, 72)[8:]
    assert b"\x10" + second not in picture
    assert len(picture) == len(dots)
    assert all(ours | theirs == ours for ours, theirs in zip(picture, dots, strict=True))


def answers(printer: int = 0, cause: int = 0, error: int = 0, paper: int = 0) -> dict[int, int]:
    given = (printer, cause, error, paper)
    return {question: 0x12 | bits for question, bits in enumerate(given, start=1)}


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (answers(), S.READY),
        (answers(paper=0x0C), S.PAPER_LOW),
        (answers(printer=8, cause=0x20), S.PAPER_OUT),
        (answers(printer=8, paper=0x60), S.PAPER_OUT),
        (answers(printer=8, cause=0x24, paper=0x60), S.COVER_OPEN),
        (answers(printer=8, error=0x08), S.JAM),
        (answers(printer=8, error=0x20), S.ERROR),
        (answers(printer=8, cause=0x40), S.ERROR),
        (answers(printer=8, error=0x40), S.BUSY),
        (answers(printer=8, cause=0x08), S.BUSY),
        (answers(printer=8), S.ERROR),
        ({words.PRINTER: 0x12}, S.READY),
        ({words.PRINTER: 0x1A}, S.ERROR),
    ],
)
def test_status_bits_have_one_meaning(said: dict[int, int], state: PrinterState) -> None:
    found = words.standing_of(said)
    assert found.state is state
    assert bool(found.detail) == (state is not S.READY)


def test_answers_are_told_apart() -> None:
    assert [words.is_answer(byte) for byte in (0x12, 0x1A, 0x7E, 0x00, 0x11, 0x13)] == [
        *(True, True, True),
        *(False, False, False),
    ]
    assert words.is_done(0x00)
    assert words.is_done(0x0C)
    assert not words.is_done(0x12)


def test_text_is_no_command() -> None:
    assert words.lines("保洁\x1b@\x10\x04\x01员\n3500") == "保洁@员\n3500\n".encode("gb18030")
    assert words.lines("𠮷").decode("gb18030") == "𠮷\n"

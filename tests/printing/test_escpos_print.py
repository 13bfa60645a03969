"""Slips come out of a thermal printer, whichever wire leads to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.printer_states import PrinterState
from kiosk.printing import escpos_words as words
from kiosk.printing.opening import open_printer
from kiosk.printing.port import Printed, Printer, Standing
from kiosk.printing.raster import HEADS, rasters
from kiosk.settings import Printer as PrinterSettings
from tests.escpos_printer import EscPosPrinter
from tests.escpos_wires import SerialPrinter, TcpPrinter
from tests.printing.conftest import BRIEF
from tests.printing.sheets import WORDS, never, pdf, read_code, sheet

Opener = Callable[..., Printer]


@pytest.mark.parametrize("paper", ["roll80", "roll58"])
def test_a_slip_comes_out_as_it_was_laid_out(
    thermal: Opener, machine: EscPosPrinter, unfinished: Path, paper: str
) -> None:
    content = pdf(HEADS[paper].paper_mm)
    assert thermal(paper=paper).send(sheet(content), never) == Printed()
    (slip,) = machine.slips
    (wanted,) = rasters(content, HEADS[paper])
    assert (slip.row_bytes, slip.rows) == (wanted.row_bytes, wanted.rows)
    assert read_code(slip.image()) == [WORDS]
    assert max(slip.bands) <= 256
    assert not unfinished.exists()


@pytest.mark.parametrize("kind", ["escpos-usb", "escpos-serial"])
def test_a_device_prints_as_the_network_does(
    serial: SerialPrinter, machine: EscPosPrinter, tmp_path: Path, kind: str
) -> None:
    settings = PrinterSettings(kind=kind, address=str(serial.path), paper="roll58", flow="none")
    printer = open_printer(settings, tmp_path, patience=BRIEF)
    assert printer.standing() == Standing(PrinterState.READY)
    assert printer.send(sheet(pdf(58)), never) == Printed()
    (slip,) = machine.slips
    assert read_code(slip.image()) == [WORDS]
    assert max(slip.bands) <= (24 if kind == "escpos-serial" else 128)


def test_three_slips_are_three_papers(thermal: Opener, machine: EscPosPrinter) -> None:
    printer = thermal()
    assert printer.send(sheet(pdf(pages=2)), never) == Printed()
    assert printer.send(sheet(), never) == Printed()
    assert [read_code(slip.image()) for slip in machine.slips] == [[WORDS]] * 3
    assert machine.papers[-1].rows == 0


def test_without_a_knife_paper_is_fed_past_the_edge(
    thermal: Opener, machine: EscPosPrinter
) -> None:
    assert thermal(cutter=False).send(sheet(), never) == Printed()
    assert machine.slips == []
    assert words.TEAR_OFF in machine.said
    assert words.CUT not in machine.said


def test_a_printer_that_is_never_asked_prints_too(thermal: Opener, machine: EscPosPrinter) -> None:
    machine.mute = True
    printer = thermal(status=False)
    assert printer.standing().state is PrinterState.UNKNOWN
    assert printer.send(sheet(), never) == Printed()
    machine.wait(lambda at: len(at.slips) == 1)
    assert b"\x10\x04" not in machine.said


def test_one_that_knows_no_gs_r_is_given_its_time(thermal: Opener, machine: EscPosPrinter) -> None:
    machine.knows_gs_r = False
    assert thermal().send(sheet(pdf(80, 60)), never) == Printed()
    assert len(machine.slips) == 1


def test_a_slow_one_is_waited_for(thermal: Opener, machine: EscPosPrinter) -> None:
    machine.slow_bytes = 1024
    assert thermal().send(sheet(), never) == Printed()
    assert read_code(machine.slips[0].image()) == [WORDS]


def test_paper_that_is_nearly_out_still_prints(thermal: Opener, machine: EscPosPrinter) -> None:
    machine.near_end = True
    printer = thermal()
    assert printer.standing().state is PrinterState.PAPER_LOW
    assert printer.send(sheet(), never) == Printed()


def test_characters_where_they_are_wanted(thermal: Opener, machine: EscPosPrinter) -> None:
    printer = thermal(profile="gb18030-text")
    text = "\n".join(f"第{number}行 保洁员 3500元/月" for number in range(30))
    assert printer.send(sheet(text=text), never) == Printed()
    (slip,) = machine.slips
    assert slip.text.decode("gb18030") == text + "\n"
    assert slip.rows == 0
    assert printer.send(sheet(), never) == Printed()  # nobody gave it words
    assert read_code(machine.slips[1].image()) == [WORDS]


def test_characters_are_opt_in(thermal: Opener, machine: EscPosPrinter) -> None:
    assert thermal().send(sheet(text="保洁员"), never) == Printed()
    assert machine.slips[0].text == b""


def test_nothing_of_a_personal_sheet_stays(
    thermal: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: EscPosPrinter
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    printer = thermal()
    assert printer.takes_personal
    assert printer.send(sheet(personal=True, title="示例 résumé"), never) == Printed()
    assert list(tmp_path.iterdir()) == []
    assert len(machine.slips) == 1


def test_a_sheet_that_is_no_pdf_reaches_no_printer(thermal: Opener, machine: EscPosPrinter) -> None:
    sent = thermal().send(sheet(b"no PDF"), never)
    assert "cannot be drawn" in repr(sent)
    assert machine.said == b""


def test_looking_prints_nothing(thermal: Opener, tcp: TcpPrinter, machine: EscPosPrinter) -> None:
    for _ in range(3):
        assert thermal().standing() == Standing(PrinterState.READY)
    assert bytes(machine.said) == b"".join(map(words.ask, (1, 2, 3, 4))) * 3

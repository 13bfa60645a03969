"""The fault matrix of R5 on thermal printers: one plain state, in time, and nothing comes twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing import escpos_words as words
from kiosk.printing.opening import open_printer
from kiosk.printing.patience import Patience
from kiosk.printing.port import Doubtful, NotPrinted, Printed, Printer, Sent
from kiosk.printing.raster import HEADS
from kiosk.settings import Printer as PrinterSettings
from tests.escpos_printer import EscPosPrinter
from tests.escpos_wires import SerialPrinter, TcpPrinter
from tests.printing.conftest import BRIEF
from tests.printing.sheets import WORDS, never, pdf, read_code, sheet

S = PrinterState
Opener = Callable[..., Printer]
papers = pytest.mark.parametrize("paper", ["roll80", "roll58"])


def state_of(sent: Sent) -> PrinterState | None:
    return None if isinstance(sent, Printed) else sent.standing.state


@papers
@pytest.mark.parametrize(
    ("fault", "state"),
    [("paper_out", S.PAPER_OUT), ("cover_open", S.COVER_OPEN), ("mute", S.SILENT)],
)
def test_a_fault_before_prints_nothing_at_all(
    thermal: Opener, machine: EscPosPrinter, unfinished: Path, paper: str, fault: str, state: S
) -> None:
    setattr(machine, fault, True)
    printer = thermal(paper=paper)
    assert printer.standing().state is state
    assert state not in PRINTS
    sent = printer.send(sheet(), never)
    assert isinstance(sent, NotPrinted)
    assert sent.standing.state is state
    assert machine.papers[-1].rows == 0
    assert not unfinished.exists()


def test_the_whole_look_takes_less_than_three_seconds(tcp: TcpPrinter, tmp_path: Path) -> None:
    tcp.printer.mute = True
    settings = PrinterSettings(kind="escpos-tcp", address=tcp.address, paper="roll80")
    begun = time.monotonic()
    sent = open_printer(settings, tmp_path).send(sheet(), never)
    assert state_of(sent) is S.SILENT
    assert time.monotonic() - begun < 3.0


def test_every_wait_of_one_look_together_is_less_than_three_seconds() -> None:
    usual = Patience()
    assert usual.connect + usual.answer < 3.0
    assert usual.fault + usual.answer < 3.0
    assert usual.stall < 3.0


@papers
@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("out_of_paper_after", S.PAPER_OUT),
        ("unplugged_after", S.OFFLINE),
        ("deaf_after", S.SILENT),
    ],
)
def test_a_fault_in_the_middle_is_doubtful(
    thermal: Opener, machine: EscPosPrinter, unfinished: Path, paper: str, fault: str, state: S
) -> None:
    setattr(machine, fault, 256)
    sent = thermal(paper=paper).send(sheet(pdf(HEADS[paper].paper_mm)), never)
    assert isinstance(sent, Doubtful)
    assert sent.standing.state is state
    assert machine.papers[-1].rows == 256
    assert unfinished.exists()


def test_paper_that_ends_after_the_last_byte_was_taken(
    thermal: Opener, machine: EscPosPrinter
) -> None:
    machine.lags, machine.out_of_paper_after, machine.buffer_bytes = True, 512, 10**6

    def print_at_last() -> None:
        machine.wait(lambda at: words.CUT in at.said)
        machine.catch_up()

    motor = threading.Thread(target=print_at_last)
    motor.start()
    sent = thermal().send(sheet(), never)
    motor.join(5)
    assert isinstance(sent, Doubtful)
    assert sent.standing.state is S.PAPER_OUT


@papers
@pytest.mark.parametrize("forgets", [True, False])
def test_the_rest_of_a_slip_never_comes_with_the_next(
    thermal: Opener, machine: EscPosPrinter, unfinished: Path, paper: str, forgets: bool
) -> None:
    machine.out_of_paper_after, machine.forgets = 256, forgets
    printer = thermal(paper=paper)
    content = pdf(HEADS[paper].paper_mm)
    assert isinstance(printer.send(sheet(content), never), Doubtful)
    machine.well_again()
    stub = machine.papers[-1].rows
    assert stub <= 256 + (0 if forgets else 128)  # one piece is in its buffer, no more
    assert printer.send(sheet(content), never) == Printed()
    assert read_code(machine.slips[-1].image()) == [WORDS]
    assert machine.slips[-1].text == b""
    assert len(machine.slips) == 2
    assert not unfinished.exists()


def test_what_a_printer_still_holds_does_not_come_on_the_new_roll(
    thermal: Opener, machine: EscPosPrinter
) -> None:
    machine.lags, machine.buffer_bytes = True, 10**6

    def paper_ends() -> None:
        machine.wait(lambda at: len(at.said) > 30_000)
        machine.paper_out = True
        machine.catch_up()

    motor = threading.Thread(target=paper_ends)
    motor.start()
    sent = thermal().send(sheet(), never)
    motor.join(5)
    assert isinstance(sent, Doubtful)
    machine.well_again()
    assert sum(paper.rows for paper in machine.papers) == 0


@pytest.mark.parametrize("forgets", [True, False])
def test_an_agent_that_was_killed_leaves_nothing_for_the_next_slip(
    thermal: Opener, machine: EscPosPrinter, tcp: TcpPrinter, unfinished: Path, forgets: bool
) -> None:
    machine.forgets = forgets
    printer = thermal()
    killed_in_the_middle(printer, machine)
    assert unfinished.exists()
    assert 0 < machine.papers[-1].rows < 900
    assert printer.send(sheet(), never) == Printed()
    assert [read_code(slip.image()) for slip in machine.slips] == [[], [WORDS]]


def killed_in_the_middle(printer: Printer, machine: EscPosPrinter) -> None:
    """Half a band is on the wire when the process ends; nothing tidies up after it."""

    class Killed(BaseException):
        pass

    asked = 0

    def kill() -> bool:
        nonlocal asked
        asked += 1
        if asked == 5:
            machine.hear(b"\x1dv0\x00" + bytes((72, 0, 100, 0)) + b"\xaa" * 72 * 10)
            raise Killed
        return False

    with pytest.raises(Killed):
        printer.send(sheet(), kill)


@pytest.mark.parametrize("fault", ["out_of_paper_after", "hot_after"])
def test_what_is_mended_at_once_goes_on(
    thermal: Opener, machine: EscPosPrinter, fault: str
) -> None:
    setattr(machine, fault, 256)

    def mend() -> None:
        machine.wait(lambda at: at.stuck)
        asked = len(machine.said)
        machine.wait(lambda at: len(at.said) > asked)
        machine.well_again()

    staff = threading.Thread(target=mend)
    staff.start()
    sent = thermal(patience=replace(BRIEF, fault=2.0)).send(sheet(), never)
    staff.join(5)
    assert sent == Printed()
    assert read_code(machine.slips[0].image()) == [WORDS]


def test_a_head_that_stays_hot(thermal: Opener, machine: EscPosPrinter) -> None:
    machine.hot_after = 256
    sent = thermal().send(sheet(), never)
    assert isinstance(sent, Doubtful)
    assert sent.standing.state is S.BUSY


@pytest.mark.parametrize(("after", "outcome"), [(1, NotPrinted), (2, NotPrinted), (5, Doubtful)])
def test_who_takes_it_back_gets_no_more(
    thermal: Opener, machine: EscPosPrinter, after: int, outcome: type
) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked >= after

    assert isinstance(thermal().send(sheet(), cancelled), outcome)
    assert sum(slip.rows for slip in machine.papers) <= 256
    if outcome is Doubtful:
        assert len(machine.slips) == 1  # what had come out is cut off
        assert machine.papers[-1].rows == 0


def test_one_that_is_switched_off(thermal: Opener, tcp: TcpPrinter) -> None:
    printer = thermal()
    tcp.switch_off()
    assert printer.standing().state is S.OFFLINE
    assert state_of(printer.send(sheet(), never)) is S.OFFLINE


def test_a_slip_that_takes_for_ever_is_given_up(
    tcp: TcpPrinter, machine: EscPosPrinter, tmp_path: Path
) -> None:
    machine.slow_bytes = 300
    settings = PrinterSettings(kind="escpos-tcp", address=tcp.address, paper="roll80")
    printer = open_printer(settings, tmp_path, patience=replace(BRIEF, whole=-2.0))
    sent = printer.send(sheet(pdf(80, 100)), never)
    assert isinstance(sent, NotPrinted | Doubtful)
    assert sent.standing.state is S.BUSY


def test_an_unplugged_cable_in_the_middle(
    serial: SerialPrinter, machine: EscPosPrinter, tmp_path: Path
) -> None:
    machine.unplugged_after = 240
    settings = PrinterSettings(
        kind="escpos-serial", address=str(serial.path), paper="roll80", flow="none"
    )
    sent = open_printer(settings, tmp_path, patience=BRIEF).send(sheet(), never)
    assert isinstance(sent, Doubtful)
    assert sent.standing.state in {S.OFFLINE, S.SILENT}


def test_a_serial_line_that_takes_nothing_ends_too(
    serial: SerialPrinter, machine: EscPosPrinter, tmp_path: Path
) -> None:
    machine.deaf_after = 240
    settings = PrinterSettings(
        kind="escpos-serial", address=str(serial.path), paper="roll80", flow="none"
    )
    sent = open_printer(settings, tmp_path, patience=BRIEF).send(sheet(), never)
    assert isinstance(sent, Doubtful)
    assert sent.standing.state is S.SILENT


def test_a_home_that_cannot_be_written_prints_nothing(
    thermal: Opener, machine: EscPosPrinter, unfinished: Path
) -> None:
    unfinished.symlink_to(unfinished.parent / "nowhere" / "at all")
    sent = thermal().send(sheet(), never)
    assert isinstance(sent, NotPrinted)
    assert sent.standing.state is S.FULL
    assert machine.papers[-1].rows == 0

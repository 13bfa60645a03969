"""Sheets on a real IPP printer, and what becomes of them when it fails."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.printer_states import PrinterState
from kiosk.printing.ipp import IppPrinter as RealPrinter
from kiosk.printing.ipp_job import JobState
from kiosk.printing.opening import open_printer
from kiosk.printing.patience import Patience
from kiosk.printing.port import Doubtful, NotPrinted, Printed, Printer, Sent, Standing
from kiosk.settings import Printer as PrinterSettings
from tests.ipp_printer import Bus, IppPrinter
from tests.printing.conftest import BRIEF
from tests.printing.sheets import never, pdf, sheet

S = PrinterState
A4, A5 = pdf(210, 297), pdf(148, 210)


@pytest.fixture(scope="module")
def bus() -> Iterator[Bus]:
    home = Path(tempfile.mkdtemp(prefix="bus-"))
    bus = Bus(home)
    yield bus
    bus.close()
    shutil.rmtree(home)


@pytest.fixture
def machine(bus: Bus) -> Iterator[IppPrinter]:
    home = Path(tempfile.mkdtemp(prefix="ipp-"))
    machine = IppPrinter(home, bus)
    yield machine
    machine.close()
    shutil.rmtree(home)


def opened(machine: IppPrinter, patience: Patience = BRIEF, **settings: str) -> Printer:
    given = {"kind": "ipp", "address": machine.uri, "paper": "a4", **settings}
    return open_printer(PrinterSettings(**given), Path("/nowhere"), patience=patience)  # type: ignore[arg-type]


def test_a_sheet_comes_out_byte_for_byte(machine: IppPrinter) -> None:
    printer = opened(machine)
    assert printer.standing() == Standing(S.READY)
    assert printer.send(sheet(A4), never) == Printed()
    assert printer.send(sheet(A5, title="第二张 示例"), never) == Printed()
    assert machine.printed == [A4, A5]


def test_an_encrypted_address(machine: IppPrinter) -> None:
    address = machine.uri.replace("ipp:", "ipps:")
    assert opened(machine, address=address).send(sheet(A4), never) == Printed()
    wrong = opened(machine, address=address, certificate="0" * 64).standing()
    assert wrong.state is S.MISCONFIGURED
    shown = wrong.detail.rpartition(" ")[2]
    assert opened(machine, address=address, certificate=shown).standing() == Standing(S.READY)


def test_a_printer_without_pdf_is_named(bus: Bus, tmp_path: Path) -> None:
    machine = IppPrinter(tmp_path, bus, takes="image/pwg-raster")
    try:
        found = opened(machine).standing()
    finally:
        machine.close()
    assert found.state is S.MISCONFIGURED
    assert "CUPS queue" in found.detail


def test_an_address_of_no_printer(machine: IppPrinter) -> None:
    wrong = opened(machine, address=machine.uri + "/nothing/here")
    assert wrong.standing().state in {S.MISCONFIGURED, S.ERROR}
    assert state_of(wrong.send(sheet(A4), never)) is wrong.standing().state
    assert machine.begun == 0


def state_of(sent: Sent) -> PrinterState | None:
    return None if isinstance(sent, Printed) else sent.standing.state


REASONS = [
    ("media-needed-error", S.PAPER_OUT),
    ("cover-open-error", S.COVER_OPEN),
    ("media-jam-error", S.JAM),
    ("toner-empty-error", S.ERROR),
]


@pytest.mark.parametrize(("reason", "state"), REASONS)
@pytest.mark.parametrize("content", [A4, A5], ids=["a4", "a5"])
def test_a_fault_before_prints_nothing(
    machine: IppPrinter, reason: str, state: PrinterState, content: bytes
) -> None:
    machine.order("reasons", f"+{reason}")
    printer = opened(machine)
    assert printer.send(sheet(content), never) == Printed()
    until(lambda: printer.standing().state is state)
    assert isinstance(printer.send(sheet(content), never), NotPrinted)
    assert state_of(printer.send(sheet(content), never)) is state
    assert machine.begun == 1


@pytest.mark.parametrize(("reason", "state"), REASONS)
def test_a_fault_in_the_middle_is_doubtful_and_its_job_is_cancelled(
    machine: IppPrinter, reason: str, state: PrinterState
) -> None:
    machine.order("reasons", f"+{reason}")
    machine.order("hold")
    printer = opened(machine)
    sent = printer.send(sheet(A4), never)
    assert isinstance(sent, Doubtful)
    assert sent.standing.state is state
    machine.let("hold")
    assert isinstance(printer, RealPrinter)
    until(lambda: printer.job(1).number("job-state") == JobState.CANCELED)


def test_a_sheet_behind_another_is_taken_back_for_good(machine: IppPrinter) -> None:
    machine.order("hold")
    first: list[Sent] = []
    elder = threading.Thread(target=lambda: first.append(opened(machine).send(sheet(A4), never)))
    elder.start()
    until(lambda: machine.begun == 1)
    sent = opened(machine, replace(BRIEF, busy=0.3)).send(sheet(A5), never)
    assert isinstance(sent, NotPrinted)
    assert sent.standing.state is S.BUSY
    machine.let("hold")
    elder.join(10)
    assert first == [Printed()]
    assert opened(machine).send(sheet(A4, title="the next"), never) == Printed()
    assert machine.printed == [A4, A4]


def test_a_sheet_waits_for_the_one_before(machine: IppPrinter) -> None:
    machine.order("hold")
    sent: list[Sent] = []

    def send() -> None:
        sent.append(opened(machine, replace(BRIEF, busy=8)).send(sheet(A4), never))

    crew = [threading.Thread(target=send) for _ in range(2)]
    for one in crew:
        one.start()
    until(lambda: machine.begun == 1)
    machine.let("hold")
    for one in crew:
        one.join(10)
    assert sent == [Printed(), Printed()]
    assert machine.printed == [A4, A4]


def test_who_leaves_takes_the_sheet_along(machine: IppPrinter) -> None:
    machine.order("hold")
    sent = opened(machine).send(sheet(A4), lambda: machine.begun > 0)
    assert isinstance(sent, Doubtful)
    assert isinstance(opened(machine).send(sheet(A4), lambda: True), NotPrinted)


def test_a_slow_printer_is_waited_for(machine: IppPrinter) -> None:
    machine.order("hold")
    threading.Timer(1.0, machine.let, ("hold",)).start()
    assert opened(machine).send(sheet(A4), never) == Printed()


def test_a_sheet_that_the_printer_gives_up(machine: IppPrinter) -> None:
    machine.order("fail")
    sent = opened(machine).send(sheet(A4), never)
    assert isinstance(sent, Doubtful)
    assert "the printer ended the job" in sent.standing.detail


def test_a_printer_that_is_switched_off(machine: IppPrinter) -> None:
    machine.close()
    begun = time.monotonic()
    assert opened(machine).standing().state is S.OFFLINE
    assert state_of(opened(machine).send(sheet(A4), never)) is S.OFFLINE
    assert time.monotonic() - begun < 3.0


def test_a_printer_that_says_nothing(machine: IppPrinter) -> None:
    machine.freeze()
    begun = time.monotonic()
    sent = opened(machine, Patience()).send(sheet(A4), never)
    assert time.monotonic() - begun < 3.0
    assert isinstance(sent, NotPrinted)
    assert sent.standing.state is S.SILENT


@pytest.mark.parametrize(("fault", "state"), [("freeze", S.SILENT), ("close", S.OFFLINE)])
def test_a_printer_that_is_lost_in_the_middle(
    machine: IppPrinter, fault: str, state: PrinterState
) -> None:
    machine.order("hold")
    done = False

    def lose() -> bool:
        nonlocal done
        if machine.begun and not done:
            done = True
            getattr(machine, fault)()
        return False

    sent = opened(machine).send(sheet(A4), lose)
    assert isinstance(sent, Doubtful)
    assert sent.standing.state is state


def test_a_direct_printer_takes_what_is_personal_under_no_name(machine: IppPrinter) -> None:
    printer = opened(machine)
    assert printer.takes_personal
    assert printer.send(sheet(A4, title="canary resume", personal=True), never) == Printed()
    assert printer.send(sheet(A4, title="canary slip"), never) == Printed()
    names = sorted(path.name for path in machine.spool.rglob("*.pdf"))
    assert ["canary" in name for name in names] == [False, True]


def until(so: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for what another process does."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "it never came to that"
        pause.wait(0.02)

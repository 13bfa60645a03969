"""How the printer is, noted before somebody presses a button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.agent.printer_watch import LOOK_AGAIN_SECONDS, LOOK_SECONDS, PrinterWatch, noted_state
from kiosk.printer_states import PrinterState
from kiosk.printing.paper_counter import PaperCounter
from kiosk.printing.port import Printed, Sent, Sheet, Standing
from offline_cache.printer_note import NOTE_FILE, read_note, want_paper_reset

NOW = datetime(2026, 5, 18, 9, 41, tzinfo=UTC)


@dataclass
class StandingPrinter:
    state: PrinterState = PrinterState.READY
    takes_personal: bool = True

    def standing(self) -> Standing:
        return Standing(self.state, f"it is {self.state}")

    def send(self, sheet: Sheet, cancelled: Callable[[], bool]) -> Sent:
        return Printed()


@dataclass
class Corner:
    home: Path
    printer: StandingPrinter
    counter: PaperCounter

    def look(self) -> float:
        return PrinterWatch(self.home, self.printer, self.counter, lambda: NOW).run()


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    return Corner(tmp_path, StandingPrinter(), PaperCounter(tmp_path / "printer.json", 100, 20))


@pytest.mark.parametrize("state", PrinterState)
def test_every_state_is_noted_and_said(corner: Corner, state: PrinterState) -> None:
    corner.printer.state = state
    corner.look()
    note = read_note(corner.home)
    assert note is not None
    assert (note.state, note.detail, note.at) == (state, f"it is {state}", NOW)
    assert noted_state(corner.home) == state


def test_a_fault_is_looked_at_more_often(corner: Corner) -> None:
    assert corner.look() == LOOK_SECONDS
    corner.printer.state = PrinterState.PAPER_OUT
    assert corner.look() == LOOK_AGAIN_SECONDS


def test_paper_is_counted_down_warned_of_and_begun_again(corner: Corner) -> None:
    corner.counter.count(79)
    corner.look()
    note = read_note(corner.home)
    assert note is not None
    assert (note.slips_left, note.paper_low) == (21, False)
    corner.counter.count()
    corner.look()
    note = read_note(corner.home)
    assert note is not None
    assert (note.slips_left, note.paper_low) == (20, True)
    want_paper_reset(corner.home)
    corner.look()
    corner.look()
    note = read_note(corner.home)
    assert note is not None
    assert (note.slips_left, note.paper_low) == (100, False)


def test_nothing_new_is_not_written_again(corner: Corner) -> None:
    corner.look()
    (corner.home / NOTE_FILE).chmod(0o400)
    before = (corner.home / NOTE_FILE).stat()
    corner.look()
    assert (corner.home / NOTE_FILE).stat().st_ino == before.st_ino


def test_a_note_that_is_none_is_nothing_known(corner: Corner) -> None:
    assert noted_state(corner.home) == ""
    (corner.home / NOTE_FILE).write_bytes(b"\xff{")
    assert read_note(corner.home) is None
    assert noted_state(corner.home) == ""


def test_a_home_that_takes_no_file_is_no_fault_of_the_printers(corner: Corner) -> None:
    corner.home = corner.home / "gone"
    assert corner.look() == LOOK_SECONDS

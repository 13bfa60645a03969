"""Every state of a printer has a sentence, and every fault something to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.printer_states import PRINTS, PrinterState
from kiosk.printing.opening import paper_counter
from kiosk.printing.port import Standing
from kiosk.settings import Printer, Settings, load_settings
from kiosk.verbs.doctor_printer import finding_of, printer_finding
from kiosk.verbs.findings import Level
from tests.cli.conftest import Kiosk


def finding(home: Path, lines: str) -> tuple[Level, str, str]:
    (home / "kiosk.toml").write_text(f"[printer]\n{lines}\n")
    found = printer_finding(home, load_settings(home))
    assert found.name == "printer"
    return found.level, found.sentence, found.remedy


@pytest.mark.parametrize("state", list(PrinterState))
def test_every_state_is_a_sentence_and_every_fault_has_a_remedy(state: PrinterState) -> None:
    found = finding_of(Standing(state, "why"), Printer(kind="ipp", address="ipp://a/b"))
    assert found.sentence.startswith("The printer (ipp at ipp://a/b) ")
    assert found.sentence.endswith(" (why).")
    assert bool(found.remedy) == (found.level is not Level.OK)
    assert (found.level is Level.FAULT) == (state not in PRINTS)


def test_no_two_states_say_the_same() -> None:
    said = {finding_of(Standing(state), Printer()).sentence for state in PrinterState}
    assert len(said) == len(PrinterState)


def test_the_folder_is_there_from_the_beginning(kiosk: Kiosk, tmp_path: Path) -> None:
    answer = json.loads(kiosk("doctor", "--json", "--home", tmp_path).out)
    found = next(one for one in answer["findings"] if one["name"] == "printer")
    assert (found["level"], found["remedy"]) == ("ok", "")
    assert str(tmp_path / "slips") in found["sentence"]
    assert not (tmp_path / "slips").exists()


def test_a_terminal_without_a_printer_is_well(tmp_path: Path) -> None:
    level, sentence, _ = finding(tmp_path, 'kind = "none"')
    assert level is Level.OK
    assert "No printer" in sentence


def test_a_printer_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    level, sentence, remedy = finding(
        tmp_path, f'kind = "escpos-usb"\naddress = "{tmp_path}/lp0"\npaper = "roll80"'
    )
    assert level is Level.FAULT
    assert f"{tmp_path}/lp0" in sentence
    assert "cable" in remedy


def test_a_printer_that_is_set_up_wrong_is_a_fault(tmp_path: Path) -> None:
    level, sentence, remedy = finding(tmp_path, 'kind = "ipp"\naddress = "192.0.2.7"')
    assert level is Level.FAULT
    assert "ipp://" in sentence
    assert "kiosk.toml" in remedy


def test_a_roll_that_is_nearly_used_up(tmp_path: Path) -> None:
    lines = "slips_per_roll = 100\nwarn_slips = 10"
    assert finding(tmp_path, lines)[0] is Level.OK
    paper_counter(Printer(slips_per_roll=100), tmp_path).count(93)
    level, sentence, remedy = finding(tmp_path, lines)
    assert level is Level.WARNING
    assert "7 slips left" in sentence
    assert "roll" in remedy
    paper_counter(Settings().printer, tmp_path).roll_changed()
    assert finding(tmp_path, lines)[0] is Level.OK

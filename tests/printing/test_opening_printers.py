"""From kiosk.toml to a printer, and what is said of settings that lead to none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.printer_states import PrinterState
from kiosk.printing import cups
from kiosk.printing.absent import AbsentPrinter
from kiosk.printing.escpos import EscPosPrinter
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.ipp import IppPrinter
from kiosk.printing.ipp_link import IppAddress
from kiosk.printing.opening import host_and_port, open_printer, paper_counter
from kiosk.printing.port import NotPrinted, Printer
from kiosk.printing.windows import WindowsPrinter
from kiosk.settings import BadSettings, parse_settings
from kiosk.settings import Printer as PrinterSettings
from tests.printing.sheets import never, sheet

S = PrinterState


def opened(kind: str, address: str = "", paper: str = "roll80") -> Printer:
    return open_printer(PrinterSettings(kind=kind, address=address, paper=paper), Path("/nowhere"))


@pytest.mark.parametrize(
    ("kind", "address", "printer", "personal"),
    [
        ("folder", "", FolderPrinter, False),
        ("ipp", "ipp://printer.local/ipp/print", IppPrinter, True),
        ("ipp", "ipps://192.0.2.7:8631/printers/laser", IppPrinter, False),
        ("escpos-tcp", "192.0.2.7", EscPosPrinter, True),
        ("escpos-usb", "/dev/usb/lp0", EscPosPrinter, True),
        ("escpos-serial", "/dev/ttyS0", EscPosPrinter, True),
        ("windows", "", WindowsPrinter, False),
        ("none", "", AbsentPrinter, False),
    ],
)
def test_each_kind(kind: str, address: str, printer: type, personal: bool) -> None:
    found = opened(kind, address)
    assert isinstance(found, printer)
    assert found.takes_personal is personal


@pytest.mark.parametrize(
    ("kind", "address", "paper"),
    [
        ("ipp", "192.0.2.7", "a4"),
        ("cups", "", "a4"),
        ("cups", "two words", "a4"),
        ("cups", "../admin", "a4"),
        ("escpos-tcp", "", "roll80"),
        ("escpos-tcp", "192.0.2.7:port", "roll80"),
        ("escpos-tcp", "192.0.2.7", "a5"),
        ("escpos-usb", "lp0", "roll80"),
        ("none", "", "a5"),
    ],
)
def test_settings_that_lead_to_no_printer(kind: str, address: str, paper: str) -> None:
    printer = opened(kind, address, paper)
    assert printer.standing().state is S.MISCONFIGURED
    assert printer.standing().detail
    assert printer.send(sheet(), never) == NotPrinted(printer.standing())


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("printer", ("printer", 9100)),
        ("192.0.2.7:9101", ("192.0.2.7", 9101)),
        ("[2001:db8::7]", ("2001:db8::7", 9100)),
        ("a/b", None),
        ("a b", None),
        ("a:99999", None),
        (":9100", None),
    ],
)
def test_hosts(address: str, found: tuple[str, int] | None) -> None:
    assert host_and_port(address) == found


@pytest.mark.parametrize(
    ("path", "state"),
    [("gone", S.OFFLINE), ("file", S.MISCONFIGURED)],
)
@pytest.mark.parametrize("kind", ["escpos-usb", "escpos-serial"])
def test_devices_that_are_none(tmp_path: Path, kind: str, path: str, state: PrinterState) -> None:
    (tmp_path / "file").write_text("precious")
    printer = opened(kind, str(tmp_path / path))
    assert printer.standing().state is state
    assert isinstance(printer.send(sheet(), never), NotPrinted)
    assert (tmp_path / "file").read_text() == "precious"


def test_a_device_that_is_no_tty() -> None:
    assert opened("escpos-serial", "/dev/null").standing().state is S.MISCONFIGURED


def test_a_queue_takes_what_is_personal_only_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    for in_memory in (True, False):
        monkeypatch.setattr(cups, "keeps_nothing", lambda here=in_memory: here)
        printer = opened("cups", "laser")
        assert printer.takes_personal is in_memory
    sent = printer.send(sheet(personal=True), never)
    assert isinstance(sent, NotPrinted)
    assert "spool" in sent.standing.detail
    assert cups.queue_address("laser") == IppAddress("localhost", 631, "/printers/laser", False)


ROOT = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.mark.parametrize(
    ("mounts", "in_memory"),
    [
        (ROOT, False),
        (ROOT + "tmpfs /tmp tmpfs rw 0 0\n", False),
        (ROOT + "tmpfs /var/spool/cups tmpfs rw 0 0\n", True),
        (ROOT + "tmpfs /var/spool tmpfs rw 0 0\n", True),
        (ROOT + "tmpfs /var/spool tmpfs rw 0 0\n/dev/sdb /var/spool/cups ext4 rw 0 0\n", False),
        ("", False),
    ],
)
def test_where_the_spool_lies(mounts: str, in_memory: bool) -> None:
    assert cups.spool_is_in_memory(mounts) is in_memory


def test_the_counter_stands_in_the_home(tmp_path: Path) -> None:
    settings = PrinterSettings(slips_per_roll=30, warn_slips=5)
    paper_counter(settings, tmp_path).count(26)
    assert paper_counter(settings, tmp_path).is_low
    assert (tmp_path / "printer.json").exists()


@pytest.mark.parametrize(
    "line",
    ['kind = "laser"', "baud = 3", 'flow = "wet"', 'profile = "utf8"', 'certificate = "abc"'],
)
def test_a_wrong_setting_is_named(line: str) -> None:
    with pytest.raises(BadSettings, match="line 2"):
        parse_settings(f"[printer]\n{line}\n", Path("kiosk.toml"))

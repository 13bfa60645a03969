"""``kiosk print-test`` says in one sentence what came out, and ends 0 only if it did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk
from tests.escpos_printer import EscPosPrinter
from tests.escpos_wires import TcpPrinter
from tests.printing.sheets import read_code


@pytest.fixture
def wire() -> Iterator[TcpPrinter]:
    wire = TcpPrinter(EscPosPrinter())
    wire.start()
    yield wire
    wire.close()


def set_up(home: Path, **settings: str) -> Path:
    lines = [f'{key} = "{value}"\n' for key, value in settings.items()]
    central = '[central]\nurl = "http://127.0.0.1:1"\npublic_url = "https://jyj.example.cn"\n'
    (home / "kiosk.toml").write_text("[printer]\n" + "".join(lines) + central)
    return home


@pytest.mark.parametrize(("paper", "dots"), [("roll80", 576), ("roll58", 384)])
def test_the_page_comes_out_of_a_thermal_printer(
    kiosk: Kiosk, tmp_path: Path, wire: TcpPrinter, paper: str, dots: int
) -> None:
    home = set_up(tmp_path, kind="escpos-tcp", address=wire.address, paper=paper)
    said = kiosk("print-test", "--home", home)
    assert (said.code, said.err) == (0, "")
    assert said.out.count("\n") == 1
    (slip,) = wire.printer.slips
    assert slip.row_bytes * 8 == dots
    (code,) = read_code(slip.image())
    assert code.startswith("https://jyj.example.cn")


def test_the_page_is_laid_into_the_folder(kiosk: Kiosk, tmp_path: Path) -> None:
    assert kiosk("print-test", "--home", set_up(tmp_path, kind="folder")).code == 0
    (page,) = (tmp_path / "slips").iterdir()
    assert page.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("fault", "words"), [("paper_out", "is out of paper"), ("cover_open", "close the cover")]
)
def test_a_fault_is_said_with_what_to_do(
    kiosk: Kiosk, tmp_path: Path, wire: TcpPrinter, fault: str, words: str
) -> None:
    setattr(wire.printer, fault, True)
    home = set_up(tmp_path, kind="escpos-tcp", address=wire.address, paper="roll80")
    said = kiosk("print-test", "--home", home)
    assert said.code == 1
    assert said.err.startswith("Nothing was printed. ")
    assert words in said.err
    assert said.err.count("\n") == 1


def test_what_may_be_out_is_said_so(kiosk: Kiosk, tmp_path: Path, wire: TcpPrinter) -> None:
    wire.printer.out_of_paper_after = 384
    home = set_up(tmp_path, kind="escpos-tcp", address=wire.address, paper="roll80")
    said = kiosk("print-test", "--home", home)
    assert said.code == 1
    assert said.err.startswith("Some of the page may be out")


def test_no_printer_is_said(kiosk: Kiosk, tmp_path: Path) -> None:
    said = kiosk("print-test", "--home", set_up(tmp_path, kind="none"))
    assert said.code == 1
    assert "[printer]" in said.err


def test_wrong_settings_are_said(kiosk: Kiosk, tmp_path: Path) -> None:
    home = set_up(tmp_path, kind="escpos-tcp", address="192.0.2.7", paper="a5")
    said = kiosk("print-test", "--home", home)
    assert said.code == 1
    assert "roll80 or roll58" in said.err

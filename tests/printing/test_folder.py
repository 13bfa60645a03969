"""The folder of PDF files: whole ones, the newest, and nothing of a person."""

from __future__ import annotations

import errno
import os
import shutil
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.printer_states import PrinterState
from kiosk.printing.folder import KEPT_FOR, KEPT_SHEETS, FolderPrinter, name_part
from kiosk.printing.port import NotPrinted, Printed
from kiosk.records import CHINA_TIME
from tests.printing.sheets import never, pdf, sheet

S = PrinterState
NOW = datetime(2026, 5, 18, 9, 41, 3, tzinfo=CHINA_TIME)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "slips"


@pytest.fixture
def printer(folder: Path) -> FolderPrinter:
    return FolderPrinter(folder, lambda: NOW)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_sheet_is_a_file_of_its_own(printer: FolderPrinter, folder: Path) -> None:
    assert printer.standing().state is S.READY
    for _ in range(2):
        assert printer.send(sheet(title="保洁员／示例 (1)"), never) == Printed()
    stem = "20260518-094103-保洁员-示例-1"
    assert names(folder) == [f"{stem}-2.pdf", f"{stem}.pdf"]
    assert (folder / f"{stem}.pdf").read_bytes() == pdf()


def test_what_is_personal_is_refused(printer: FolderPrinter, folder: Path) -> None:
    assert not printer.takes_personal
    sent = printer.send(sheet(personal=True), never)
    assert isinstance(sent, NotPrinted)
    assert sent.standing.state is S.MISCONFIGURED
    assert not folder.exists()


def test_the_eldest_go_and_what_is_not_ours_stays(printer: FolderPrinter, folder: Path) -> None:
    folder.mkdir()
    (folder / "keep me.pdf").touch()
    for number in range(KEPT_SHEETS + 5):
        (folder / f"{NOW - timedelta(minutes=number):%Y%m%d-%H%M%S}-x.pdf").touch()
    (folder / f"{NOW - KEPT_FOR - timedelta(days=1):%Y%m%d-%H%M%S}-old.pdf").touch()
    assert printer.send(sheet(), never) == Printed()
    found = names(folder)
    assert "keep me.pdf" in found
    assert len(found) == KEPT_SHEETS + 1
    assert not [name for name in found if "old" in name]


def test_a_sheet_that_is_too_old_goes_also_where_there_are_few(
    printer: FolderPrinter, folder: Path
) -> None:
    folder.mkdir()
    (folder / f"{NOW - KEPT_FOR - timedelta(days=1):%Y%m%d-%H%M%S}-old.pdf").touch()
    assert printer.send(sheet(), never) == Printed()
    assert len(names(folder)) == 1


def test_a_full_disk_is_said_before(
    printer: FolderPrinter, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 4096))
    assert printer.standing().state is S.FULL
    assert isinstance(printer.send(sheet(), never), NotPrinted)
    assert not folder.exists()


def test_a_disk_that_fills_up_leaves_no_half_file(
    printer: FolderPrinter, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", write)
    sent = printer.send(sheet(), never)
    assert isinstance(sent, NotPrinted)
    assert sent.standing.state is S.FULL
    assert names(folder) == []


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "slips").write_text("a file")
    printer = FolderPrinter(tmp_path / "slips", lambda: NOW)
    assert printer.standing().state is S.MISCONFIGURED
    assert isinstance(printer.send(sheet(), never), NotPrinted)


def test_what_is_taken_back_is_not_written(printer: FolderPrinter, folder: Path) -> None:
    assert isinstance(printer.send(sheet(), lambda: True), NotPrinted)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("title", "part"),
    [("../../etc/passwd", "etc-passwd"), ("  ", "sheet"), ("a_b", "a-b"), ("长" * 99, "长" * 40)],
)
def test_names(title: str, part: str) -> None:
    assert name_part(title) == part

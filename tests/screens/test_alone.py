"""The screen by itself: no agent, no network, sometimes no leave to write, and no complaint to a
person about any of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import offline_cache.outbox  # noqa: F401  (a process without rights could not load it later)
from offline_cache import OUTBOX_FILE
from offline_cache.outbox_schema import prepare_outbox
from tests import ui_home
from tests.conftest import ExpectedLog
from tests.screens.terminal import OpenTerminal
from ui.sealed_outbox import SealedOutbox

NOBODY = 65534
PATIENCE_S = 60.0


@pytest.fixture
def closed_city(city: Path) -> Iterator[Path]:
    """A cleanly closed catalogue in a folder that others may enter."""
    home = Path(tempfile.mkdtemp(prefix="kiosk-alone-"))
    home.chmod(0o755)
    shutil.copy(city / ui_home.CATALOGUE, home)
    yield home
    home.chmod(0o755)
    shutil.rmtree(home)


@contextmanager
def _write_protected(home: Path) -> Iterator[None]:
    """Neither folder nor file may be written, by root neither."""
    (home / ui_home.CATALOGUE).chmod(0o444)
    home.chmod(0o555)
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        assert not os.access(home, os.W_OK, effective_ids=True)
        yield
    finally:
        os.seteuid(before)
        home.chmod(0o755)


def _files(home: Path) -> set[str]:
    return {path.name for path in home.iterdir()}


def test_a_folder_without_leave_to_write_is_borne_calmly(
    closed_city: Path, open_terminal: OpenTerminal, expected_log: ExpectedLog
) -> None:
    """WAL wants its -shm even for reading: without leave to make it there is nothing to show."""
    expected_log("make room or give leave")
    outbox = SealedOutbox(closed_city / OUTBOX_FILE)
    with _write_protected(closed_city):
        terminal = open_terminal(closed_city, outbox=outbox)
        terminal.wake()
        assert terminal.words("status.asOf") == "正在更新岗位信息"
        terminal.touch("tile.jobs")
        terminal.touch("bar.home")
        terminal.touch("tile.hotline")
        assert terminal.words("directory.first") == "12333"
        for _ in range(3):
            terminal.catalogue.look()
        assert _files(closed_city) == {ui_home.CATALOGUE}
    terminal.catalogue.look()
    terminal.settle()
    assert terminal.shell.status.asOf.startswith("信息截至"), "leave given, it goes on by itself"
    assert terminal.shell.jobs.count > 0


def test_leave_to_write_that_is_lost_blanks_nothing(
    closed_city: Path, open_terminal: OpenTerminal
) -> None:
    prepare_outbox(closed_city / OUTBOX_FILE)
    terminal = open_terminal(closed_city, outbox=SealedOutbox(closed_city / OUTBOX_FILE))
    terminal.wake()
    with _write_protected(closed_city):
        terminal.catalogue.look()
        terminal.touch("tile.jobs")
        assert terminal.shell.jobs.count > 0
        terminal.touch("card")
        assert terminal.shell.job.found
        assert terminal.shell.report.stage == "refused"


def test_the_screen_makes_no_file_but_sqlites_own_beside_a_closed_catalogue(
    closed_city: Path, open_terminal: OpenTerminal
) -> None:
    terminal = open_terminal(closed_city)
    terminal.wake()
    terminal.touch("tile.jobs")
    terminal.touch("card")
    assert _files(closed_city) <= {
        ui_home.CATALOGUE,
        f"{ui_home.CATALOGUE}-wal",
        f"{ui_home.CATALOGUE}-shm",
    }


def _without_network() -> list[str]:
    """Words that put a command into a network of its own without any interface, if possible."""
    command = ["unshare", "--map-root-user", "--net"]
    tried = shutil.which("unshare") and subprocess.run([*command, "true"], check=False)
    if not tried or tried.returncode:
        pytest.skip("no leave to take the network away from a process here")
    return command


def test_the_process_needs_no_network_and_no_agent(closed_city: Path, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    screen = subprocess.Popen(
        [
            *_without_network(),
            *(sys.executable, "-m", "kiosk", "screen", "--home", str(closed_city)),
            "--touch-at-start",
        ],
        env={**os.environ, "KIOSK_MARKS": str(marks)},
        stderr=subprocess.PIPE,
    )
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not (marks.exists() and "touch_accepted" in marks.read_text("ascii")):
            assert screen.poll() is None, "the screen ended"
            assert time.monotonic() < deadline
            os.sched_yield()
        screen.terminate()
        _, stderr = screen.communicate(timeout=20)
    finally:
        screen.kill()
        screen.wait()
    assert (screen.returncode, stderr) == (0, b"")

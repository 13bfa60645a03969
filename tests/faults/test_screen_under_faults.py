"""The screen draws on while the agent beside it sits in a black hole or in a trickle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.agent.trust import TRUSTED_KEY_FILE
from tests import ui_home
from tests.central_process import REGION, REPOSITORY, PlatformHome
from tests.faults.chaos_proxy import ChaosProxy
from tests.faults.faults import BlackHole, Fault, Trickle
from tests.screens.terminal import LANDSCAPE, Terminal
from ui.app import application

FRAMES = 60
AGENT_TIMEOUT_S = 4
"""The agent waits half of it in vain; a screen that waited along would show it."""
MOST_FRAMES_MISSED = 60
"""At 60 a second; half of what the agent waits, and far more than a busy machine makes."""
PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ui_home.city_home(tmp_path_factory.mktemp("city"))


@pytest.fixture
def home(city: Path, tmp_path: Path, central: PlatformHome, proxy: ChaosProxy) -> Path:
    """A terminal with the sample city on its screen, whose agent goes by the proxy."""
    made = tmp_path / "home"
    (made / "keys").mkdir(parents=True)
    shutil.copy(city / ui_home.CATALOGUE, made)
    (made / TRUSTED_KEY_FILE).write_text(central.public_key)
    station = ui_home.city_settings().station
    (made / "kiosk.toml").write_text(
        f"[station]\nlat = {station.lat}\nlon = {station.lon}\n"
        f'[central]\nurl = "{proxy.url}"\nregion = "{REGION}"\n'
        f"[agent]\npoll_seconds = 1\ntimeout_seconds = {AGENT_TIMEOUT_S}\n"
    )
    return made


class Agent:
    """The agent's process; ``said`` grows as it speaks."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.said: list[str] = []
        self._process = process
        self._listening = threading.Thread(target=self._listen)
        self._listening.start()

    def has_said(self, words: str) -> bool:
        assert self._process.poll() is None, self.said
        return any(words in line for line in list(self.said))

    def end(self) -> None:
        self._process.kill()
        self._listening.join()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        self.said.extend(iter(self._process.stderr.readline, ""))


@contextmanager
def agent_in(home: Path) -> Iterator[Agent]:
    command = [sys.executable, "-m", "kiosk", "agent", "--home", str(home)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        agent = Agent(process)
        try:
            yield agent
        finally:
            agent.end()


def longest_gap(terminal: Terminal, until: Callable[[], bool]) -> float:
    """Seconds of the longest wait for a frame, drawn one after the other ``until`` then."""
    drawn: list[float] = [time.monotonic()]
    terminal.window.frameSwapped.connect(lambda: drawn.append(time.monotonic()))
    deadline = drawn[0] + PATIENCE_S
    while not until() or len(drawn) < FRAMES:
        assert time.monotonic() < deadline, "it never came"
        terminal.window.update()
        QCoreApplication.processEvents()
    return max(after - before for before, after in pairwise(drawn))


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [(BlackHole(), "black_holed"), (Trickle(0.01, at=300), "slow")],
)
def test_frames_go_on(home: Path, proxy: ChaosProxy, fault: Fault, verdict: str) -> None:
    application()
    terminal = Terminal(home, size=LANDSCAPE)
    terminal.catalogue.watch()
    try:
        undisturbed = longest_gap(terminal, lambda: True)
        proxy.always(fault)
        with agent_in(home) as agent:
            disturbed = longest_gap(terminal, lambda: agent.has_said(f"kept as it is: {verdict}"))
    finally:
        terminal.close()
    assert disturbed < undisturbed + MOST_FRAMES_MISSED / 60

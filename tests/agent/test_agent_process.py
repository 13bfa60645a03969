"""The agent as a process: it follows a real platform, outlives its death, and ends when told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from kiosk.agent.trust import TRUSTED_KEY_FILE
from kiosk.central.fleet import FleetRow, Presence, fleet
from kiosk.central.store import Store
from kiosk.verbs.agent import NICENESS
from tests.central_process import REPOSITORY, PlatformHome, serving
from tests.enrolled import enrolled
from tests.sample_records import a_job


@contextmanager
def agent(home: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "kiosk", "agent", "--home", home]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def line_with(process: subprocess.Popen[str], words: str) -> str:
    """Next line of the log with ``words``."""
    assert process.stderr is not None
    for line in process.stderr:
        assert " INFO " in line, line
        if words in line:
            return line
    raise AssertionError(f"the agent ended without saying '{words}'")


def test_an_agent_outlives_its_platform_and_ends_when_told(
    tmp_path: Path, central: PlatformHome
) -> None:
    home = tmp_path / "terminal"
    (home / "keys").mkdir(parents=True)
    (home / TRUSTED_KEY_FILE).write_text(central.public_key)
    with serving(central.home) as platform:
        (home / "kiosk.toml").write_text(
            f'[central]\nurl = "{platform.url}"\n[agent]\npoll_seconds = 1\n'
        )
        with agent(home) as process:
            line_with(process, "version 1 applied: jobs 50")
            central.take(a_job(77))
            central.publish()
            line_with(process, "version 2 applied: jobs 51")
            platform.kill()
            line_with(process, "catalogue kept as it is: refused")
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0


def test_an_enrolled_agent_is_seen_by_the_office(tmp_path: Path, central: PlatformHome) -> None:
    home = tmp_path / "terminal"
    with serving(central.home) as platform:
        terminal = enrolled(central.home, platform.url, home).terminal
        with agent(home) as process:
            line_with(process, "version 1 applied: jobs 50")
            row = until_heard(central.home)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
    assert (row.terminal, row.presence) == (terminal, Presence.ONLINE)


def until_heard(platform: Path) -> FleetRow:
    """The one terminal, as soon as it was heard."""
    with closing(Store.of_terminals(platform)) as store:
        for _ in range(200):
            (row,) = fleet(store, datetime.now(UTC))
            if row.heard_at is not None:
                return row
            Event().wait(0.05)
    raise AssertionError("the terminal was not heard")


def test_an_agent_lets_the_screen_go_first(tmp_path: Path, central: PlatformHome) -> None:
    home = tmp_path / "terminal"
    (home / "keys").mkdir(parents=True)
    (home / TRUSTED_KEY_FILE).write_text(central.public_key)
    (home / "kiosk.toml").write_text('[central]\nurl = "http://127.0.0.1:1"\n')
    with agent(home) as process:
        line_with(process, "catalogue kept as it is")
        assert os.getpriority(os.PRIO_PROCESS, process.pid) >= NICENESS

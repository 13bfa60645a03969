"""The whole road for real: a platform, an agent, a screen and a phone's browser.

Usable by any test and by the bench: ``with open_road(folder) as road: road.wake()``.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QSize
from PySide6.QtQuick import QQuickWindow

from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.sealing import unseal
from kiosk.settings import load_settings
from tests.agent.test_agent_process import agent, line_with
from tests.central_process import PlatformHome, serving
from tests.chromium import Tab, chromium
from tests.enrolled import enrolled
from tests.qt_turn import turn
from tests.sample_records import a_job
from tests.scanning import scanned
from ui.app import Screen, application, build_screen
from ui.touching import find, tap_item, tap_middle
from ui.viewmodels.shell import Shell

PATIENCE_S = 20.0
GLASS = QSize(1080, 1920)


@dataclass
class Road:
    """Everything between a resident's finger and the office."""

    platform: Path
    url: str
    home: Path
    screen: Screen
    browser: Tab | None
    agent: subprocess.Popen[str]
    waited: dict[str, float] = field(default_factory=dict)

    @property
    def tab(self) -> Tab:
        """The phone's browser."""
        assert self.browser is not None
        return self.browser

    @property
    def shell(self) -> Shell:
        return self.screen.shell

    @property
    def window(self) -> QQuickWindow:
        return self.screen.window

    def until(self, condition: Any, what: str = "") -> None:
        """Let the screen live until ``condition`` holds."""
        began = time.monotonic()
        while not condition():
            assert time.monotonic() - began < PATIENCE_S, f"it never came: {what}"
            turn()
        self.waited[what] = time.monotonic() - began

    def touch(self, name: str) -> None:
        self.until(lambda: self._there(name), name)
        self.window.grabWindow()  # laid out as it is shown
        tap_item(self.window, name)

    def wake(self) -> None:
        self.until(self.window.isExposed, "a window")
        self.window.grabWindow()
        tap_middle(self.window)
        self.until(lambda: self.shell.screen == "home", "home")

    def scan(self) -> str:
        """What a phone's camera reads off the glass."""
        self.until(lambda: self.shell.phone.stage == "code", "a code")
        address = ""

        def read() -> bool:
            nonlocal address
            address = scanned(self.window.grabWindow())
            return address != ""

        self.until(read, "a code that can be read")
        return address

    def left(self) -> list[tuple[str, Any]]:
        """Kind and body of what the platform has, opened with the office's key."""
        with closing(Store.of_terminals(self.platform)) as store, store.reading() as connection:
            rows = connection.execute(
                SubmissionRow.__table__.select().order_by(SubmissionRow.received_at)
            ).all()
        keys = sealing_keys(self.platform)
        return [(row.kind, msgspec.json.decode(unseal(row.sealed, keys))) for row in rows]

    def _there(self, name: str) -> bool:
        try:
            return find(self.window, name).isEnabled()
        except LookupError:
            return False


@contextmanager
def open_road(
    folder: Path, *, cut: bool = False, browser: bool = True, settings: str = ""
) -> Iterator[Road]:
    """A terminal that was online once; and still is, or whose agent reaches nobody any more.

    ``settings`` are further lines of its kiosk.toml.
    """
    home, central = folder / "terminal", PlatformHome(folder / "central")
    now = datetime.now(UTC)
    central.take(*(a_job(number) for number in range(1, 6)), at=now)
    central.publish(at=now)
    central.store.close()
    with ExitStack() as living:
        platform = living.enter_context(serving(central.home))
        enrolled(central.home, platform.url, home)
        with (home / "kiosk.toml").open("a") as file:
            file.write(f"[agent]\npoll_seconds = 1\n{settings}")
        with agent(home) as first:
            line_with(first, "version 1 applied")
            first.terminate()
            first.wait(30)
        if cut:
            _cut_off(home / "kiosk.toml", platform.url)
        at_work = living.enter_context(agent(home))
        tab = None
        if browser:
            tab = living.enter_context(chromium(folder / "profile", 390, 844, mobile=True))
        application()
        screen = build_screen(home, load_settings(home), size=GLASS)
        living.callback(screen.close)
        screen.window.show()
        yield Road(central.home, platform.url, home, screen, tab, at_work)


def _cut_off(settings: Path, url: str) -> None:
    """The phones' address stays; the agent's own leads to a port where nobody listens."""
    written = settings.read_text()
    assert url in written
    nowhere = written.replace(f'url = "{url}"', f'url = "http://127.0.0.1:9"\npublic_url = "{url}"')
    settings.write_text(nowhere)

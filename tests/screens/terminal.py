"""A terminal under test: the real window, clocks that only move when told, real touches."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.timekeeping import ClockReading
from tests.qt_turn import turn
from tests.screens.outbox_double import OutboxDouble
from tests.ui_home import BOOT, NOW, city_settings
from ui.app import build_screen
from ui.catalogue import Catalogue
from ui.letterbox import Outbox
from ui.touching import find, tap, tap_item, tap_middle
from ui.viewmodels.shell import TEXT_SCALES, Shell

PORTRAIT = QSize(1080, 1920)
LANDSCAPE = QSize(1920, 1080)
STILL_TURNS = 2
MOST_TURNS = 40
PATIENCE_S = 10.0


@dataclass
class Clocks:
    """Wall clock, clock since boot and monotonic clock; none moves by itself."""

    wall: datetime = NOW
    ticks: float = 1000.0
    boot_id: str = BOOT

    def read(self) -> ClockReading:
        return ClockReading(self.wall, self.boot_id, self.ticks)

    def monotonic(self) -> float:
        return self.ticks

    def pass_seconds(self, seconds: float) -> None:
        self.ticks += seconds
        self.wall += timedelta(seconds=seconds)


class Terminal:
    """Window, shell and catalogue of one home, shown off screen."""

    def __init__(
        self,
        home: Path,
        *,
        size: QSize = PORTRAIT,
        diagonal_inches: float = 21.5,
        clocks: Clocks | None = None,
        outbox: Outbox | None = None,
    ) -> None:
        self.home = home
        self.clocks = clocks or Clocks()
        self.outbox = OutboxDouble()
        self._screen = build_screen(
            home,
            city_settings(diagonal_inches=diagonal_inches),
            size=size,
            clock=self.clocks.read,
            monotonic=self.clocks.monotonic,
            outbox=outbox or self.outbox,
        )
        self.window.show()
        self.settle()

    @property
    def window(self) -> QQuickWindow:
        return self._screen.window

    @property
    def shell(self) -> Shell:
        return self._screen.shell

    @property
    def catalogue(self) -> Catalogue:
        return self._screen.catalogue

    @property
    def pixels_per_mm(self) -> float:
        size = self.window.size()
        return float((size.width() ** 2 + size.height() ** 2) ** 0.5 / self.shell.diagonalMm)

    def close(self) -> None:
        self._screen.close()
        turn()

    def settle(self) -> None:
        """Let bindings, layouts and positioners come to rest: until pictures stay the same."""
        still = 0
        before = self._turn()
        for _ in range(MOST_TURNS):
            now = self._turn()
            still = still + 1 if now == before else 0
            if still == STILL_TURNS:
                return
            before = now
        raise AssertionError("the screen does not come to rest")

    def _turn(self) -> QImage:
        turn()
        return self.window.grabWindow()

    def picture(self) -> QImage:
        self.settle()
        return self.window.grabWindow()

    def until(self, condition: Callable[[], bool]) -> None:
        """Run the event loop until ``condition`` holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, "it never came"
            turn()

    def touch(self, name: str) -> None:
        """Touch the item of this name; ``LookupError`` where there is none on the glass."""
        tap_item(self.window, name)
        self.settle()

    def touch_at(self, x: int, y: int) -> None:
        tap(self.window, QPoint(x, y))
        self.settle()

    def item(self, name: str) -> QQuickItem:
        return find(self.window, name)

    def words(self, name: str) -> str:
        return str(self.item(name).property("text"))

    def shows(self, name: str) -> bool:
        try:
            self.item(name)
        except LookupError:
            return False
        return True

    def wake(self) -> None:
        tap_middle(self.window)
        self.settle()
        assert self.shell.screen == "home"

    def enlarge(self, scale: float) -> None:
        for _ in range(TEXT_SCALES.index(scale)):
            self.touch("bar.text")


OpenTerminal = Callable[..., Terminal]

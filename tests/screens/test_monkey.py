"""R6: whoever taps anywhere, for as long as they like, finds a screen that goes on."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QGuiApplication

from offline_cache import OUTBOX_FILE
from offline_cache.outbox_schema import prepare_outbox
from tests.qt_turn import turn
from tests.screens.terminal import LANDSCAPE, PORTRAIT, OpenTerminal, Terminal
from ui.touching import tap

TAPS = int(os.environ.get("MONKEY_TAPS", "600"))
"""A minute at ten a second; an hour is MONKEY_TAPS=36000."""
GROWTH = 0.05
SEED = int(os.environ.get("SEED", "20260518"))


def play(terminal: Terminal, rng: Random, taps: int) -> set[str]:
    """Tap anywhere, once in a while nowhere for long; the screens that were seen."""
    seen = set()
    size = terminal.window.size()
    for _ in range(taps):
        if rng.random() < 0.01:
            terminal.clocks.pass_seconds(rng.uniform(30, 200))
            terminal.shell.idle_watch.tick()
        else:
            terminal.clocks.pass_seconds(0.1)
        x, y = rng.randrange(size.width()), rng.randrange(size.height())
        tap(terminal.window, QPoint(x, y))
        turn()
        if rng.random() < 0.1:
            terminal.window.grabWindow()
        seen.add(str(terminal.shell.screen))
    return seen


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_a_minute_of_random_touches(
    open_terminal: OpenTerminal, own_city: Path, size: QSize
) -> None:
    prepare_outbox(own_city / OUTBOX_FILE)
    terminal = open_terminal(own_city, size=size)
    rng = Random(SEED)
    play(terminal, rng, TAPS // 2)
    gc.collect()
    before = resident_bytes()
    seen = play(terminal, rng, TAPS)
    gc.collect()
    grown = resident_bytes() / before - 1
    assert len(seen) > 5, f"seed {SEED}: {seen}"
    assert len(QGuiApplication.topLevelWindows()) == 1
    assert grown < GROWTH, f"seed {SEED}: grew by {grown:.1%}"
    terminal.clocks.pass_seconds(1000)
    terminal.shell.idle_watch.tick()
    terminal.settle()
    assert terminal.shell.screen == "attract"

"""The thread of the agent that prints: paper is slow, and nothing else waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.agent.drawing import SheetDrawing
from kiosk.agent.duties import keep
from kiosk.agent.glance import glance, terminal_now
from kiosk.agent.printer_watch import PrinterWatch
from kiosk.agent.spooling import Spooling
from kiosk.printing.opening import open_printer, paper_counter
from kiosk.settings import Settings
from kiosk.timekeeping import read_clock
from offline_cache import OUTBOX_FILE
from offline_cache.personal_sheets import PersonalSheets


def printing(home: Path, settings: Settings) -> Callable[[Callable[[float], bool]], None]:
    """Work of the thread that prints for the terminal in ``home``, for ``keep_all``."""

    def work(over: Callable[[float], bool]) -> None:
        from kiosk.agent import drawn  # noqa: F401, PLC0415 - before somebody waits for it

        with suppress(OSError):  # then the screen could lay nothing there either
            PersonalSheets(home).forget()
        counter = paper_counter(settings.printer, home)
        printer = open_printer(settings.printer, home)
        spooling = Spooling(
            home / OUTBOX_FILE,
            printer,
            SheetDrawing(home, settings, read_clock),
            read_clock,
            lambda _: counter.count(),
        )
        watch = PrinterWatch(
            home, printer, counter, lambda: terminal_now(read_clock, lambda: glance(home))
        )
        keep([spooling, watch], time.monotonic, over)

    return work

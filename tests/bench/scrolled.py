"""A list that is scrolled steadily, telling when each frame was shown, for P6.

Run as ``python -m tests.bench.scrolled bare`` or ``... scrolled HOME`` on a display. It says when
the first frame was shown and, after SIGTERM, the moments of all frames as a JSON list of seconds of
the monotonic clock. The list moves by as much as under a quick finger, sixty times a second, as a
display of glass would ask: a virtual display waits for nothing, and no eye sees more.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

STEP = 24.0
"""Pixels at a time."""
PERIOD_MS = 16
SIZE = QSize(1080, 1920)


class Scroller:
    """Moves ``flickable`` up and down, notes when ``window`` has shown a frame."""

    def __init__(self, window: QQuickWindow, flickable: QQuickItem) -> None:
        self.moments: list[float] = []
        self._list = flickable
        self._step = STEP
        self._clock = QTimer(interval=PERIOD_MS, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._move)
        self._clock.start()
        window.frameSwapped.connect(self._shown)

    def _shown(self) -> None:
        if not self.moments:
            sys.stdout.write("first frame\n")
            sys.stdout.flush()
        self.moments.append(time.monotonic())

    def _move(self) -> None:
        top = float(self._list.property("originY"))
        bottom = top + float(self._list.property("contentHeight")) - self._list.height()
        at = float(self._list.property("contentY")) + self._step
        if not top <= at <= bottom:
            self._step = -self._step
        self._list.setProperty("contentY", min(max(at, top), bottom))


def main(what: str) -> int:
    """Show ``bare`` or the job list of the terminal in a home, and scroll until ended."""
    app, window, flickable, close = _bare() if what == "bare" else _jobs(Path(what))
    scroller = Scroller(window, flickable)
    signal.signal(signal.SIGTERM, lambda *_: app.quit())  # seen within a tick of the clock
    app.exec()
    close()
    sys.stdout.write(json.dumps(scroller.moments))
    return 0


_Shown = tuple[QGuiApplication, QQuickWindow, QQuickItem, Callable[[], object]]


def _bare() -> _Shown:
    app = QGuiApplication(sys.argv[:1])
    qml = Path(__file__).with_name("bare_list.qml")
    engine = QQmlApplicationEngine(QUrl.fromLocalFile(str(qml)))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.resize(SIZE)
    return app, window, window.contentItem().childItems()[0], engine.deleteLater


def _jobs(home: Path) -> _Shown:
    from kiosk.settings import load_settings
    from ui.app import application, build_screen
    from ui.touching import find

    app = application()
    screen = build_screen(home, load_settings(home), size=SIZE)
    screen.window.show()
    screen.shell.wake()
    screen.shell.open("jobs")
    screen.shell.jobs.setReach("all")
    app.processEvents()
    return app, screen.window, find(screen.window, "list"), screen.close


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

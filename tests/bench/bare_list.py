"""The limit of P1: a bare QML window of the same Qt, marking its first frame and one touch.

Run by p1_start as ``python -m tests.bench.bare_list WIDTH HEIGHT`` with KIOSK_MARKS set. It only
imports what a bare window needs, so it stands for what no program of this kind can undercut.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow


def mark(name: str) -> None:
    """Append ``name`` and the time; the same line as the screen writes."""
    with Path(os.environ["KIOSK_MARKS"]).open("a", encoding="ascii") as marks:
        marks.write(f"{name} {time.monotonic_ns()}\n")


def main(width: int, height: int) -> int:
    """Show the list, touch it once, mark both frames and wait to be ended."""
    app = QGuiApplication(sys.argv[:1])
    engine = QQmlApplicationEngine()
    engine.load(QUrl.fromLocalFile(str(Path(__file__).with_suffix(".qml"))))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.setGeometry(QRect(0, 0, width, height))
    frames = ["first_frame"]

    def touch() -> None:
        from PySide6.QtTest import QTest

        device = QTest.createTouchDevice()
        window.touchedChanged.connect(lambda: frames.append("touch_accepted"))
        middle = QPoint(width // 2, height // 2)
        QTest.touchEvent(window, device).press(0, middle, window).commit()
        QTest.touchEvent(window, device).release(0, middle, window).commit()

    def next_frame() -> None:
        if frames:
            name = frames.pop()
            mark(name)
            if name == "first_frame":
                QTimer.singleShot(0, touch)

    window.frameSwapped.connect(next_frame, Qt.ConnectionType.QueuedConnection)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

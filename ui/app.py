"""The screen process, from settings to the first frame and the event loop."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from assets import asset
from kiosk.settings import Settings
from kiosk.timekeeping import Clock, read_clock
from offline_cache import CATALOGUE_FILE, OUTBOX_FILE
from ui.catalogue import Catalogue
from ui.doors import Doors
from ui.letterbox import Letterbox, Outbox
from ui.marks import mark
from ui.phone_desk import PhoneDesk
from ui.print_door import PrintDoor
from ui.qr import SCHEME, QrImages
from ui.sealed_outbox import SealedOutbox
from ui.viewmodels.shell import HOME, Shell

QML_ROOT = Path(__file__).resolve().parent / "qml"
FONT_FAMILY = "Kiosk Sans"
FONT_FILES = ("KioskSans-Regular.ttf", "KioskSans-Bold.ttf", "KioskIcons.ttf")
_log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class ScreenFailed(Exception):
    """The screen could not be built; the message is one sentence."""


@dataclass(slots=True)
class Screen:
    """Everything that lives as long as the window."""

    engine: QQmlApplicationEngine | None
    window: QQuickWindow
    shell: Shell
    catalogue: Catalogue
    letterbox: Letterbox
    print_door: PrintDoor

    def close(self) -> None:
        """Take the window down before the objects that it shows."""
        self.window.close()
        self.shell.close()
        self.print_door.close()
        self.engine = None
        self.catalogue.close()


def application() -> QGuiApplication:
    """The Qt application with the bundled fonts; made once a process."""
    os.environ.setdefault("QT_ENABLE_HIGHDPI_SCALING", "0")
    qInstallMessageHandler(_to_log)
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        app = QGuiApplication(sys.argv[:1])
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(asset("fonts", name))) < 0:
            raise ScreenFailed(f"the bundled font {name} is missing or damaged; install again.")
    app.setFont(QFont(FONT_FAMILY))
    return app


def build_screen(
    home: Path,
    settings: Settings,
    *,
    size: QSize | None = None,
    clock: Clock = read_clock,
    monotonic: Callable[[], float] = time.monotonic,
    outbox: Outbox | None = None,
    desk_home: Path | None = None,
) -> Screen:
    """Window, shell and catalogue of the terminal in ``home``; not yet shown."""
    catalogue = Catalogue(home / CATALOGUE_FILE, clock)
    letterbox = Letterbox(outbox or SealedOutbox(home / OUTBOX_FILE), catalogue)
    phone_desk = PhoneDesk(desk_home or home)
    print_door = PrintDoor((desk_home or home) / OUTBOX_FILE, catalogue, clock)
    doors = Doors(catalogue, letterbox, phone_desk, print_door)
    shell = Shell(settings, doors, monotonic)
    for door in (phone_desk, print_door):
        door.setParent(shell)
    engine = QQmlApplicationEngine()
    engine.addImageProvider(SCHEME, QrImages())
    engine.addImportPath(str(QML_ROOT))
    engine.setInitialProperties({"shell": shell})
    engine.load(QUrl.fromLocalFile(str(QML_ROOT / "Kiosk" / "App" / "Main.qml")))
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise ScreenFailed("the screen's files are damaged; install again.")
    window = roots[0]
    display = settings.display
    window.resize(size or QSize(display.width, display.height))
    # Not on the application: Python would be handed every object that any event is for.
    window.installEventFilter(shell.idle_watch)
    _mark_frames(window, shell)
    catalogue.watch()
    return Screen(engine, window, shell, catalogue, letterbox, print_door)


def run_screen(
    home: Path,
    settings: Settings,
    *,
    windowed: bool = False,
    size: QSize | None = None,
    touch_at_start: bool = False,
) -> int:
    """Show the screen of the terminal in ``home`` until it is asked to end."""
    app = application()
    screen = build_screen(home, settings, size=size)

    def touch() -> None:
        from ui.touching import tap_middle  # noqa: PLC0415

        tap_middle(screen.window)

    if windowed or size:
        screen.window.show()
    else:
        screen.window.setFlags(Qt.WindowType.FramelessWindowHint)
        screen.window.showFullScreen()
    if touch_at_start:
        _after_next_frame(screen.window, lambda: QTimer.singleShot(0, touch))
    _end_on_signals(app)
    code = app.exec()
    screen.close()
    return code


def _mark_frames(window: QQuickWindow, shell: Shell) -> None:
    def first() -> None:
        mark("first_frame")
        window.setProperty("warm", True)

    def home() -> None:
        if shell.screen == HOME:
            shell.route_changed.disconnect(home)
            _after_next_frame(window, lambda: mark("touch_accepted"))

    _after_next_frame(window, first)
    shell.route_changed.connect(home)


def _after_next_frame(window: QQuickWindow, then: Callable[[], None]) -> None:
    waiting = [then]

    def once() -> None:
        if waiting:  # several frames may be queued before the first one gets here
            window.frameSwapped.disconnect(once)
            waiting.pop()()

    window.frameSwapped.connect(once, Qt.ConnectionType.QueuedConnection)


def _end_on_signals(app: QGuiApplication) -> None:
    def end(*_: object) -> None:
        # Python may be in the middle of a frame here, and quit() takes the window away at once.
        QTimer.singleShot(0, app.quit)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    beat = QTimer(app, interval=200)  # gives Python a turn, so that it can see the signal
    beat.timeout.connect(lambda: None)
    beat.start()


def _to_log(kind: QtMsgType, context: object, message: str) -> None:
    _log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)

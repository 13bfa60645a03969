"""A resident's session: it ends by 结束使用 or by nobody being there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from ui.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_SIGNS_OF_LIFE = {
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
}
TICK_MS = 250


@QmlElement
@QmlUncreatable("given by the shell")
class IdleWatch(QObject):
    """Counts the seconds since the last touch: quiet, then a warning, then ``expired``.

    ``monotonic`` gives seconds; it is injected so that tests need not wait.
    """

    expired = Signal()
    warning_changed = Signal()

    def __init__(
        self, idle_s: float, warning_s: float, monotonic: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._idle_s, self._warning_s, self._monotonic = idle_s, warning_s, monotonic
        self._last = monotonic()
        self._left = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    @Property(bool, notify=warning_changed)
    def warning(self) -> bool:
        """Whether 您还在吗 is being asked."""
        return self._left > 0

    @Property(int, notify=warning_changed)
    def secondsLeft(self) -> int:
        """Whole seconds until the session ends by itself, while asking."""
        return self._left

    @Property(int, constant=True)
    def warningSeconds(self) -> int:
        """How long is asked, in seconds."""
        return round(self._warning_s)

    def start(self) -> None:
        """A session begins."""
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """No session: nothing to watch."""
        self._timer.stop()
        self._set_left(0)

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._monotonic()
        self._set_left(0)

    def tick(self) -> None:
        """Look at the clock."""
        idle = self._monotonic() - self._last
        if idle >= self._idle_s + self._warning_s:
            self.stop()
            self.expired.emit()
        elif idle >= self._idle_s:
            self._set_left(max(1, round(self._idle_s + self._warning_s - idle)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any touch or key anywhere counts, but while asking only the answer does."""
        if event.type() in _SIGNS_OF_LIFE and not self._left:
            self._last = self._monotonic()
        return False

    def _set_left(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.warning_changed.emit()

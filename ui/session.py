"""A resident's session: it ends by 结束使用 or by nobody being there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
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
    hold_changed = Signal()

    def __init__(
        self, idle_s: float, warning_s: float, monotonic: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._idle_s, self._warning_s, self._monotonic = idle_s, warning_s, monotonic
        self._last = monotonic()
        self._left = 0
        self._held_s = 0.0
        self._hold_left = 0
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

    @Property(int, notify=hold_changed)
    def holdLeft(self) -> int:
        """Whole seconds for which the screen still waits for a phone; 0 where it does not."""
        return self._hold_left

    @Property(float, notify=hold_changed)
    def holdShare(self) -> float:
        """The same as a share of the whole wait, 0 to 1."""
        return self._hold_left / self._held_s if self._held_s else 0.0

    def hold(self, seconds: float) -> None:
        """Wait so long for something else than a touch, such as a phone; 0: for touches again."""
        if seconds != self._held_s:
            self._held_s = seconds
            self.touch()

    def start(self) -> None:
        """A session begins."""
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """No session: nothing to watch."""
        self._timer.stop()
        self._set_left(0)

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._monotonic()
        self._set_left(0)
        self._set_hold_left()

    @Slot()
    def tick(self) -> None:
        """Look at the clock."""
        idle, patience = self._monotonic() - self._last, self._held_s or self._idle_s
        if idle >= patience + self._warning_s:
            self.stop()
            self.expired.emit()
        elif idle >= patience:
            self._set_left(max(1, round(patience + self._warning_s - idle)))
        self._set_hold_left()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any touch or key anywhere counts, but while asking only the answer does."""
        if event.type() in _SIGNS_OF_LIFE and not self._left and not self._held_s:
            self._last = self._monotonic()
        return False

    def _set_hold_left(self) -> None:
        idle = self._monotonic() - self._last
        left = max(0, round(self._held_s - idle)) if self._held_s else 0
        if left != self._hold_left:
            self._hold_left = left
            self.hold_changed.emit()

    def _set_left(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.warning_changed.emit()

"""The calm line about how fresh the screen is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.catalogue import Catalogue
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.presenting import clock_words, moment_words, weekday_words

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000
MISSED_POLLS = 3


@QmlElement
@QmlUncreatable("given by the shell")
class StatusModel(QObject):
    """Clock, date, 信息截至 and whether the platform has been heard lately."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, poll_seconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._patience_s = MISSED_POLLS * poll_seconds
        self._shown: tuple[str, str, str, bool] = ("", "", "", False)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)
        catalogue.changed.connect(self.refresh)
        self.refresh()
        self._timer.start()

    @Property(str, notify=changed)
    def clock(self) -> str:
        """9:41."""
        return self._shown[0]

    @Property(str, notify=changed)
    def day(self) -> str:
        """5月18日 星期一."""
        return self._shown[1]

    @Property(str, notify=changed)
    def asOf(self) -> str:
        """信息截至 …."""
        return self._shown[2]

    @Property(bool, notify=changed)
    def offline(self) -> bool:
        """Whether several polls were missed."""
        return self._shown[3]

    @Slot()
    def refresh(self) -> None:
        """Look at clock and cache; speak only when something changed."""
        now = self._catalogue.now()
        state = self._catalogue.state
        as_of, offline = "正在更新岗位信息", False
        if state is not None:
            heard = state.contact_at or state.applied_at
            offline = (now - heard).total_seconds() > self._patience_s
            moment = moment_words(heard, now)
            as_of = f"离线可用 · 信息截至 {moment}" if offline else f"信息截至 {moment}"
        shown = (clock_words(now), weekday_words(now.date()), as_of, offline)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

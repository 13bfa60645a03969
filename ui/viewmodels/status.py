"""The calm line about how fresh the screen is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.text.moments import clock_words, date_and_time_words, weekday_words
from kiosk.timekeeping import LONGEST_SILENCE
from ui.catalogue import Catalogue
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.presenting import moment_words

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000
MISSED_POLLS = 3
SILENT_DAYS = LONGEST_SILENCE.days
UPDATING = "正在更新岗位信息"
AS_OF = "信息截至"
OFFLINE = "离线可用"
UNSURE = "时间待核对"


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is said about time; clock and day stay unsaid where nobody knows them."""

    clock: str = ""
    day: str = ""
    asOf: str = ""
    offline: bool = False
    doubtful: bool = False
    callFirst: bool = False


@QmlElement
@QmlUncreatable("given by the shell")
class StatusModel(QObject):
    """Clock, date, 信息截至 and whether the platform has been heard lately."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, poll_seconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._patience_s = MISSED_POLLS * poll_seconds
        self._shown = Freshness()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)
        catalogue.changed.connect(self.refresh)
        catalogue.heard.connect(self.refresh)
        self.refresh()
        self._timer.start()

    @Property(str, notify=changed)
    def clock(self) -> str:
        """9:41; nothing rather than a wrong time."""
        return self._shown.clock

    @Property(str, notify=changed)
    def day(self) -> str:
        """5月18日 星期一; nothing rather than a wrong day."""
        return self._shown.day

    @Property(str, notify=changed)
    def asOf(self) -> str:
        """信息截至 …, with what keeps it from being fresh."""
        return self._shown.asOf

    @Property(bool, notify=changed)
    def updating(self) -> bool:
        """Whether the first version is still to come."""
        return self._shown.asOf == UPDATING

    @Property(bool, notify=changed)
    def offline(self) -> bool:
        """Whether several polls were missed."""
        return self._shown.offline

    @Property(bool, notify=changed)
    def doubtful(self) -> bool:
        """Whether nobody knows what day it is."""
        return self._shown.doubtful

    @Property(bool, notify=changed)
    def callFirst(self) -> bool:
        """Whether posts may have changed since: 请先打电话核实."""
        return self._shown.callFirst

    @Property(str, notify=changed)
    def callFirstReason(self) -> str:
        """Why a call is wiser than a walk."""
        reason = "时间待核对" if self._shown.doubtful else f"已有 {SILENT_DAYS} 天没连上平台"
        return f"本机{reason}，岗位可能变了。" if self._shown.callFirst else ""

    def stop(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Look at clock and cache; speak only when something changed."""
        shown = self._now()
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def _now(self) -> Freshness:
        heard, doubtful = self._catalogue.heard_at, self._catalogue.doubtful
        now = self._catalogue.now()
        if doubtful and heard is not None:
            as_of = f"{UNSURE} · {AS_OF} {date_and_time_words(heard.astimezone(now.tzinfo))}"
            return Freshness(asOf=as_of, doubtful=True, callFirst=self._catalogue.call_first)
        said = Freshness(clock=clock_words(now), day=weekday_words(now.date()), asOf=UPDATING)
        if heard is None:
            return said
        offline = (now - heard).total_seconds() > self._patience_s
        as_of = f"{AS_OF} {moment_words(heard, now)}"
        return replace(
            said,
            asOf=f"{OFFLINE} · {as_of}" if offline else as_of,
            offline=offline,
            callFirst=self._catalogue.call_first,
        )

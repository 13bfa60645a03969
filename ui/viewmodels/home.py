"""The home screen: what can be done here, and how much of it there is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.geo.walking import reach_metres
from offline_cache.query import JobQuery
from ui.catalogue import Catalogue
from ui.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

WALK_MINUTES = 15
CAP = 1000


@QmlElement
@QmlUncreatable("given by the shell")
class HomeModel(QObject):
    """Counts under the tiles."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._jobs = 0
        catalogue.changed.connect(self.refresh)
        self.refresh()

    @Property(str, notify=changed)
    def nearbyWords(self) -> str:
        """Line under 附近岗位."""
        if self._catalogue.state is None:
            return "正在更新岗位信息"
        count = f"{CAP}+" if self._jobs >= CAP else str(self._jobs)
        return f"走路 {WALK_MINUTES} 分钟内 {count} 个"

    @Slot()
    def refresh(self) -> None:
        """Count again."""
        today = self._catalogue.today()
        query = JobQuery(today=today, within_metres=reach_metres(WALK_MINUTES))
        self._jobs = self._catalogue.read(lambda r: r.count_jobs(query, cap=CAP), 0)
        self.changed.emit()

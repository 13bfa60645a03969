"""按人群找: the kinds of post of the notice, with how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.records import Tag
from kiosk.text.labels import TAG_LABELS
from offline_cache.query import JobQuery
from ui.catalogue import Catalogue
from ui.models.rows import RowsModel
from ui.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

CAP = 1000
FOR_WHOM: Final[dict[Tag, str]] = {
    Tag.CARING: "找工作有困难的人",
    Tag.DISABILITY: "残疾朋友",
    Tag.PARENT: "要接送孩子的家长",
    Tag.SENIOR: "退休后还想干活",
    Tag.REMOTE: "在家就能做",
    Tag.PUBLIC_WELFARE: "政府兜底安置",
    Tag.GIG: "干一天结一天",
    Tag.PART_TIME: "每天几小时",
    Tag.GRADUATE: "刚毕业不久",
}


@dataclass(frozen=True, slots=True)
class Group:
    """One tile."""

    code: str
    label: str
    forWhom: str
    countWords: str


@QmlElement
@QmlUncreatable("given by the shell")
class GroupsModel(QObject):
    """Tiles with their counts; counted when shown, since nine counts are not free."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._rows = RowsModel(Group, self)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Model of ``Group``."""
        return self._rows

    @Slot()
    def refresh(self) -> None:
        """Count again."""
        self._rows.show([self._group(tag) for tag in Tag])
        self.changed.emit()

    def _group(self, tag: Tag) -> Group:
        query = JobQuery(tags=(tag,), today=self._catalogue.today())
        count = self._catalogue.read(lambda r: r.count_jobs(query, cap=CAP), 0)
        words = f"{CAP}+ 个" if count >= CAP else f"{count} 个"
        return Group(tag.value, TAG_LABELS[tag], FOR_WHOM[tag], words)

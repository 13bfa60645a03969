"""打印: one button where there is something to take along, and one sentence about what it did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.settings import Printer
from offline_cache.print_order import PrintOrder, PrintState, SheetKind
from ui.print_door import Fate, PrintDoor
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.print_words import ELSE, QUOTA, fate_words

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


class Stage(StrEnum):
    """Where the paper of the opened record stands."""

    READY = "ready"
    BUSY = "busy"
    PRINTED = "printed"
    FAILED = "failed"
    DOUBTFUL = "doubtful"
    NO_MORE = "no_more"


_STAGES = {
    PrintState.PRINTED: Stage.PRINTED,
    PrintState.NOT_PRINTED: Stage.FAILED,
    PrintState.DOUBTFUL: Stage.DOUBTFUL,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One record that can be had on paper."""

    kind: SheetKind = SheetKind.SLIPS
    id: str = ""


@QmlElement
@QmlUncreatable("given by the shell")
class PrintingModel(QObject):
    """For one resident: at most one order under way, and so many sheets a session."""

    changed = Signal()

    def __init__(self, door: PrintDoor, printer: Printer, parent: QObject) -> None:
        super().__init__(parent)
        self.door = door
        self._printer = printer
        self._opened = Subject()
        self._ordered: Subject | None = None
        self._fates: dict[Subject, Fate] = {}
        self._sheets = 0
        door.changed.connect(self._hear)

    @Property(bool, constant=True)
    def offered(self) -> bool:
        """Whether anything can be printed at this terminal."""
        return self._printer.kind != "none"

    @Property(str, notify=changed)
    def subject(self) -> str:
        """Id of the record that is opened."""
        return self._opened.id

    @Property(str, notify=changed)
    def stage(self) -> str:
        """One of ``Stage``, of the record that is opened."""
        return self._stage().value

    @Property(bool, notify=changed)
    def enabled(self) -> bool:
        """Whether a tap prints now."""
        return not self.door.under_way and self._left > 0

    @Property(str, notify=changed)
    def words(self) -> str:
        """What became of it; nothing before the first tap."""
        if self._stage() is Stage.NO_MORE:
            return QUOTA.format(most=self._printer.quota_per_session) + ELSE
        return fate_words(self._fates.get(self._opened), into_folder=self._printer.kind == "folder")

    @property
    def under_way(self) -> bool:
        """Whether somebody waits for paper."""
        return self.door.under_way

    def show(self, kind: SheetKind, record_id: str) -> None:
        """A record is opened that can be had on paper."""
        self._opened = Subject(kind, record_id)
        self.changed.emit()

    @Slot()
    def order(self) -> None:
        """打印, 再试一次, 再打一张."""
        if self.enabled and self._opened.id:
            self._ordered = self._opened
            self.door.order(PrintOrder(kind=self._opened.kind, ids=(self._opened.id,)))

    @Slot()
    def reset(self) -> None:
        """As at the start of a session; what was ordered is taken back."""
        self._opened, self._ordered, self._sheets = Subject(), None, 0
        self._fates.clear()
        self.door.forget()
        self.changed.emit()

    @property
    def _left(self) -> int:
        return self._printer.quota_per_session - self._sheets

    def _stage(self) -> Stage:
        fate = self._fates.get(self._opened)
        stage = _STAGES.get(fate.state, Stage.BUSY) if fate else Stage.READY
        told = stage in (Stage.BUSY, Stage.PRINTED, Stage.DOUBTFUL)
        return stage if told or self._left > 0 else Stage.NO_MORE

    @Slot()
    def _hear(self) -> None:
        fate = self.door.fate
        if fate is None or self._ordered is None:
            return
        self._fates[self._ordered] = fate
        if fate.state in (PrintState.PRINTED, PrintState.DOUBTFUL):
            self._sheets += max(1, fate.done)
        self.changed.emit()

"""The attract screen: a headline and three live jobs that change every nine seconds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.geo.walking import reach_metres, walking_minutes
from kiosk.text.job_words import pay_of
from offline_cache.query import JobQuery, NearbyJob
from ui.catalogue import Catalogue
from ui.models.rows import RowsModel
from ui.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

LINES = 3
CHANGE_MS = 9000
WALK_MINUTES = 15
POOL = 60
CAP = 1000
WIDEST_TITLE = 12


@dataclass(frozen=True, slots=True)
class AttractLine:
    """One live job; ``pay`` is the lower bound where the job names a range (起)."""

    pay: str
    payUnit: str
    minutes: int
    title: str


@QmlElement
@QmlUncreatable("given by the shell")
class AttractModel(QObject):
    """Three lines out of the nearest lawful jobs, in turn."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._lines = RowsModel(AttractLine, self)
        self._pool: list[AttractLine] = []
        self._count = 0
        self._first = 0
        self._timer = QTimer(self, interval=CHANGE_MS)
        self._timer.timeout.connect(self.turn)
        catalogue.changed.connect(self.refresh)
        self.refresh()

    @Property(QObject, constant=True)
    def lines(self) -> QObject:
        """Model of ``AttractLine``."""
        return self._lines

    @Property(str, notify=changed)
    def nearbyWords(self) -> str:
        """Jobs within a 15-minute walk, as words; empty where there are none."""
        if not self._count:
            return ""
        return f"{CAP}+" if self._count >= CAP else str(self._count)

    @Slot()
    def start(self) -> None:
        """The screen is shown: begin to change."""
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        """The screen is left."""
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Read the jobs again."""
        query = JobQuery(today=self._catalogue.today(), within_metres=reach_metres(WALK_MINUTES))
        none: list[NearbyJob] = []
        jobs = self._catalogue.read(lambda r: r.jobs(query, limit=POOL), none)
        self._count = self._catalogue.read(lambda r: r.count_jobs(query, cap=CAP), 0)
        self._pool = [line for job in jobs if (line := _line(job))]
        self._first = min(self._first, max(0, len(self._pool) - LINES))
        self._show()
        self.changed.emit()

    @Slot()
    def turn(self) -> None:
        """Show the next three."""
        if len(self._pool) > LINES:
            self._first = (self._first + LINES) % len(self._pool)
            self._show()

    def _show(self) -> None:
        doubled = self._pool + self._pool
        self._lines.show(doubled[self._first : self._first + min(LINES, len(self._pool))])


def _line(nearby: NearbyJob) -> AttractLine | None:
    job = nearby.job
    if job.pay is None or job.pay.minimum is None or nearby.metres is None:
        return None
    if len(job.title) > WIDEST_TITLE:
        return None
    pay, unit = pay_of(job)
    low = pay.partition("–")[0].removesuffix("以上")
    return AttractLine(
        pay=low,
        payUnit=unit if low == pay else f"{unit}起",
        minutes=walking_minutes(nearby.metres),
        title=job.title,
    )

"""培训招聘会: courses and events, soonest first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.records import Activity
from kiosk.text.job_words import UNSTATED
from kiosk.text.labels import ACTIVITY_KIND_LABELS
from kiosk.text.moments import span_words, weekday_words
from ui.catalogue import Catalogue
from ui.models.rows import RowsModel
from ui.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """One course or event."""

    activityId: str
    title: str
    kind: str
    day: str
    hours: str
    place: str
    description: str
    fee: str
    phone: str


@QmlElement
@QmlUncreatable("given by the shell")
class ActivitiesModel(QObject):
    """What is still to come."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, station_phone: str, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._station_phone = station_phone
        self._rows = RowsModel(ActivityCard, self)
        self._count = 0
        catalogue.changed.connect(self.refresh)
        self.refresh()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Model of ``ActivityCard``."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are."""
        return self._count

    @Slot()
    def refresh(self) -> None:
        """Read the activities again."""
        none: list[Activity] = []
        now = self._catalogue.now()
        found = self._catalogue.read(lambda r: r.activities(now.date()), none)
        cards = [self._card(activity) for activity in found if activity.ends_at > now]
        self._count = len(cards)
        self._rows.show(cards)
        self.changed.emit()

    def _card(self, activity: Activity) -> ActivityCard:
        zone = self._catalogue.now().tzinfo
        starts, ends = activity.starts_at.astimezone(zone), activity.ends_at.astimezone(zone)
        return ActivityCard(
            activityId=activity.id,
            title=activity.title,
            kind=ACTIVITY_KIND_LABELS[activity.kind],
            day=weekday_words(starts.date()),
            hours=span_words(starts, ends),
            place=activity.address or UNSTATED,
            description=activity.description or "",
            fee=activity.fee or "",
            phone=activity.phone or self._station_phone,
        )

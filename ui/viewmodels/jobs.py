"""附近岗位: the list, its filters, and what to do when nothing is found."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.records import JobKind, Tag
from kiosk.text.labels import KIND_LABELS, TAG_LABELS
from offline_cache.query import JobQuery, NearbyJob
from ui.catalogue import Catalogue
from ui.models.rows import ChunkedRows, RowsModel
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.choices import (
    DEFAULT_REACH,
    PAY_BANDS,
    REACHES,
    Option,
    kind_options,
    pay_options,
    reach_options,
    tag_options,
)
from ui.viewmodels.presenting import JobCard, job_card

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

CAP = 1000
LONGEST_TEXT = 12


@QmlElement
@QmlUncreatable("given by the shell")
class JobsModel(QObject):
    """Filters in, cards out; every change asks the cache again."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, division: str, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._division = division
        self._rows = ChunkedRows(JobCard, JobCard(), self)
        self._reaches = RowsModel(Option, self)
        self._tag_choices = RowsModel(Option, self)
        self._kind_choices = RowsModel(Option, self)
        self._pay_choices = RowsModel(Option, self)
        self._text = ""
        self._reach = DEFAULT_REACH
        self._tags: frozenset[Tag] = frozenset()
        self._kinds: frozenset[JobKind] = frozenset()
        self._pay = ""
        self._count = 0
        self.refresh()
        catalogue.changed.connect(self.refresh)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Model of ``JobCard``."""
        return self._rows

    @Property(QObject, constant=True)
    def reaches(self) -> QObject:
        """Radius buttons."""
        return self._reaches

    @Property(QObject, constant=True)
    def tagChoices(self) -> QObject:
        """Kinds of post."""
        return self._tag_choices

    @Property(QObject, constant=True)
    def kindChoices(self) -> QObject:
        """Kinds of work."""
        return self._kind_choices

    @Property(QObject, constant=True)
    def payChoices(self) -> QObject:
        """Pay bands."""
        return self._pay_choices

    @Property(int, notify=changed)
    def count(self) -> int:
        """Jobs found, at most ``CAP``."""
        return self._count

    @Property(str, notify=changed)
    def countWords(self) -> str:
        """N 个 · 由近到远."""
        count = f"{CAP}+" if self._count >= CAP else str(self._count)
        return f"{count} 个 · 由近到远" if self._count else "0 个"

    @Property(str, notify=changed)
    def text(self) -> str:
        """What was typed."""
        return self._text

    @Property(str, notify=changed)
    def reachWords(self) -> str:
        """Chosen radius."""
        return REACHES[self._reach].label

    @Property(str, notify=changed)
    def tagWords(self) -> str:
        """Chosen kinds of post, or nothing."""
        return "、".join(TAG_LABELS[tag] for tag in Tag if tag in self._tags)

    @Property(str, notify=changed)
    def kindWords(self) -> str:
        """Chosen kinds of work, or nothing."""
        return "、".join(KIND_LABELS[kind] for kind in JobKind if kind in self._kinds)

    @Property(str, notify=changed)
    def payWords(self) -> str:
        """Chosen pay band, or nothing."""
        return PAY_BANDS[self._pay].label if self._pay else ""

    @Property(bool, notify=changed)
    def narrowed(self) -> bool:
        """Whether any filter but the radius is on."""
        return bool(self._text or self._tags or self._kinds or self._pay)

    @Property(bool, notify=changed)
    def canWiden(self) -> bool:
        """Whether a wider radius exists."""
        return self._reach != "all"

    @Slot(str)
    def setReach(self, code: str) -> None:
        """Look within ``code`` of the reaches."""
        self._reach = code if code in REACHES else DEFAULT_REACH
        self.refresh()

    @Slot(str)
    def showGroup(self, code: str) -> None:
        """Only one kind of post, wherever it is."""
        self._clear()
        self._tags = frozenset({Tag(code)})
        self._reach = "all"
        self.refresh()

    @Slot(str)
    def toggleTag(self, code: str) -> None:
        """Choose or drop a kind of post."""
        self._tags ^= {Tag(code)}
        self.refresh()

    @Slot(str)
    def toggleKind(self, code: str) -> None:
        """Choose or drop a kind of work."""
        self._kinds ^= {JobKind(code)}
        self.refresh()

    @Slot(str)
    def setPay(self, code: str) -> None:
        """Choose a pay band."""
        self._pay = code if code in PAY_BANDS else ""
        self.refresh()

    @Slot(str)
    def typeLetter(self, letter: str) -> None:
        """One key of the initials pad."""
        if len(self._text) < LONGEST_TEXT:
            self._text += letter
            self.refresh()

    @Slot()
    def eraseLetter(self) -> None:
        """The pad's erase key."""
        self._text = self._text[:-1]
        self.refresh()

    @Slot()
    def clearFilters(self) -> None:
        """Drop every filter but the radius."""
        reach = self._reach
        self._clear()
        self._reach = reach
        self.refresh()

    @Slot()
    def reset(self) -> None:
        """As at the start of a session."""
        self._clear()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask the cache again."""
        query = self._query()
        self._count = self._catalogue.read(lambda r: r.count_jobs(query, cap=CAP), 0)
        self._rows.browse(self._count, lambda start, limit: self._fetch(query, start, limit))
        self._reaches.show(reach_options(self._reach))
        self._tag_choices.show(tag_options(self._tags))
        self._kind_choices.show(kind_options(self._kinds))
        self._pay_choices.show(pay_options(self._pay))
        self.changed.emit()

    def _clear(self) -> None:
        self._text = ""
        self._reach = DEFAULT_REACH
        self._tags = frozenset()
        self._kinds = frozenset()
        self._pay = ""

    def _query(self) -> JobQuery:
        reach, band = REACHES[self._reach], PAY_BANDS[self._pay]
        return JobQuery(
            text=self._text,
            within_metres=reach.within_metres,
            division=self._division if reach.in_district else None,
            tags=tuple(sorted(self._tags)),
            kinds=tuple(sorted(self._kinds)),
            pay_unit=band.unit,
            month_at_least=band.month_at_least,
            today=self._catalogue.today(),
        )

    def _fetch(self, query: JobQuery, start: int, limit: int) -> list[JobCard]:
        none: list[NearbyJob] = []
        found = self._catalogue.read(lambda r: r.jobs(query, limit=limit, offset=start), none)
        return [job_card(nearby) for nearby in found]

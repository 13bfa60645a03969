"""One job with everything that matters, in the order in which people ask."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.records import Job
from kiosk.text.labels import EMPLOYMENT_TYPE_LABELS
from offline_cache.query import NearbyJob
from ui.catalogue import Catalogue
from ui.models.rows import RowsModel
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.presenting import (
    UNSTATED,
    JobCard,
    date_words,
    form_words,
    head_count_words,
    job_card,
    kind_words,
)

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table; ``stated`` is false where the source was silent."""

    name: str
    words: str
    stated: bool


@QmlElement
@QmlUncreatable("given by the shell")
class JobModel(QObject):
    """The opened job; ``found`` is false once it was withdrawn or expired."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, station_phone: str, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._station_phone = station_phone
        self._id = ""
        self._nearby: NearbyJob | None = None
        self._card = JobCard()
        self._facts = RowsModel(Fact, self)
        catalogue.changed.connect(self.refresh)

    @property
    def opened(self) -> Job | None:
        """The job itself, for whoever has more to say about it."""
        return self._nearby.job if self._nearby else None

    @Property(bool, notify=changed)
    def found(self) -> bool:
        """Whether the job is still in the cache and valid."""
        return self._nearby is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Job title."""
        return self._card.title

    @Property(str, notify=changed)
    def pay(self) -> str:
        """Figure of the pay."""
        return self._card.pay

    @Property(str, notify=changed)
    def payUnit(self) -> str:
        """Unit of the pay."""
        return self._card.payUnit

    @Property(str, notify=changed)
    def walk(self) -> str:
        """步行约 N 分钟."""
        return self._card.walk

    @Property(str, notify=changed)
    def address(self) -> str:
        """Where the work is."""
        return self._nearby.job.address or "" if self._nearby else ""

    @Property(str, notify=changed)
    def form(self) -> str:
        """Head count and form of employment."""
        return form_words(self._nearby.job) if self._nearby else ""

    @Property("QVariantList", notify=changed)
    def tags(self) -> list[dict[str, str]]:
        """Code and word of each tag."""
        return self._card.tags

    @Property(str, notify=changed)
    def phone(self) -> str:
        """The employer's number, else the station's."""
        if self._nearby is None:
            return ""
        return self._nearby.job.contact_phone or self._station_phone

    @Property(str, notify=changed)
    def phoneOwner(self) -> str:
        """Whom the number reaches."""
        if self._nearby is None:
            return ""
        job = self._nearby.job
        if not job.contact_phone:
            return "问本站工作人员"
        return f"找{job.contact_name}" if job.contact_name else "用人单位"

    @Property(QObject, constant=True)
    def facts(self) -> QObject:
        """Model of ``Fact``."""
        return self._facts

    @Slot(str)
    def show(self, job_id: str) -> None:
        """Open a job."""
        self._id = job_id
        self.refresh()

    @Slot()
    def reset(self) -> None:
        """As at the start of a session."""
        self.show("")

    @Slot()
    def refresh(self) -> None:
        """Read the job again; an expired one is gone."""
        found = None
        if self._id:
            found = self._catalogue.read(lambda r: r.job(self._id), None)
        if found is not None and found.job.valid_through < self._catalogue.today():
            found = None
        self._nearby = found
        self._card = job_card(found) if found else JobCard()
        self._facts.show(_facts(found.job) if found else [])
        self.changed.emit()


def _facts(job: Job) -> list[Fact]:
    validity = date_words(job.valid_through)
    if job.valid_through_assumed:
        validity += f"（{UNSTATED}，按导入后 30 天计）"
    source = f"{job.source} · {date_words(job.updated_at.date())}更新 · 编号 {job.id}"
    return [
        _fact("单位", job.employer),
        _fact("做什么", job.description),
        _fact("什么时候", job.hours),
        _fact("要求", job.requirements),
        _fact("条件", job.conditions),
        _fact("在哪里", "在家可做" if job.remote and not job.address else job.address),
        _fact("工种", kind_words(job)),
        _fact(
            "用工形式", EMPLOYMENT_TYPE_LABELS[job.employment_type] if job.employment_type else None
        ),
        _fact("招聘人数", head_count_words(job)),
        _fact("有效期至", validity),
        _fact("来源", source),
    ]


def _fact(name: str, words: str | None) -> Fact:
    return Fact(name, words or UNSTATED, bool(words))

"""One job with everything that matters, in the order in which people ask."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.public_addresses import job_address
from kiosk.records import Job
from kiosk.settings import Central
from kiosk.text.job_words import Fact, form_words, job_facts, whom_to_call
from offline_cache.query import NearbyJob
from ui.catalogue import Catalogue
from ui.models.rows import RowsModel
from ui.qr import qr_modules, qr_source
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.presenting import JobCard, job_card

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("given by the shell")
class JobModel(QObject):
    """The opened job; ``found`` is false once it was withdrawn or expired."""

    changed = Signal()

    def __init__(
        self, catalogue: Catalogue, station_phone: str, central: Central, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._station_phone = station_phone
        self._central = central
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
        return self._call[1]

    @Property(str, notify=changed)
    def phoneOwner(self) -> str:
        """Whom the number reaches."""
        return self._call[0]

    @Property(QObject, constant=True)
    def facts(self) -> QObject:
        """Model of ``Fact``."""
        return self._facts

    @Property(str, notify=changed)
    def takeAlong(self) -> str:
        """Source of the code that leads to the job's public page; empty where phones have none."""
        return qr_source(self._page)

    @Property(int, notify=changed)
    def takeAlongModules(self) -> int:
        """Modules on a side of that code."""
        return qr_modules(self._page)

    @property
    def _call(self) -> tuple[str, str]:
        return whom_to_call(self._nearby.job, self._station_phone) if self._nearby else ("", "")

    @property
    def _page(self) -> str:
        if self._nearby is None:
            return ""
        central = self._central
        return job_address(central.phone_url, central.region, self._nearby.job.id)

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
        self._facts.show(job_facts(found.job) if found else [])
        self.changed.emit()

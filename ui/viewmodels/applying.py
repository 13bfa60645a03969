"""投简历: the résumé that was left in this session goes to jobs that were looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.submissions import Application, SubmissionKind
from offline_cache.query import NearbyJob
from ui.catalogue import Catalogue
from ui.letterbox import Letterbox
from ui.models.rows import RowsModel
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.presenting import job_card

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

MOST_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A job that a résumé can go to; ``sent`` once it has."""

    jobId: str
    title: str
    employer: str
    pay: str
    chosen: bool
    sent: bool


@dataclass(frozen=True, slots=True)
class LeftResume:
    """What the platform has received in this session."""

    submission: str
    reference: str


@dataclass(slots=True)
class _Session:
    """Ids of jobs, newest first where there is an order."""

    resume: LeftResume | None = None
    looked: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    chosen: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    sending: set[str] = field(default_factory=set)
    failed: bool = False


@QmlElement
@QmlUncreatable("given by the shell")
class ApplyModel(QObject):
    """Jobs looked at in this session, newest first, and which of them the résumé goes to."""

    changed = Signal()

    def __init__(self, letterbox: Letterbox, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._letterbox, self._catalogue = letterbox, catalogue
        self._rows = RowsModel(Candidate, self)
        self._session = _Session()
        catalogue.changed.connect(self.refresh)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Model of ``Candidate``."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many jobs there are to choose from."""
        return len(self._session.shown)

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether a résumé was left that can go to more jobs."""
        return self._session.resume is not None

    @Property(str, notify=changed)
    def reference(self) -> str:
        """Number of that résumé."""
        return self._session.resume.reference if self._session.resume else ""

    @Property(int, notify=changed)
    def chosen(self) -> int:
        """How many are chosen and not sent yet."""
        return len(self._session.chosen)

    @Property(int, notify=changed)
    def sent(self) -> int:
        """How many it has gone to."""
        return len(self._session.sent)

    @Property(bool, notify=changed)
    def sending(self) -> bool:
        """Whether it is being laid in at this moment."""
        return bool(self._session.sending)

    @Property(bool, notify=changed)
    def failed(self) -> bool:
        """Whether the last try was not taken."""
        return self._session.failed

    @Property(bool, notify=changed)
    def openedSent(self) -> bool:
        """Whether it has gone to the job that was opened last."""
        return bool(self._session.looked) and self._session.looked[0] in self._session.sent

    def look_at(self, job_id: str) -> None:
        """A person opened this job."""
        self._session.looked = [job_id, *(seen for seen in self._session.looked if seen != job_id)]
        self.refresh()

    def take(self, resume: LeftResume, about: str, applied: bool) -> None:
        """A résumé was received, for the job ``about`` if that says one."""
        self._session.resume = resume
        if about and applied:
            self._session.sent.add(about)
        elif about:
            self._session.chosen.add(about)
        self.refresh()

    def choose(self, job_id: str) -> None:
        """This job is meant."""
        if job_id not in self._session.sent:
            self._session.chosen.add(job_id)
        self.refresh()

    @Slot(str)
    def toggle(self, job_id: str) -> None:
        """Choose a job, or not after all."""
        if not self._session.sending and job_id not in self._session.sent:
            self._session.chosen ^= {job_id}
            self.refresh()

    @Slot()
    def send(self) -> None:
        """投简历 to every job that is chosen."""
        resume, jobs = (
            self._session.resume,
            tuple(job for job in self._session.shown if job in self._session.chosen),
        )
        if resume is None or not jobs or self._session.sending:
            return
        session = self._session
        session.sending = set(jobs)
        self._session.failed = False
        self.refresh()
        self._letterbox.leave(
            SubmissionKind.APPLICATION,
            Application(resume=resume.submission, job_ids=jobs),
            resume.reference,
            lambda laid: self._left(session, jobs, laid),
        )

    @Slot()
    def reset(self) -> None:
        """As at the start of a session; what was sent stays sent."""
        self._session = _Session()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the jobs again; one that was withdrawn is not offered."""
        found = [self._read(job) for job in self._session.looked]
        shown = [nearby for nearby in found if nearby is not None][:MOST_SHOWN]
        self._session.shown = [nearby.job.id for nearby in shown]
        self._session.chosen &= set(self._session.shown)
        self._rows.show([self._candidate(nearby) for nearby in shown])
        self.changed.emit()

    def _left(self, session: _Session, jobs: tuple[str, ...], laid: bool) -> None:
        if session is not self._session:
            return
        session.sending, session.failed = set(), not laid
        if laid:
            session.sent |= set(jobs)
            session.chosen -= set(jobs)
        self.refresh()

    def _read(self, job_id: str) -> NearbyJob | None:
        found = self._catalogue.read(lambda reader: reader.job(job_id), None)
        if found is None or found.job.valid_through < self._catalogue.today():
            return None
        return found

    def _candidate(self, nearby: NearbyJob) -> Candidate:
        card = job_card(nearby)
        return Candidate(
            jobId=card.jobId,
            title=card.title,
            employer=card.employer,
            pay=f"{card.pay} {card.payUnit}".strip(),
            chosen=card.jobId in self._session.chosen,
            sent=card.jobId in self._session.sent,
        )

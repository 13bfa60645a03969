"""报告问题: one tap says what is wrong with a post; nobody is asked who they are."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.records import Job
from kiosk.submissions import JobReport, ReportReason, SubmissionKind, new_reference
from ui.letterbox import Letterbox
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.status import StatusModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SECOND_TAP_S: Final = 0.6
"""A tap so soon after one that committed something was the same tap."""
ADVICE: Final = {
    ReportReason.FILLED: "核实后，这个岗位会从屏幕上撤下。",
    ReportReason.SUSPICIOUS: "已经交了钱，请马上打 110。",
    ReportReason.WRONG: "核实后，岗位信息会改过来。",
}


class Stage(StrEnum):
    """Where a report about the opened job stands."""

    ASKING = "asking"
    WRITING = "writing"
    THANKED = "thanked"
    REFUSED = "refused"


@QmlElement
@QmlUncreatable("given by the shell")
class ReportModel(QObject):
    """At most one report per job and session: whoever comes again sees the first reference."""

    changed = Signal()

    def __init__(
        self,
        letterbox: Letterbox,
        status: StatusModel,
        monotonic: Callable[[], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._letterbox = letterbox
        self._status = status
        self._monotonic = monotonic
        self._committed = float("-inf")
        self._job: Job | None = None
        self._stage = Stage.REFUSED
        self._kept: dict[str, tuple[str, ReportReason]] = {}
        self._writing: set[str] = set()
        status.changed.connect(self.changed)

    @Property(str, notify=changed)
    def stage(self) -> str:
        """asking, writing, thanked, or refused where nothing can be left here now."""
        return self._stage.value

    @Property(str, notify=changed)
    def title(self) -> str:
        """Title of the job in question."""
        return self._job.title if self._job else ""

    @Property(str, notify=changed)
    def employer(self) -> str:
        """Who posted it, as far as known."""
        return self._job.employer or "" if self._job else ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        """Number of the report that is kept."""
        return self._kept[self._job.id][0] if self._job and self._job.id in self._kept else ""

    @Property(str, notify=changed)
    def delivery(self) -> str:
        """Whether it is on its way, as far as this terminal knows."""
        if not self.reference:
            return ""
        return "现在没连上平台，联网后送出。" if self._status.offline else "很快送到平台核实。"

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What comes of it, or what else to do."""
        return ADVICE[self._kept[self._job.id][1]] if self._job and self.reference else ""

    def show(self, job: Job | None) -> None:
        """``job`` is opened: whether something can be said about it is known before it is asked."""
        self._job = job
        if job is None:
            self._set(Stage.REFUSED)
        elif job.id in self._writing:
            self._set(Stage.WRITING)
        elif job.id in self._kept:
            self._set(Stage.THANKED)
        else:
            self._set(Stage.ASKING if self._letterbox.takes() else Stage.REFUSED)

    @Slot()
    def refresh(self) -> None:
        """Look again whether something can be left."""
        self.show(self._job)

    @Slot(str)
    def choose(self, code: str) -> None:
        """The one tap: ``code`` of ``ReportReason``."""
        if self._job is None or self._stage is not Stage.ASKING:
            return
        self._committed = self._monotonic()
        self._set(Stage.WRITING)
        job, reason, reference = self._job, ReportReason(code), new_reference()
        kept = self._kept
        self._writing.add(job.id)
        self._letterbox.leave(
            SubmissionKind.JOB_REPORT,
            JobReport(job_id=job.id, reason=reason, title=job.title, employer=job.employer),
            reference,
            lambda laid: self._left(kept, job.id, (reference, reason) if laid else None),
        )

    def may_close(self) -> bool:
        """Whether a tap now is another one than the one that chose."""
        return self._monotonic() - self._committed >= SECOND_TAP_S

    @Slot()
    def reset(self) -> None:
        """As at the start of a session; what was left stays left."""
        self._kept, self._writing = {}, set()
        self._committed = float("-inf")
        self.show(None)

    def _left(
        self,
        kept: dict[str, tuple[str, ReportReason]],
        job_id: str,
        report: tuple[str, ReportReason] | None,
    ) -> None:
        if report is not None:
            kept[job_id] = report  # that session's own, also where it has ended since
        if kept is not self._kept:
            return
        self._writing.discard(job_id)
        if self._job is not None and self._job.id == job_id:
            self._set(Stage.THANKED if report else Stage.REFUSED)

    def _set(self, stage: Stage) -> None:
        self._stage = stage
        self.changed.emit()

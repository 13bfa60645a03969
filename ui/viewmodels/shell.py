"""The one door from Python into QML: where the resident is, how large the text is, who is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from assets import asset
from kiosk.settings import Settings
from ui.catalogue import Catalogue
from ui.letterbox import Letterbox
from ui.session import IdleWatch
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.activities import ActivitiesModel
from ui.viewmodels.attract import AttractModel
from ui.viewmodels.directory import FIRST_HOTLINE, DirectoryModel
from ui.viewmodels.groups import GroupsModel
from ui.viewmodels.home import HomeModel
from ui.viewmodels.job import JobModel
from ui.viewmodels.jobs import JobsModel
from ui.viewmodels.policies import PoliciesModel, PolicyModel
from ui.viewmodels.report import ReportModel
from ui.viewmodels.status import StatusModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

ATTRACT: Final = "attract"
HOME: Final = "home"
SCREENS: Final = (
    ATTRACT,
    HOME,
    "jobs",
    "job",
    "report",
    "groups",
    "activities",
    "policies",
    "policy",
    "directory",
)
TEXT_SCALES: Final = (1.0, 1.3, 1.6)
TEXT_SCALE_WORDS: Final = ("标准", "大字", "特大")


@QmlElement
@QmlUncreatable("given by the program")
class Shell(QObject):
    """Route, text size and session; owns the view models of every screen."""

    route_changed = Signal()
    text_scale_changed = Signal()

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        letterbox: Letterbox,
        monotonic: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._trail: list[str] = [ATTRACT]
        self._scale = 0
        session = settings.session
        self.idle_watch = IdleWatch(session.idle_seconds, session.warning_seconds, monotonic, self)
        self.idle_watch.expired.connect(self.endSession)
        self._status = StatusModel(catalogue, settings.agent.poll_seconds, self)
        self._attract = AttractModel(catalogue, self)
        self._home = HomeModel(catalogue, self)
        self._jobs = JobsModel(catalogue, settings.station.division, self)
        self._job = JobModel(catalogue, settings.station.phone, self)
        self._report = ReportModel(letterbox, self._status, monotonic, self)
        self._groups = GroupsModel(catalogue, self)
        self._activities = ActivitiesModel(catalogue, settings.station.phone, self)
        self._policies = PoliciesModel(catalogue, self)
        self._policy = PolicyModel(catalogue, self)
        self._directory = DirectoryModel(catalogue, self)
        self._personal = (
            *(self._jobs, self._job, self._report),
            *(self._policies, self._policy, self._directory),
        )
        self._attract.start()

    @Property(str, notify=route_changed)
    def screen(self) -> str:
        """Name of the screen that is shown, one of ``SCREENS``."""
        return self._trail[-1]

    @Property(bool, notify=route_changed)
    def canGoBack(self) -> bool:
        """Whether 返回 leads anywhere but where 首页 does."""
        return len(self._trail) > 2

    @Property(float, notify=text_scale_changed)
    def textScale(self) -> float:
        """1, 1.3 or 1.6."""
        return TEXT_SCALES[self._scale]

    @Property(str, notify=text_scale_changed)
    def textScaleWords(self) -> str:
        """标准, 大字 or 特大."""
        return TEXT_SCALE_WORDS[self._scale]

    @Property(float, constant=True)
    def diagonalMm(self) -> float:
        """Diagonal of the glass in millimetres."""
        return self._settings.display.diagonal_inches * 25.4

    @Property(str, constant=True)
    def stationName(self) -> str:
        """Name of the site."""
        return self._settings.station.name

    @Property(str, constant=True)
    def stationPhone(self) -> str:
        """Phone of the station."""
        return self._settings.station.phone

    @Property(str, constant=True)
    def hotline(self) -> str:
        """The number that everybody should know, there also with an empty cache."""
        return FIRST_HOTLINE

    @Property(str, constant=True)
    def mark(self) -> str:
        """URL of the brand mark."""
        return QUrl.fromLocalFile(str(asset("brand", "mark.svg"))).toString()

    @Property(str, constant=True)
    def markLight(self) -> str:
        """URL of the brand mark for a dark ground."""
        return QUrl.fromLocalFile(str(asset("brand", "mark-light.svg"))).toString()

    @Property(IdleWatch, constant=True)
    def idle(self) -> IdleWatch:
        """The session's clock."""
        return self.idle_watch

    @Property(StatusModel, constant=True)
    def status(self) -> StatusModel:
        """Clock and freshness."""
        return self._status

    @Property(AttractModel, constant=True)
    def attract(self) -> AttractModel:
        """View model of the attract screen."""
        return self._attract

    @Property(HomeModel, constant=True)
    def home(self) -> HomeModel:
        """View model of the home screen."""
        return self._home

    @Property(JobsModel, constant=True)
    def jobs(self) -> JobsModel:
        """View model of 附近岗位."""
        return self._jobs

    @Property(JobModel, constant=True)
    def job(self) -> JobModel:
        """View model of one job."""
        return self._job

    @Property(ReportModel, constant=True)
    def report(self) -> ReportModel:
        """View model of 报告问题."""
        return self._report

    @Property(GroupsModel, constant=True)
    def groups(self) -> GroupsModel:
        """View model of 按人群找."""
        return self._groups

    @Property(ActivitiesModel, constant=True)
    def activities(self) -> ActivitiesModel:
        """View model of 培训招聘会."""
        return self._activities

    @Property(PoliciesModel, constant=True)
    def policies(self) -> PoliciesModel:
        """View model of 政策与补贴."""
        return self._policies

    @Property(PolicyModel, constant=True)
    def policy(self) -> PolicyModel:
        """View model of one document."""
        return self._policy

    @Property(DirectoryModel, constant=True)
    def directory(self) -> DirectoryModel:
        """View model of 维权与机构."""
        return self._directory

    @Slot()
    def wake(self) -> None:
        """Somebody touched the attract screen."""
        if self.screen == ATTRACT:
            self._attract.stop()
            self.idle_watch.start()
            self._go([ATTRACT, HOME])

    @Slot(str)
    def open(self, screen: str) -> None:
        """Go on to ``screen``."""
        if screen == "groups":
            self._groups.refresh()
        if screen != self.screen:
            self._go([*self._trail, screen])

    @Slot(str)
    def openJob(self, job_id: str) -> None:
        """Open one job."""
        self._job.show(job_id)
        self._report.show(self._job.opened)
        self.open("job")

    @Slot()
    def openReport(self) -> None:
        """Open 报告问题 about the opened job."""
        self._report.refresh()
        self.open("report")

    @Slot()
    def closeReport(self) -> None:
        """Back to the job, but not by the tap that chose."""
        if self.screen == "report" and self._report.may_close():
            self.back()

    @Slot(str)
    def openGroup(self, tag: str) -> None:
        """Open the jobs of one kind of post, anywhere."""
        self._jobs.showGroup(tag)
        self.open("jobs")

    @Slot(str)
    def openPolicy(self, policy_id: str) -> None:
        """Open one document."""
        self._policy.show(policy_id)
        self.open("policy")

    @Slot()
    def back(self) -> None:
        """One screen back."""
        if self.canGoBack:
            self._go(self._trail[:-1])

    @Slot()
    def goHome(self) -> None:
        """To the home screen; filters start afresh."""
        self._jobs.reset()
        self._go([ATTRACT, HOME])

    @Slot()
    def stillHere(self) -> None:
        """我还在用."""
        self.idle_watch.touch()

    @Slot()
    def cycleTextScale(self) -> None:
        """标准 → 大字 → 特大 → 标准."""
        self._set_scale((self._scale + 1) % len(TEXT_SCALES))

    @Slot()
    def endSession(self) -> None:
        """Forget everything a resident did and go back to the attract screen."""
        self.idle_watch.stop()
        for model in self._personal:
            model.reset()
        self._set_scale(0)
        self._attract.refresh()
        self._attract.start()
        self._go([ATTRACT])

    def close(self) -> None:
        """Stop every clock: one that ticks in a shell that is being taken down brings Qt down."""
        self._status.stop()
        self._attract.stop()
        self.idle_watch.stop()

    def _go(self, trail: list[str]) -> None:
        if trail != self._trail:
            self._trail = trail
            self.route_changed.emit()

    def _set_scale(self, scale: int) -> None:
        if scale != self._scale:
            self._scale = scale
            self.text_scale_changed.emit()

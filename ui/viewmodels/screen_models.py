"""The view models of every screen, made together and shown to QML under one roof."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from kiosk.settings import Settings
from ui.doors import Doors
from ui.session import IdleWatch
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.activities import ActivitiesModel
from ui.viewmodels.applying import ApplyModel
from ui.viewmodels.attract import AttractModel
from ui.viewmodels.call_back import CallBackModel
from ui.viewmodels.directory import DirectoryModel
from ui.viewmodels.groups import GroupsModel
from ui.viewmodels.home import HomeModel
from ui.viewmodels.job import JobModel
from ui.viewmodels.jobs import JobsModel
from ui.viewmodels.phone import PhoneModel
from ui.viewmodels.policies import PoliciesModel, PolicyModel
from ui.viewmodels.printing import PrintingModel
from ui.viewmodels.report import ReportModel
from ui.viewmodels.status import StatusModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("the shell is one")
class ScreenModels(QObject):
    """One view model a screen; those of ``_personal`` forget at a session's end."""

    def __init__(
        self,
        settings: Settings,
        doors: Doors,
        monotonic: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        catalogue, letterbox = doors.catalogue, doors.letterbox
        session = settings.session
        self.idle_watch = IdleWatch(session.idle_seconds, session.warning_seconds, monotonic, self)
        self._status = StatusModel(catalogue, settings.agent.poll_seconds, self)
        self._attract = AttractModel(catalogue, self)
        self._home = HomeModel(catalogue, self)
        self._jobs = JobsModel(catalogue, settings.station.division, self)
        self._job = JobModel(catalogue, settings.station.phone, settings.central, self)
        self._report = ReportModel(letterbox, self._status, monotonic, self)
        self._phone = PhoneModel(doors.phone_desk, self)
        self._apply = ApplyModel(letterbox, catalogue, self)
        self._call_back = CallBackModel(letterbox, self)
        self._printing = PrintingModel(doors.print_door, settings.printer, self)
        self._groups = GroupsModel(catalogue, self)
        self._activities = ActivitiesModel(catalogue, settings.station.phone, self)
        self._policies = PoliciesModel(catalogue, self)
        self._policy = PolicyModel(catalogue, settings.central, self)
        self._directory = DirectoryModel(catalogue, self)
        self._personal = (
            *(self._jobs, self._job, self._report),
            *(self._phone, self._apply, self._call_back, self._printing),
            *(self._policies, self._policy, self._directory),
        )

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

    @Property(PhoneModel, constant=True)
    def phone(self) -> PhoneModel:
        """View model of what is done by phone."""
        return self._phone

    @Property(ApplyModel, constant=True)
    def apply(self) -> ApplyModel:
        """View model of 投简历 to jobs that were looked at."""
        return self._apply

    @Property(CallBackModel, constant=True)
    def callBack(self) -> CallBackModel:
        """View model of 没带手机."""
        return self._call_back

    @Property(PrintingModel, constant=True)
    def printing(self) -> PrintingModel:
        """View model of 打印."""
        return self._printing

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

"""The one door from Python into QML: where the resident is, how large the text is, who is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from assets import asset
from kiosk.settings import Settings
from kiosk.submissions import Purpose
from offline_cache.print_order import SheetKind
from ui.doors import Doors
from ui.errand import Errand
from ui.typed import Property, QmlUncreatable
from ui.viewmodels.applying import LeftResume
from ui.viewmodels.directory import FIRST_HOTLINE
from ui.viewmodels.phone import Stage
from ui.viewmodels.screen_models import ScreenModels

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
    "phone",
    "apply",
    "callBack",
    "groups",
    "activities",
    "policies",
    "policy",
    "directory",
)
PHONE_HOLD_S: Final = 180.0
"""A phone may keep the screen so long without doing anything; with two renewals at most."""
PAPER_HOLD_S: Final = 120.0
"""So may a printer: no session ends while paper comes out."""
TEXT_SCALES: Final = (1.0, 1.3, 1.6)
TEXT_SCALE_WORDS: Final = ("标准", "大字", "特大")


@QmlElement
@QmlUncreatable("given by the program")
class Shell(ScreenModels):
    """Route, text size and session."""

    route_changed = Signal()
    text_scale_changed = Signal()

    def __init__(
        self,
        settings: Settings,
        doors: Doors,
        monotonic: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(settings, doors, monotonic, parent)
        self._trail: list[str] = [ATTRACT]
        self._scale = 0
        self.idle_watch.expired.connect(self.endSession)
        self._phone.changed.connect(self._hold)
        self._printing.changed.connect(self._hold)
        self._phone.progressed.connect(self.idle_watch.touch)
        self._phone.received.connect(self._phone_received)
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
        self._printing.show(SheetKind.SLIPS, job_id)
        if self._job.found:
            self._apply.look_at(job_id)
        self.open("job")

    @Slot()
    def openResume(self) -> None:
        """我的简历: by phone, or on to the jobs where one was left already."""
        if self._apply.ready:
            self.open("apply")
        else:
            self._open_phone(Errand(Purpose.RESUME))

    @Slot()
    def openApply(self) -> None:
        """投简历 for the opened job."""
        job = self._job.opened
        if job is None:
            return
        if self._apply.ready:
            self._apply.choose(job.id)
            self.open("apply")
        else:
            subject = " · ".join(part for part in (job.title, job.employer) if part)
            self._open_phone(Errand(Purpose.RESUME, job.id, subject))

    @Slot()
    def openJobs(self) -> None:
        """看附近岗位, from wherever."""
        self._go([ATTRACT, HOME, "jobs"])

    @Slot()
    def openVacancy(self) -> None:
        """我要招人."""
        self._open_phone(Errand(Purpose.VACANCY))

    @Slot(str, str)
    def openSignUp(self, activity_id: str, title: str) -> None:
        """报名."""
        self._open_phone(Errand(Purpose.SIGN_UP, activity_id, title))

    @Slot()
    def openCallBack(self) -> None:
        """没带手机: the same errand, by a call back."""
        self._call_back.begin(self._phone.errand)
        self.open("callBack")

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
        self._printing.show(SheetKind.POLICY, policy_id)
        self.open("policy")

    @Slot(str)
    def printActivity(self, activity_id: str) -> None:
        """打印 on one course or event."""
        self._printing.show(SheetKind.ACTIVITY, activity_id)
        self._printing.order()

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
        self._phone.renew()
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
        self._phone.reset()
        self.idle_watch.stop()

    @Slot()
    def _hold(self) -> None:
        """Wait for a phone, or for paper, and not for touches."""
        for_phone = self._phone.stage in (Stage.MAKING, Stage.CODE)
        for_paper = PAPER_HOLD_S if self._printing.under_way else 0.0
        self.idle_watch.hold(PHONE_HOLD_S if for_phone else for_paper)

    @Slot()
    def _phone_received(self) -> None:
        errand, answer = self._phone.errand, self._phone.answer
        if errand.purpose is Purpose.RESUME:
            resume = LeftResume(answer.submission, answer.reference)
            self._apply.take(resume, errand.about, answer.applied)
            if self.screen == "phone":
                self._go([*self._trail[:-1], "apply"])

    def _open_phone(self, errand: Errand) -> None:
        self._phone.begin(errand)
        self.open("phone")

    def _go(self, trail: list[str]) -> None:
        if trail != self._trail:
            if self.screen == "phone":
                self._phone.leave()
            self._trail = trail
            self.route_changed.emit()

    def _set_scale(self, scale: int) -> None:
        if scale != self._scale:
            self._scale = scale
            self.text_scale_changed.emit()

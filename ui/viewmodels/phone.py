"""By phone: consent, the code to scan, and what the phone has done with it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.consents import CONSENTS
from kiosk.submissions import Purpose
from offline_cache.desk import Answer, Reached
from ui.errand import Errand
from ui.phone_desk import PhoneDesk
from ui.qr import qr_modules, qr_source
from ui.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

MOST_RENEWALS: Final = 2
HEADINGS: Final = {
    Purpose.RESUME: "用手机投简历",
    Purpose.VACANCY: "用手机发招工",
    Purpose.SIGN_UP: "用手机报名",
}


class Stage(StrEnum):
    """Where a person stands with a phone."""

    CONSENT = "consent"
    MAKING = "making"
    CODE = "code"
    RECEIVED = "received"
    AWAY = "away"
    REFUSED = "refused"


@QmlElement
@QmlUncreatable("given by the shell")
class PhoneModel(QObject):
    """One errand at a time; ``progressed`` whenever the phone has done something."""

    changed = Signal()
    progressed = Signal()
    received = Signal()

    def __init__(self, desk: PhoneDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._errand = Errand(Purpose.RESUME)
        self._stage = Stage.CONSENT
        self._answer = Answer(reached=Reached.SHOWN)
        self._renewals = 0
        self._modules = 0
        desk.answered.connect(self._heard)
        desk.silent.connect(self._silent)

    @property
    def errand(self) -> Errand:
        """What the phone is asked to do."""
        return self._errand

    @property
    def answer(self) -> Answer:
        """What is known of the ticket."""
        return self._answer

    @Property(str, notify=changed)
    def stage(self) -> str:
        """One of ``Stage``."""
        return self._stage.value

    @Property(str, notify=changed)
    def purpose(self) -> str:
        """resume, vacancy or sign_up."""
        return self._errand.purpose.name.lower()

    @Property(str, notify=changed)
    def heading(self) -> str:
        """What is done here."""
        return HEADINGS[self._errand.purpose]

    @Property(str, notify=changed)
    def subject(self) -> str:
        """What it is about, where it is about one thing."""
        return self._errand.subject

    @Property("QStringList", notify=changed)
    def consent(self) -> list[str]:
        """What a person agrees to, sentence by sentence."""
        return list(CONSENTS[self._errand.purpose].sentences)

    @Property(str, notify=changed)
    def source(self) -> str:
        """Source of the picture of the code."""
        return qr_source(self._answer.address)

    @Property(int, notify=changed)
    def modules(self) -> int:
        """Modules on a side of that picture."""
        return self._modules

    @Property(str, notify=changed)
    def page(self) -> str:
        """Address that is typed where scanning fails, without its scheme."""
        address = urlsplit(self._answer.address)
        return f"{address.netloc}{address.path}"

    @Property(str, notify=changed)
    def code(self) -> str:
        """What is typed there, in two halves; empty where the platform is not reached."""
        code = self._answer.code
        return f"{code[:4]} {code[4:]}" if code else ""

    @Property(bool, notify=changed)
    def scanned(self) -> bool:
        """Whether a phone has opened the page."""
        return self._answer.reached is Reached.SCANNED

    @Property(bool, notify=changed)
    def offline(self) -> bool:
        """Whether this terminal has tried in vain to hear what the phone does."""
        return self._answer.online is False

    @Property(str, notify=changed)
    def reference(self) -> str:
        """Number of what was received."""
        return self._answer.reference

    def begin(self, errand: Errand) -> None:
        """A person wants ``errand`` done; nothing is asked before they agree."""
        self._forget()
        self._errand = errand
        self._set(Stage.CONSENT)

    @Slot()
    def agree(self) -> None:
        """同意: ask for a code."""
        if self._stage is Stage.CONSENT:
            self._renewals = 0
            self._set(Stage.MAKING)
            self._desk.ask(self._errand)

    def renew(self) -> bool:
        """Somebody is still there: go on, with a new code unless a phone has this one; or not."""
        if self._stage is not Stage.CODE:
            return True
        if self._renewals == MOST_RENEWALS:
            self._desk.forget()
            self._set(Stage.AWAY)
            return False
        self._renewals += 1
        if not self.scanned:
            self._set(Stage.MAKING)
            self._desk.ask(self._errand)
        return True

    @Slot()
    def leave(self) -> None:
        """The screen shows something else: no code is wanted any more."""
        if self._stage in (Stage.MAKING, Stage.CODE, Stage.AWAY):
            self.begin(self._errand)

    @Slot()
    def reset(self) -> None:
        """As at the start of a session."""
        self.begin(Errand(Purpose.RESUME))

    @Slot()
    def _heard(self) -> None:
        before, now = self._answer, self._desk.answer
        if now is None or self._stage not in (Stage.MAKING, Stage.CODE):
            return
        if now.reached is Reached.REFUSED:
            self._set(Stage.REFUSED)
            return
        self._answer = now
        if now.address != before.address:
            self._modules = qr_modules(now.address)
        if now.reached is Reached.RECEIVED:
            self._set(Stage.RECEIVED)
            self.received.emit()
        else:
            self._set(Stage.CODE)
        if now.moves != before.moves:
            self.progressed.emit()

    @Slot()
    def _silent(self) -> None:
        if self._stage is Stage.MAKING:
            self._set(Stage.REFUSED)

    def _forget(self) -> None:
        self._desk.forget()
        self._answer = Answer(reached=Reached.SHOWN)

    def _set(self, stage: Stage) -> None:
        self._stage = stage
        self.changed.emit()

"""没带手机: a family name and a number by tapping; the station calls and does it together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.consents import CALL_BACK
from kiosk.submissions import CallBack, Purpose, SubmissionKind, new_reference
from ui.errand import Errand
from ui.letterbox import Letterbox
from ui.typed import Property, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SURNAMES: Final = tuple("王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林")
"""The commonest of Shandong and of the country; whoever has another one says it on the phone."""
OTHER: Final = "其他"
FORMS: Final = ("先生", "女士")
LONGEST: Final = 12
_NUMBER: Final = re.compile(r"1[3-9]\d{9}|0\d{9,11}|[2-9]\d{6,7}")
"""A mobile phone, or a landline with or without its area code."""


class Stage(StrEnum):
    """Where a person stands with it."""

    NAME = "name"
    NUMBER = "number"
    WRITING = "writing"
    KEPT = "kept"
    REFUSED = "refused"


def is_number(digits: str) -> bool:
    """Whether somebody can be called at ``digits``."""
    return _NUMBER.fullmatch(digits) is not None


@dataclass(slots=True)
class _Entry:
    errand: Errand
    reference: str
    surname: str = ""
    form: str = ""
    digits: str = ""


@QmlElement
@QmlUncreatable("given by the shell")
class CallBackModel(QObject):
    """One call back at a time."""

    changed = Signal()

    def __init__(self, letterbox: Letterbox, parent: QObject) -> None:
        super().__init__(parent)
        self._letterbox = letterbox
        self._stage = Stage.NAME
        self._entry = _Entry(Errand(Purpose.RESUME), new_reference())

    @Property(str, notify=changed)
    def stage(self) -> str:
        """One of ``Stage``."""
        return self._stage.value

    @Property(str, notify=changed)
    def subject(self) -> str:
        """What it is about."""
        return self._entry.errand.subject

    @Property("QStringList", constant=True)
    def surnames(self) -> list[str]:
        """What can be chosen."""
        return [*SURNAMES, OTHER]

    @Property("QStringList", constant=True)
    def forms(self) -> list[str]:
        """先生, 女士."""
        return list(FORMS)

    @Property("QStringList", constant=True)
    def consent(self) -> list[str]:
        """What a person agrees to by sending it."""
        return list(CALL_BACK.sentences)

    @Property(str, notify=changed)
    def surname(self) -> str:
        """What is chosen so far."""
        return self._entry.surname

    @Property(str, notify=changed)
    def form(self) -> str:
        """What is chosen so far."""
        return self._entry.form

    @Property(str, notify=changed)
    def number(self) -> str:
        """Digits so far, in groups as they are read out."""
        digits = self._entry.digits
        if digits.startswith("1"):
            return " ".join(part for part in (digits[:3], digits[3:7], digits[7:]) if part)
        return digits

    @Property(bool, notify=changed)
    def complete(self) -> bool:
        """Whether that can be called."""
        return is_number(self._entry.digits)

    @Property(str, notify=changed)
    def complaint(self) -> str:
        """What is wrong with a number that can become none any more."""
        digits = self._entry.digits
        wrong_mobile = digits.startswith("1") and (len(digits) > 11 or digits[1:2] in set("012"))
        return "号码不对，请再看一遍。" if wrong_mobile else ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        """Number of what is kept."""
        return self._entry.reference if self._stage is Stage.KEPT else ""

    @Slot(result=bool)
    def possible(self) -> bool:
        """Whether something left now could be kept."""
        return self._letterbox.takes()

    def begin(self, errand: Errand) -> None:
        """Somebody without a phone wants ``errand`` done."""
        self._entry = _Entry(errand, new_reference())
        self._set(Stage.NAME if self._letterbox.takes() else Stage.REFUSED)

    @Slot(str)
    def chooseSurname(self, surname: str) -> None:
        """A family name, or 其他."""
        self._entry.surname = surname
        self._go_on()

    @Slot(str)
    def chooseForm(self, form: str) -> None:
        """先生 or 女士."""
        self._entry.form = form
        self._go_on()

    @Slot()
    def changeName(self) -> None:
        """Back to the name."""
        if self._stage is Stage.NUMBER:
            self._entry.surname = self._entry.form = ""
            self._set(Stage.NAME)

    @Slot(str)
    def press(self, digit: str) -> None:
        """One digit more."""
        if self._stage is Stage.NUMBER and len(self._entry.digits) < LONGEST:
            self._entry.digits += digit
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """One digit less."""
        self._entry.digits = self._entry.digits[:-1]
        self.changed.emit()

    @Slot()
    def send(self) -> None:
        """请给我回电话."""
        if self._stage is not Stage.NUMBER or not self.complete:
            return
        body = CallBack(
            purpose=self._entry.errand.purpose,
            name=self._entry.form
            if self._entry.surname == OTHER
            else f"{self._entry.surname}{self._entry.form}",
            phone=self._entry.digits,
            about=self._entry.errand.about,
            subject=self._entry.errand.subject,
            consent=CALL_BACK.version,
        )
        self._set(Stage.WRITING)
        entry = self._entry
        self._letterbox.leave(
            SubmissionKind.CALL_BACK, body, entry.reference, lambda laid: self._left(entry, laid)
        )

    @Slot()
    def reset(self) -> None:
        """As at the start of a session; what was left stays left."""
        self._entry = _Entry(Errand(Purpose.RESUME), new_reference())
        self._set(Stage.NAME)

    def _go_on(self) -> None:
        both = self._entry.surname and self._entry.form
        self._set(Stage.NUMBER if both and self._stage is Stage.NAME else self._stage)

    def _left(self, entry: _Entry, laid: bool) -> None:
        if entry is self._entry:
            entry.digits = ""
            self._set(Stage.KEPT if laid else Stage.REFUSED)

    def _set(self, stage: Stage) -> None:
        self._stage = stage
        self.changed.emit()

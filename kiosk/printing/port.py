"""The port behind which every printer looks the same.

Whether paper came out is never guessed: a sheet is ``Printed``, surely ``NotPrinted``, or
``Doubtful``, and of what is doubtful nobody prints a second one without asking a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.printer_states import PrinterState


@dataclass(frozen=True, slots=True)
class Standing:
    """How a printer is; ``detail`` is English, for logs and the doctor."""

    state: PrinterState
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A finished PDF. A ``personal`` one never touches a disk and stays in no spool.

    ``text`` is what it says, line by line, for a printer that is only sent characters.
    """

    pdf: bytes = field(repr=False)
    title: str
    personal: bool = False
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Printed:
    """It is out, as far as the printer can tell."""


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """Nothing came out, and nothing of it will."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Some of it may be out."""

    standing: Standing


Sent = Printed | NotPrinted | Doubtful


class Printer(Protocol):
    """One printer; used by one thread."""

    @property
    def takes_personal(self) -> bool:
        """Whether nothing of what it is sent stays on any disk."""
        ...

    def standing(self) -> Standing:
        """How it is now; answers within three seconds, whatever the link does."""
        ...

    def send(self, sheet: Sheet, cancelled: Callable[[], bool]) -> Sent:
        """Print ``sheet``; ends within the printer's own budget, sooner where ``cancelled``."""
        ...

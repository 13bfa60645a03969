"""The printer of a terminal that has none, or whose settings lead to none."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.printing.port import NotPrinted, Sent, Sheet, Standing


class AbsentPrinter:
    """Prints nothing, and says why."""

    takes_personal = False

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def standing(self) -> Standing:
        """See ``Printer``."""
        return self._standing

    def send(self, sheet: Sheet, cancelled: Callable[[], bool]) -> Sent:
        """See ``Printer``."""
        del sheet, cancelled
        return NotPrinted(self._standing)

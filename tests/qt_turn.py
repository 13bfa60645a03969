"""One turn of Qt's event loop, as an application that runs would take it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent


def turn() -> None:
    """Deal with what waits, and let go of what was to be deleted: only a running loop does that."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]

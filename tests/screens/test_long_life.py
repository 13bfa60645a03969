"""A screen that runs for months may not use up what the interpreter stands on."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

CALLS = 500


def test_calls_into_qt_leave_none_alone() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < CALLS // 10

"""Real touches for the tour, the bench and the tests: through Qt's own input path."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

_device: list[QPointingDevice] = []


def touch_device() -> QPointingDevice:
    """The one touch screen that is pretended to be there."""
    if not _device:
        _device.append(QTest.createTouchDevice())
    return _device[0]


def tap(window: QQuickWindow, at: QPoint) -> None:
    """Finger down and up at ``at``, in pixels of the window."""
    QTest.touchEvent(window, touch_device()).press(0, at, window).commit()
    QTest.touchEvent(window, touch_device()).release(0, at, window).commit()


def tap_middle(window: QQuickWindow) -> None:
    """Tap the middle of the window."""
    tap(window, QPoint(window.width() // 2, window.height() // 2))


def tap_item(window: QQuickWindow, name: str) -> None:
    """Tap the middle of the first visible item called ``name``, else ``LookupError``."""
    item = find(window, name)
    tap(window, item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint())


def find(window: QQuickWindow, name: str) -> QQuickItem:
    """First item with ``objectName`` that is visible and within the window, top first."""
    found = [
        item for item in visible_items(window) if item.objectName() == name and inside(window, item)
    ]
    if not found:
        raise LookupError(f"there is no '{name}' on the screen")
    return min(found, key=lambda item: item.mapToScene(QPointF(0, 0)).y())


def inside(window: QQuickWindow, item: QQuickItem) -> bool:
    """Whether the middle of ``item`` is on the glass."""
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    return 0 <= middle.x() <= window.width() and 0 <= middle.y() <= window.height()


def visible_items(window: QQuickWindow) -> Iterator[QQuickItem]:
    """All items that are effectively visible, parents before children."""
    waiting = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        if item.isVisible() and item.opacity() > 0:
            yield item
            waiting.extend(reversed(item.childItems()))

"""What every screen must keep to, as questions about the items of a window.

Each checker answers with sentences, none where all is well. Lengths are pixels of the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPointF, QRectF, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlComponent, qmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.touching import visible_items

SMALLEST_TEXT_MM = 6.6
TARGET_MM = 20.0
GAP_MM = 3.0
MODAL = ("IdleWarning", "Picker", "InitialsPad", "Sheet")
SLACK = 1.5
LEADING = 0.15  # of an em: what a line keeps free of ink above and below
_PROBE = b"""
import QtQuick
QtObject {
    property var target: null
    readonly property string told: target
        ? [target.horizontalAlignment, target.verticalAlignment, target.fontInfo.pixelSize,
            target.textFormat].join(" ")
        : ""
}
"""


class Glass:
    """A window and how many of its pixels make a millimetre."""

    def __init__(self, window: QQuickWindow, pixels_per_mm: float) -> None:
        self.window = window
        self.pixels_per_mm = pixels_per_mm
        self._component = QQmlComponent(qmlEngine(window))
        self._component.setData(_PROBE, QUrl())
        self._probe = self._component.create()

    @property
    def rect(self) -> QRectF:
        return QRectF(0, 0, self.window.width(), self.window.height())

    def told(self, text: QQuickItem) -> tuple[int, int, int]:
        """Alignment across and down and the real size of the letters, which only QML can read."""
        across, down, size, _ = self._told(text)
        return across, down, size

    def format_of(self, text: QQuickItem) -> int:
        """``Text.TextFormat`` of a text: 0 is plain."""
        return self._told(text)[3]

    def _told(self, text: QQuickItem) -> tuple[int, int, int, int]:
        self._probe.setProperty("target", text)
        across, down, size, form = str(self._probe.property("told")).split()
        self._probe.setProperty("target", None)
        return int(across), int(down), round(float(size)), int(form)


def truncated_texts(glass: Glass) -> list[str]:
    """Texts that end in an ellipsis or lost lines."""
    return [f"cut short: {_words(text)!r}" for text in _texts(glass) if text.property("truncated")]


def small_texts(glass: Glass) -> list[str]:
    """Texts whose em is below 6.6 mm."""
    found = []
    for text in _texts(glass):
        if _is_icon(text):
            continue
        em = glass.told(text)[2] / glass.pixels_per_mm
        if em < SMALLEST_TEXT_MM - 0.5 / glass.pixels_per_mm:
            found.append(f"em of {em:.1f} mm: {_words(text)!r}")
    return found


def overflowing_texts(glass: Glass) -> list[str]:
    """Texts painted beyond the glass, or beyond the card or button they are on."""
    found = []
    for text in _texts(glass):
        painted = _painted(text, glass)
        holders = [(glass.rect, "the glass"), *_holders(text)]
        for holder, name in holders:
            if painted.left() < holder.left() - SLACK or painted.right() > holder.right() + SLACK:
                found.append(
                    f"{painted.left():.0f}–{painted.right():.0f} beyond {name} "
                    f"{holder.left():.0f}–{holder.right():.0f}: {_words(text)!r}"
                )
                break
    return found


def spilling_texts(glass: Glass) -> list[str]:
    """Texts painted above or below the card or button they are on."""
    found = []
    for text in _texts(glass):
        painted = _clipped_down(_painted(text, glass), text)
        leading = LEADING * glass.told(text)[2]
        for holder, name in _holders(text):
            if (
                painted.top() < holder.top() - leading
                or painted.bottom() > holder.bottom() + leading
            ):
                found.append(
                    f"{painted.top():.0f}–{painted.bottom():.0f} spills over {name} "
                    f"{holder.top():.0f}–{holder.bottom():.0f}: {_words(text)!r}"
                )
                break
    return found


def small_targets(glass: Glass) -> list[str]:
    """Touchables below 20 mm in either direction."""
    found = []
    for button in _touchables(glass):
        width, height = (side / glass.pixels_per_mm for side in (button.width(), button.height()))
        if min(width, height) < TARGET_MM - 0.5 / glass.pixels_per_mm:
            found.append(f"{width:.1f} × {height:.1f} mm: {_name(button)}")
    return found


def targets_off_the_glass(glass: Glass) -> list[str]:
    """Touchables that are partly off the glass and cannot be scrolled in."""
    room = glass.rect.adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return [
        f"off the glass: {_name(button)}"
        for button in _touchables(glass)
        if not room.contains(_scene(button)) and not _scrolls(button)
    ]


def close_targets(glass: Glass) -> list[str]:
    """Pairs of touchables on one layer that overlap or are less than 3 mm apart."""
    found = []
    seen = [(button, _shown(button, glass)) for button in _layer(glass)]
    for (one, a), (other, b) in combinations([(i, r) for i, r in seen if not r.isEmpty()], 2):
        across = max(a.left(), b.left()) - min(a.right(), b.right())
        down = max(a.top(), b.top()) - min(a.bottom(), b.bottom())
        gap = max(across, down) / glass.pixels_per_mm
        if gap < GAP_MM - 1 / glass.pixels_per_mm:
            found.append(f"{gap:.1f} mm between {_name(one)} and {_name(other)}")
    return found


def nameless_targets(glass: Glass) -> list[str]:
    """Touchables that a screen reader could not name."""
    return [
        f"nameless: {_name(button)}" for button in _touchables(glass) if not accessible_name(button)
    ]


def content_under(glass: Glass, bar: QQuickItem) -> list[str]:
    """Texts and touchables of the screen that are painted where ``bar`` is."""
    covered = _scene(bar).adjusted(SLACK, SLACK, -SLACK, -SLACK)
    inside = set(map(id, _below(bar)))
    found = []
    for item in [*_texts(glass), *_touchables(glass)]:
        if id(item) in inside or _modal(item) or _belongs(item, bar):
            continue
        painted = _painted(item, glass) if item.inherits("QQuickText") else _scene(item)
        if _clipped(painted, item, glass).intersects(covered):
            found.append(f"under the bar: {_words(item) or _name(item)}")
    return found


def accessible_name(item: QQuickItem) -> str:
    """What a screen reader says first."""
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.text(QAccessible.Text.Name) if interface else ""


def all_complaints(glass: Glass, bar: QQuickItem | None) -> list[str]:
    """Everything that is wrong with what the window shows."""
    checks = (
        truncated_texts,
        small_texts,
        overflowing_texts,
        spilling_texts,
        small_targets,
        targets_off_the_glass,
        close_targets,
        nameless_targets,
    )
    found = [complaint for check in checks for complaint in check(glass)]
    return found + (content_under(glass, bar) if bar is not None else [])


def _texts(glass: Glass) -> list[QQuickItem]:
    return [
        item
        for item in visible_items(glass.window)
        if item.inherits("QQuickText") and _words(item) and not _clipped_away(item, glass)
    ]


def _touchables(glass: Glass) -> list[QQuickItem]:
    return [
        item
        for item in visible_items(glass.window)
        if item.inherits("QQuickAbstractButton") and not _clipped_away(item, glass)
    ]


def _layer(glass: Glass) -> list[QQuickItem]:
    """Touchables of the topmost layer: those of a sheet where one is open."""
    buttons = _touchables(glass)
    return [button for button in buttons if _modal(button)] or buttons


def _clipped_away(item: QQuickItem, glass: Glass) -> bool:
    """Whether nothing of it can be seen; a page that scrolls counts as seen whole."""
    if _scrolls(item):
        return False
    return _shown(item, glass).isEmpty()


def _shown(item: QQuickItem, glass: Glass) -> QRectF:
    return _clipped(_scene(item), item, glass)


def _clipped(rect: QRectF, item: QQuickItem, glass: Glass) -> QRectF:
    for parent in _above(item):
        if parent.clip():
            rect = rect.intersected(_scene(parent))
    return rect.intersected(glass.rect)


def _clipped_down(painted: QRectF, item: QQuickItem) -> QRectF:
    """``painted`` without what the holder next above cuts off on purpose."""
    for parent in _above(item):
        if parent.inherits("QQuickRectangle") or parent.inherits("QQuickAbstractButton"):
            break
        if parent.clip():
            return painted.intersected(_scene(parent))
    return painted


def _scene(item: QQuickItem) -> QRectF:
    corner = item.mapToScene(QPointF(0, 0))
    return QRectF(corner.x(), corner.y(), item.width(), item.height())


def _painted(text: QQuickItem, glass: Glass) -> QRectF:
    box = _scene(text)
    width, height = text.property("paintedWidth"), text.property("paintedHeight")
    across_code, down_code, _size = glass.told(text)
    across = {1: 0.0, 2: 1.0, 4: 0.5}.get(across_code, 0.0)
    down = {32: 0.0, 64: 1.0, 128: 0.5}.get(down_code, 0.0)
    return QRectF(
        box.left() + (box.width() - width) * across,
        box.top() + (box.height() - height) * down,
        width,
        height,
    )


def _holders(item: QQuickItem) -> Iterator[tuple[QRectF, str]]:
    for parent in _above(item):
        if parent.inherits("QQuickRectangle") or parent.inherits("QQuickAbstractButton"):
            yield _scene(parent), _name(parent)


def _above(item: QQuickItem) -> Iterator[QQuickItem]:
    # PySide 6.12 takes one reference from None whenever parentItem() or property() answers None,
    # and Python dies when none is left: so neither may be asked where there is nothing.
    while not item.inherits("QQuickRootItem"):
        item = item.parentItem()
        yield item


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from _below(child)


def _belongs(item: QQuickItem, to: QQuickItem) -> bool:
    return any(parent == to for parent in _above(item))


def _is_icon(text: QQuickItem) -> bool:
    return all("\ue000" <= letter <= "\uf8ff" for letter in _words(text))


def _scrolls(item: QQuickItem) -> bool:
    return any(
        parent.inherits("QQuickFlickable") and not parent.inherits("QQuickItemView")
        for parent in _above(item)
    )


def _modal(item: QQuickItem) -> bool:
    return any(parent.metaObject().className().startswith(MODAL) for parent in _above(item))


def _words(item: QQuickItem) -> str:
    speaks = item.inherits("QQuickText") or item.inherits("QQuickAbstractButton")
    return str(item.property("text")) if speaks else ""


def _name(item: QQuickItem) -> str:
    kind = item.metaObject().className().partition("_QML")[0]
    return f"{kind} {item.objectName() or ''} {_words(item)!r}".replace("  ", " ")

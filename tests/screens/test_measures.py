"""Sizes, gaps, names and edges of every screen, measured on the items themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.screens import measures
from tests.screens.measures import Glass
from tests.screens.terminal import LANDSCAPE, PORTRAIT, Clocks, OpenTerminal, Terminal
from tests.screens.walk import everywhere, silent
from tests.ui_home import NOW, city_jobs, city_records
from ui.touching import visible_items

every_glass = pytest.mark.parametrize(
    ("size", "scale", "inches"),
    [
        pytest.param(PORTRAIT, 1.0, 21.5, id="portrait"),
        pytest.param(PORTRAIT, 1.3, 21.5, id="portrait, larger text"),
        pytest.param(PORTRAIT, 1.6, 21.5, id="portrait, largest text"),
        pytest.param(LANDSCAPE, 1.0, 21.5, id="landscape"),
        pytest.param(LANDSCAPE, 1.3, 21.5, id="landscape, larger text"),
        pytest.param(LANDSCAPE, 1.6, 21.5, id="landscape, largest text"),
        pytest.param(PORTRAIT, 1.0, 15.6, id="small portrait"),
        pytest.param(LANDSCAPE, 1.0, 15.6, id="small landscape"),
    ],
)


def _bar(terminal: Terminal) -> QQuickItem | None:
    return (
        terminal.item("bar.text").parentItem().parentItem() if terminal.shows("bar.text") else None
    )


def _busiest_job() -> str:
    return max(city_jobs(), key=lambda job: (len(job.description or ""), len(job.title))).id


def _longest_policy() -> str:
    return max(city_records()["policies"], key=lambda policy: len(policy.body or "")).id


@every_glass
def test_every_screen_keeps_its_measures(
    city: Path, open_terminal: OpenTerminal, size: QSize, scale: float, inches: float
) -> None:
    terminal = open_terminal(city, size=size, diagonal_inches=inches)
    glass = Glass(terminal.window, terminal.pixels_per_mm)
    wrong = [
        f"{state}: {complaint}"
        for state in everywhere(terminal, scale, _busiest_job(), _longest_policy())
        for complaint in measures.all_complaints(glass, _bar(terminal))
    ]
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


@every_glass
def test_silence_is_said_within_the_same_measures(
    city: Path, open_terminal: OpenTerminal, size: QSize, scale: float, inches: float
) -> None:
    clocks = Clocks(wall=NOW + timedelta(days=365))
    terminal = open_terminal(city, size=size, diagonal_inches=inches, clocks=clocks)
    glass = Glass(terminal.window, terminal.pixels_per_mm)
    wrong = [
        f"{state}: {complaint}"
        for state in silent(terminal, scale, _busiest_job())
        for complaint in measures.all_complaints(glass, _bar(terminal))
    ]
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("scale", [1.0, 1.3, 1.6])
def test_home_is_one_page_on_a_usual_glass(
    city: Path, open_terminal: OpenTerminal, size: QSize, scale: float
) -> None:
    terminal = open_terminal(city, size=size, diagonal_inches=21.5)
    terminal.wake()
    terminal.enlarge(scale)
    assert terminal.shows("tile.hotline")
    assert not terminal.shows("pager.on")


@pytest.mark.parametrize(
    ("size", "scale", "cards"),
    [(PORTRAIT, 1.0, 4), (PORTRAIT, 1.3, 3), (PORTRAIT, 1.6, 2), (LANDSCAPE, 1.0, 2)],
)
def test_a_page_holds_as_many_cards_as_the_layout_promises(
    city: Path, open_terminal: OpenTerminal, size: QSize, scale: float, cards: int
) -> None:
    terminal = open_terminal(city, size=size)
    terminal.wake()
    terminal.enlarge(scale)
    terminal.touch("tile.jobs")
    page = terminal.item("list")
    whole = page.mapRectToScene(page.boundingRect())
    shown = [
        item
        for item in visible_items(terminal.window)
        if item.objectName() == "card"
        and whole.adjusted(0, -1, 0, 1).contains(item.mapRectToScene(item.boundingRect()))
    ]
    assert len(shown) >= cards


def test_cards_of_a_page_that_was_turned_are_gone(city: Path, open_terminal: OpenTerminal) -> None:
    terminal = open_terminal(city, size=LANDSCAPE)
    terminal.wake()
    terminal.touch("tile.jobs")
    shown = [_cards(terminal)]
    for _ in range(4):
        terminal.touch("pager.on")
        shown.append(_cards(terminal))
    assert set(shown) == {2}


def _cards(terminal: Terminal) -> int:
    return sum(item.objectName() == "card" for item in visible_items(terminal.window))


Judged = Callable[[Glass], list[str]]
GOOD = 'Text { x: 20; y: 20; text: "好"; font.pixelSize: 80 }'


@pytest.mark.parametrize(
    ("check", "planted"),
    [
        (measures.truncated_texts, 'Text { width: 60; elide: Text.ElideRight; text: "很长的话" }'),
        (measures.small_texts, 'Text { font.pixelSize: 60; text: "小" }'),
        (measures.overflowing_texts, 'Text { x: 950; font.pixelSize: 80; text: "出去了" }'),
        (
            measures.overflowing_texts,
            'Rectangle { width: 90; height: 200; Text { font.pixelSize: 80; text: "宽了" } }',
        ),
        (
            measures.spilling_texts,
            'Rectangle { width: 400; height: 60; Text { font.pixelSize: 80; text: "高了" } }',
        ),
        (measures.small_targets, 'B { width: 199; height: 200; text: "窄" }'),
        (measures.targets_off_the_glass, 'B { x: 900; width: 200; height: 200; text: "半个" }'),
        (
            measures.close_targets,
            "Item { B { width: 200; height: 200 } B { x: 220; width: 200; height: 200 } }",
        ),
        (
            measures.close_targets,
            "Item { B { width: 200; height: 200 } B { x: 150; width: 200; height: 200 } }",
        ),
        (measures.nameless_targets, "B { width: 200; height: 200 }"),
    ],
)
def test_a_checker_sees_what_was_planted(app: QGuiApplication, check: Judged, planted: str) -> None:
    with _window(GOOD) as glass:
        assert check(glass) == []
    with _window(planted) as glass:
        assert len(check(glass)) == 1


def test_what_lies_under_the_bar_is_seen(app: QGuiApplication) -> None:
    bar = 'Rectangle { objectName: "bar"; y: 800; width: 1000; height: 200 }'
    text = 'Text { y: %d; font.pixelSize: 80; text: "字" }'
    for y, complaints in ((100, 0), (780, 1)):
        with _window(f"Item {{ anchors.fill: parent; {text % y} {bar} }}") as glass:
            under = glass.window.contentItem().childItems()[0].childItems()[1]
            assert len(measures.content_under(glass, under)) == complaints


@contextmanager
def _window(content: str) -> Iterator[Glass]:
    """A window of 1000 pixels and 100 mm with ``content``; ``B`` is a button."""
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    source = f"""
        import QtQuick
        import QtQuick.Templates as T
        Window {{
            width: 1000; height: 1000; visible: true
            component B: T.AbstractButton {{
                Accessible.name: text; Accessible.role: Accessible.Button
            }}
            {content}
        }}
    """
    component.setData(source.encode(), QUrl())
    window = component.create()
    assert isinstance(window, QQuickWindow), component.errorString()
    window.grabWindow()
    yield Glass(window, 10.0)
    window.close()
    window.deleteLater()

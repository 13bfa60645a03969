"""What a feed writes is shown as letters: no markup, no pictures from elsewhere, no turned text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.text.tidy import tidy
from tests import ui_home
from tests.sample_records import a_job
from tests.screens.measures import Glass
from tests.screens.terminal import OpenTerminal, Terminal
from ui.touching import visible_items

QML = Path(__file__).resolve().parents[2] / "ui" / "qml"
MARKUP = "<b>保洁</b><img src='http://127.0.0.1:9/x.png'><a href='http://127.0.0.1:9/'>点我</a>"
TURNED = "保安\u202e工资\u202c"


@pytest.fixture
def terminal(tmp_path: Path, open_terminal: OpenTerminal) -> Terminal:
    job = a_job(1, title=MARKUP, employer="<i>单位</i>", description=f"{MARKUP}\n<br>{TURNED}")
    ui_home.publish(tmp_path, jobs=[job])
    return open_terminal(tmp_path)


def _texts(terminal: Terminal) -> list[QQuickItem]:
    return [item for item in visible_items(terminal.window) if item.inherits("QQuickText")]


def _said(terminal: Terminal) -> list[str]:
    return [str(text.property("text")) for text in _texts(terminal)]


def test_markup_in_a_posting_is_shown_as_it_is_written(terminal: Terminal) -> None:
    terminal.wake()
    terminal.touch("tile.jobs")
    assert MARKUP in _said(terminal)
    _assert_plain(terminal)
    terminal.touch("card")
    assert terminal.words("job.title") == MARKUP
    assert any(MARKUP in words and "<br>" in words for words in _said(terminal))
    _assert_plain(terminal)


def _assert_plain(terminal: Terminal) -> None:
    glass = Glass(terminal.window, terminal.pixels_per_mm)
    formats = {glass.format_of(text) for text in _texts(terminal)}
    assert formats == {0}, "Text.PlainText is 0"


def test_an_open_job_asks_for_nothing_from_elsewhere() -> None:
    for path in QML.rglob("*.qml"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(RichText|StyledText|MarkdownText|AutoText)\b", source), path.name
        assert not re.search(r"https?://|XMLHttpRequest|WebSocket|FontLoader", source), path.name
        assert not re.search(r"\b(eval|Function|createQmlObject)\s*\(", source), path.name


def test_all_text_is_one_of_two_kinds_that_are_plain() -> None:
    makers = {
        path.name: re.findall(r"textFormat:\s*(\S+)", path.read_text(encoding="utf-8"))
        for path in QML.rglob("*.qml")
        if re.search(r"^\s*(Text|TextEdit|TextInput|Label)\s*\{", path.read_text("utf-8"), re.M)
    }
    assert makers == {"Words.qml": ["Text.PlainText"], "Icon.qml": ["Text.PlainText"]}


def test_letters_that_turn_the_text_never_reach_a_record() -> None:
    assert tidy(TURNED) == "保安工资"

"""What a feed writes is shown as letters: no markup, no pictures from elsewhere, no turned text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtQuick import QQuickItem

from kiosk.records import Job, PlaceKind, Record
from kiosk.text.tidy import tidy
from offline_cache.reader import CatalogueReader
from tests import ui_home
from tests.sample_records import a_job
from tests.screens.measures import Glass, overflowing_texts, spilling_texts
from tests.screens.terminal import LANDSCAPE, PORTRAIT, OpenTerminal, Terminal
from ui.touching import visible_items

QML = Path(__file__).resolve().parents[2] / "ui" / "qml"
MARKUP = "<b>保洁</b><img src='http://127.0.0.1:9/x.png'><a href='http://127.0.0.1:9/'>点我</a>"
TURNED = "保安\u202e工资\u202c"
HIDDEN = {
    "bidi overrides": "\u202a\u202b\u202d\u202e\u202c",
    "bidi isolates": "\u2066\u2067\u2068\u2069",
    "bidi marks": "\u200e\u200f\u061c",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e",
    "C0": "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f",
    "C1": "\x80\x85\x90\x9b\x9f",
    "breaks": "\r\u2028\u2029",
    "tags and annotations": "\U000e0041\U000e007f\ufff9\ufffb",
    "private use": "\ue000\uf8ff",
}
NEVER = frozenset("".join(HIDDEN.values()))
LONG = "很长" * 60 + "W" * 120


@pytest.fixture
def terminal(tmp_path: Path, open_terminal: OpenTerminal) -> Terminal:
    job = a_job(1, title=MARKUP, employer="<i>单位</i>", description=f"{MARKUP}\n<br>{TURNED}")
    ui_home.publish(tmp_path, jobs=[job])
    return open_terminal(tmp_path)


def _texts(terminal: Terminal) -> list[QQuickItem]:
    return [item for item in visible_items(terminal.window) if item.inherits("QQuickText")]


def _is_icon(text: QQuickItem) -> bool:
    return text.metaObject().indexOfProperty("glyph") >= 0


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


def _hostile(record: Record, poison: str) -> Record:
    """``record`` with ``poison`` in the middle of each of its texts but its id."""
    texts = {
        field.name: f"{value[:2]}{poison}{value[2:]}"
        for field in fields(record)
        if type(value := getattr(record, field.name)) is str and field.name not in PLAIN_FIELDS
    }
    return replace(record, **texts)


PLAIN_FIELDS = {"id", "division"}
EXAMPLES: dict[str, Record] = {
    name: next(r for r in records if not isinstance(r, Job) or r.valid_through >= ui_home.TODAY)
    for name, records in ui_home.city_records().items()
    if records
}


def _publish_hostile(home: Path, poison: str) -> dict[str, Record]:
    """One record of each kind with ``poison`` everywhere, and a job whose pay is words."""
    hostile = {name: [_hostile(record, poison)] for name, record in EXAMPLES.items()}
    offices = [
        _hostile(next(p for p in ui_home.city_records()["places"] if p.kind is kind), poison)
        for kind in (PlaceKind.HOTLINE, PlaceKind.LABOUR_RIGHTS, PlaceKind.EMPLOYMENT_SERVICE)
    ]
    words = _hostile(
        a_job(7, pay=None, pay_text="面议", head_count=None, head_count_text="若干人"), poison
    )
    ui_home.publish(
        home,
        sealing_key=ui_home.SEALING_KEY,
        **(hostile | {"places": offices, "jobs": [*hostile["jobs"], words]}),
    )
    return {name: records[0] for name, records in hostile.items()} | {"words": words}


def _everywhere(terminal: Terminal, made: dict[str, Record]) -> Iterator[str]:
    """Each screen that shows a record."""
    shell = terminal.shell
    yield "attract"
    terminal.wake()
    yield "home"
    shell.jobs.setReach("all")
    shell.open("jobs")
    for name in ("groups", "activities", "policies", "directory"):
        terminal.settle()
        yield shell.screen
        shell.open(name)
    for shelf in ("rights", "service"):
        shell.directory.setShelf(shelf)
        terminal.settle()
        yield f"directory, {shelf}"
    shell.openPolicy(made["policies"].id)
    terminal.settle()
    yield "policy"
    for job in ("jobs", "words"):
        shell.openJob(made[job].id)
        terminal.settle()
        yield f"job, {job}"
        shell.openReport()
        terminal.settle()
        yield "report"


@pytest.mark.parametrize("poison", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_hides_or_turns_text_never_reaches_the_glass(
    tmp_path: Path, open_terminal: OpenTerminal, poison: str
) -> None:
    made = _publish_hostile(tmp_path, poison)
    assert poison in made["policies"].title  # the stored line has it
    terminal = open_terminal(tmp_path)
    shown = 0
    for screen in _everywhere(terminal, made):
        _assert_plain(terminal)
        for text in _texts(terminal):
            words = str(text.property("text"))
            if _is_icon(text):
                continue
            shown += 1
            assert not NEVER & set(words), f"{screen}: {words!r}"
    assert shown > 60
    assert terminal.shell.job.found


def test_the_stored_line_stays_as_it_was_signed(tmp_path: Path) -> None:
    made = _publish_hostile(tmp_path, TURNED)
    reader = CatalogueReader(tmp_path / ui_home.CATALOGUE)
    policy = reader.policy(made["policies"].id)
    reader.close()
    assert policy is not None
    assert policy.title == made["policies"].title.replace("\u202e", "").replace("\u202c", "")
    assert TURNED.encode() in (tmp_path / ui_home.CATALOGUE).read_bytes()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("poison", [LONG, MARKUP], ids=["long words", "markup"])
def test_no_word_is_too_long_for_the_glass(
    tmp_path: Path, open_terminal: OpenTerminal, poison: str, size: QSize, scale: float
) -> None:
    made = _publish_hostile(tmp_path, poison)
    terminal = open_terminal(tmp_path, size=size)
    glass = Glass(terminal.window, terminal.pixels_per_mm)
    wrong = []
    for screen in _everywhere(terminal, made):
        if screen == "home":
            terminal.enlarge(scale)
        _assert_plain(terminal)
        wrong += [f"{screen}: {words[:120]}" for words in overflowing_texts(glass)]
        wrong += [f"{screen}: {words[:120]}" for words in spilling_texts(glass)]
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


def test_letters_that_turn_the_text_never_reach_a_record() -> None:
    assert tidy(TURNED) == "保安工资"

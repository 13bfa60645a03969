"""A session ends by silence or by a touch, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtGui import QGuiApplication

from tests import ui_home
from tests.screens.doors import shell_in
from tests.screens.terminal import Clocks, OpenTerminal, Terminal
from ui.catalogue import Catalogue
from ui.session import IdleWatch
from ui.viewmodels.applying import LeftResume
from ui.viewmodels.shell import Shell

IDLE_S, WARNING_S = 90, 20


class Watched:
    """An idle watch whose clock moves when told."""

    def __init__(self) -> None:
        self.clocks = Clocks()
        self.owner = QObject()
        self.watch = IdleWatch(IDLE_S, WARNING_S, self.clocks.monotonic, self.owner)
        self.expiries = 0
        self.watch.expired.connect(self._expire)
        self.watch.start()

    def after(self, seconds: float) -> tuple[bool, int, int]:
        """Warning, seconds left and expiries once so much time has passed."""
        self.clocks.pass_seconds(seconds)
        self.watch.tick()
        return self.watch.warning, self.watch.secondsLeft, self.expiries

    def _expire(self) -> None:
        self.expiries += 1


def test_silence_is_asked_about_and_then_ends_the_session(app: QGuiApplication) -> None:
    watched = Watched()
    assert watched.after(IDLE_S - 1) == (False, 0, 0)
    assert watched.after(1) == (True, WARNING_S, 0)
    assert watched.after(WARNING_S - 1) == (True, 1, 0)
    assert watched.after(1) == (False, 0, 1)


def test_a_touch_puts_the_question_off(app: QGuiApplication) -> None:
    watched = Watched()
    watched.after(IDLE_S - 1)
    watched.watch.touch()
    assert watched.after(IDLE_S - 1) == (False, 0, 0)
    assert watched.after(1) == (True, WARNING_S, 0)


def test_the_answer_takes_the_question_away(app: QGuiApplication) -> None:
    watched = Watched()
    watched.after(IDLE_S + 5)
    watched.watch.touch()
    assert watched.after(0) == (False, 0, 0)
    assert watched.after(IDLE_S) == (True, WARNING_S, 0)


@pytest.fixture
def terminal(city: Path, open_terminal: OpenTerminal) -> Terminal:
    return open_terminal(city)


def _let_pass(terminal: Terminal, seconds: float) -> None:
    terminal.clocks.pass_seconds(seconds)
    terminal.shell.idle_watch.tick()
    terminal.settle()


def test_touching_the_glass_keeps_the_session(terminal: Terminal) -> None:
    terminal.wake()
    _let_pass(terminal, IDLE_S - 5)
    terminal.touch("tile.jobs")
    _let_pass(terminal, IDLE_S - 5)
    assert not terminal.shell.idle_watch.warning
    _let_pass(terminal, 5)
    assert terminal.shell.idle_watch.warning


def test_i_am_still_here_leads_back_to_the_same_screen(terminal: Terminal) -> None:
    terminal.wake()
    terminal.touch("tile.jobs")
    terminal.shell.jobs.toggleTag("senior")
    _let_pass(terminal, IDLE_S + 5)
    assert terminal.words("idle.seconds").startswith("15 秒")
    terminal.touch("idle.still")
    assert not terminal.shows("idle.still")
    assert (terminal.shell.screen, terminal.shell.jobs.tagWords) == ("jobs", "银龄岗")


def test_a_touch_beside_the_question_is_an_answer_and_opens_nothing(terminal: Terminal) -> None:
    terminal.wake()
    _let_pass(terminal, IDLE_S + 5)
    terminal.touch_at(540, 60)
    assert not terminal.shell.idle_watch.warning
    assert terminal.shell.screen == "home"


def test_nobody_there_ends_in_the_attract_screen(terminal: Terminal) -> None:
    terminal.wake()
    terminal.touch("tile.jobs")
    _let_pass(terminal, IDLE_S)
    _let_pass(terminal, WARNING_S)
    assert terminal.shell.screen == "attract"
    assert not terminal.shell.idle_watch.warning


def test_the_waking_touch_hits_nothing_below(terminal: Terminal) -> None:
    terminal.wake()
    hero = terminal.item("tile.jobs")
    below = hero.mapToScene(hero.boundingRect().center()).toPoint()
    terminal.shell.endSession()
    terminal.settle()
    terminal.touch_at(below.x(), below.y())
    assert terminal.shell.screen == "home"


def _told(thing: QObject, name: str, seen: set[int]) -> Iterator[tuple[str, object]]:
    """Every property and every row below ``thing``, by path."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, QAbstractItemModel):
        roles = thing.roleNames()
        for row in range(thing.rowCount()):
            values = [repr(thing.data(thing.index(row, 0), role)) for role in sorted(roles)]
            yield f"{name}[{row}]", values
        return
    about = type(thing).staticMetaObject
    for number in range(QObject.staticMetaObject.propertyCount(), about.propertyCount()):
        key = about.property(number).name()
        value = getattr(thing, key)
        if isinstance(value, QObject):
            yield from _told(value, f"{name}.{key}", seen)
        else:
            yield f"{name}.{key}", value


def _snapshot(shell: Shell) -> dict[str, object]:
    told = dict(_told(shell, "shell", set()))
    assert len(told) > 150, "the walk must reach the models"
    return told


def _busy(shell: Shell) -> None:
    shell.wake()
    shell.cycleTextScale()
    shell.openGroup("parent")
    jobs = shell.jobs
    jobs.setReach("district")
    jobs.toggleTag("senior")
    jobs.toggleKind("cleaning")
    jobs.setPay("3000")
    jobs.typeLetter("b")
    shell.openJob(ui_home.city_jobs()[0].id)
    shell.openReport()
    shell.report.choose("filled")
    shell.policies.setTopic("consumer")
    shell.openPolicy(ui_home.city_records()["policies"][0].id)
    shell.apply.take(LeftResume("a-resume", "7K2M-9QXT"), "another-job", applied=True)
    shell.openApply()
    shell.apply.send()
    shell.openSignUp("a-class", "夜校")
    shell.openCallBack()
    shell.callBack.chooseSurname("王")
    shell.callBack.chooseForm("女士")
    shell.callBack.press("1")
    shell.directory.setShelf("service")
    shell.open("directory")


def _shell(home: Path) -> tuple[Shell, Catalogue, Clocks]:
    clocks = Clocks()
    shell, doors = shell_in(home, clocks)
    return shell, doors.catalogue, clocks


def test_the_end_of_a_session_leaves_what_a_fresh_terminal_has(
    app: QGuiApplication, city: Path
) -> None:
    used, used_catalogue, _ = _shell(city)
    fresh, fresh_catalogue, _ = _shell(city)
    untouched = _snapshot(fresh)
    _busy(used)
    changed = {name for name, value in _snapshot(used).items() if untouched.get(name) != value}
    personal = {"jobs.text", "job.found", "report.reference", "apply.reference", "apply.sent"}
    personal |= {"phone.subject", "callBack.number", "callBack.surname", "screen", "textScale"}
    assert {f"shell.{name}" for name in personal} <= changed
    used.endSession()
    # The tiles of 按人群找 are counted when they are shown; no resident can change them.
    left = {
        name: value
        for name, value in _snapshot(used).items()
        if untouched.get(name) != value and not name.startswith("shell.groups.rows[")
    }
    assert left == {}
    for shell, catalogue in ((used, used_catalogue), (fresh, fresh_catalogue)):
        shell.close()
        catalogue.close()


def test_home_starts_the_filters_afresh_and_keeps_the_text_size(
    app: QGuiApplication, city: Path
) -> None:
    shell, catalogue, _ = _shell(city)
    _busy(shell)
    shell.goHome()
    assert (shell.screen, shell.jobs.narrowed, shell.jobs.reachWords) == ("home", False, "15 分钟")
    assert shell.textScale == 1.3
    assert not shell.canGoBack
    shell.close()
    catalogue.close()


def test_the_session_ends_with_no_sheet_left_open(terminal: Terminal) -> None:
    terminal.wake()
    terminal.touch("tile.jobs")
    terminal.touch("filter.text")
    _let_pass(terminal, IDLE_S)
    _let_pass(terminal, WARNING_S)
    terminal.wake()
    terminal.touch("tile.jobs")
    assert not terminal.shows("sheet.done")


def test_the_next_resident_starts_at_the_top_of_the_list(terminal: Terminal) -> None:
    terminal.wake()
    terminal.touch("tile.jobs")
    first = terminal.item("card").property("jobId")
    for _ in range(3):
        terminal.touch("pager.on")
    assert terminal.item("card").property("jobId") != first
    terminal.shell.endSession()
    terminal.wake()
    terminal.touch("tile.jobs")
    assert terminal.item("card").property("jobId") == first

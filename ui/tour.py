"""Walks every screen by touch, without a person, and writes a picture of each.

The tour is the demo on a machine without a display, the source of the pictures in the README, and
a smoke test: a step that does not lead where it should ends it with a sentence.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.settings import Settings
from offline_cache.desk import Reached
from ui.app import Screen, application, build_screen
from ui.touching import find, tap_item, tap_middle
from ui.tour_doubles import LeapingClock, PretendedAgent, PretendedOutbox
from ui.viewmodels.shell import ATTRACT, TEXT_SCALES

STEP_MS = 40
SETTLED_STEPS = 6
PATIENCE_S = 20.0
MOST_PAGES = 8


class TourFailed(Exception):
    """A step did not lead where it should; the message says which."""


Wait = Callable[[], bool]


class Tour:
    """One walk through ``screen``, pictures into ``folder``."""

    def __init__(
        self,
        screen: Screen,
        settings: Settings,
        clock: LeapingClock,
        agent: PretendedAgent,
        folder: Path,
        scale: float,
    ) -> None:
        self._agent = agent
        self._screen, self._settings, self._clock = screen, settings, clock
        self._folder, self._scale = folder, scale
        self.pictures: list[Path] = []

    def steps(self) -> Iterator[Wait]:
        """The walk; each yielded condition is waited for."""
        yield self._shown(ATTRACT)
        yield from self._picture("attract")
        tap_middle(self._window)
        yield self._shown("home")
        yield from self._enlarge()
        yield from self._picture("home")
        yield from self._jobs()
        yield from self._groups()
        yield from self._activities()
        yield from self._policies()
        yield from self._directory()
        yield from self._by_phone()
        yield from self._without_phone()
        yield from self._idle()

    def _jobs(self) -> Iterator[Wait]:
        yield from self._tile("tile.jobs", "jobs")
        yield from self._picture("jobs")
        yield from self._go("filter.tags", "jobs")
        yield from self._picture("jobs-groups")
        yield from self._go("pick.senior", "jobs")
        yield from self._go("sheet.done", "jobs")
        yield from self._reach("10")
        yield from self._picture("jobs-senior")
        yield from self._go("filter.text", "jobs")
        yield from self._go("key.b", "jobs")
        yield from self._go("key.j", "jobs")
        yield from self._picture("jobs-initials")
        yield from self._go("sheet.done", "jobs")
        yield from self._go("card", "job")
        yield from self._picture("job")
        yield from self._report()
        yield from self._scrolled("job-more")
        yield from self._go("bar.back", "jobs")
        yield from self._go("filter.text", "jobs")
        for _ in range(3):
            yield from self._go("key.x", "jobs")
        yield from self._go("sheet.done", "jobs")
        yield from self._picture("jobs-empty")
        yield from self._go("bar.home", "home")

    def _report(self) -> Iterator[Wait]:
        """The choices and the thanks, where the platform gave a key to seal to."""
        yield from self._brought_in("job.report")
        if not _is_there(self._window, "job.report"):
            return
        yield from self._go("job.report", "report")
        yield from self._picture("report")
        yield from self._brought_in("report.filled")
        yield from self._go("report.filled", "report")
        yield from self._picture("report-thanks")
        yield from self._go("bar.back", "job")

    def _brought_in(self, name: str) -> Iterator[Wait]:
        for _ in range(MOST_PAGES):
            if _is_whole(self._window, name) or not _is_there(self._window, "pager.on"):
                return
            yield from self._go("pager.on", str(self._screen.shell.screen))

    def _tile(self, name: str, leads_to: str) -> Iterator[Wait]:
        yield from self._brought_in(name)
        yield from self._go(name, leads_to)

    def _groups(self) -> Iterator[Wait]:
        yield from self._tile("tile.groups", "groups")
        yield from self._picture("groups")
        yield from self._go("bar.home", "home")

    def _activities(self) -> Iterator[Wait]:
        yield from self._tile("tile.activities", "activities")
        yield from self._picture("activities")
        yield from self._go("bar.home", "home")

    def _policies(self) -> Iterator[Wait]:
        yield from self._tile("tile.policies", "policies")
        yield from self._picture("policies")
        yield from self._go("policy", "policy")
        yield from self._picture("policy")
        yield from self._go("bar.home", "home")

    def _directory(self) -> Iterator[Wait]:
        yield from self._tile("tile.directory", "directory")
        yield from self._picture("directory")
        yield from self._go("shelf.service", "directory")
        yield from self._picture("directory-offices")

    def _by_phone(self) -> Iterator[Wait]:
        """The road of a résumé, as far as it goes where no phone is at hand."""
        yield from self._go("bar.home", "home")
        yield from self._tile("tile.resume", "phone")
        yield from self._picture("phone")
        yield from self._brought_in("phone.agree")
        yield from self._go("phone.agree", "phone")
        self._agent.say(Reached.SHOWN)
        yield lambda: self._screen.shell.phone.stage == "code"
        yield from self._picture("phone-code")
        self._agent.say(Reached.SCANNED)
        yield lambda: bool(self._screen.shell.phone.scanned)
        yield from self._picture("phone-scanned")
        self._agent.say(Reached.RECEIVED)
        yield self._shown("apply")
        yield from self._picture("apply")

    def _without_phone(self) -> Iterator[Wait]:
        yield from self._go("bar.home", "home")
        yield from self._tile("tile.hire", "phone")
        yield from self._brought_in("phone.callBack")
        yield from self._go("phone.callBack", "callBack")
        yield from self._picture("callBack")
        yield from self._go("form.女士", "callBack")
        yield from self._brought_in("surname.王")
        yield from self._go("surname.王", "callBack")
        yield from self._picture("callBack-number")

    def _idle(self) -> Iterator[Wait]:
        session = self._settings.session
        self._clock.ahead += session.idle_seconds
        yield lambda: bool(self._screen.shell.idle_watch.warning)
        yield from self._picture("idle")
        self._clock.ahead += session.warning_seconds
        yield self._shown(ATTRACT)

    def _enlarge(self) -> Iterator[Wait]:
        for _ in range(TEXT_SCALES.index(self._scale)):
            yield from self._go("bar.text", "home")

    def _reach(self, code: str) -> Iterator[Wait]:
        if _is_there(self._window, "filter.reach"):
            yield from self._go("filter.reach", "jobs")
            yield from self._go(f"pick.{code}", "jobs")
        else:
            yield from self._go(f"reach.{code}", "jobs")

    def _scrolled(self, name: str) -> Iterator[Wait]:
        if _is_there(self._window, "pager.on"):
            yield from self._go("pager.on", str(self._screen.shell.screen))
            yield from self._picture(name)

    def _go(self, touched: str, leads_to: str) -> Iterator[Wait]:
        yield lambda: _is_there(self._window, touched)
        tap_item(self._window, touched)
        yield self._shown(leads_to)
        yield from _settle()

    def _picture(self, name: str) -> Iterator[Wait]:
        yield from _settle()
        path = self._folder / f"{name}.png"
        if not self._window.grabWindow().save(str(path)):
            raise TourFailed(f"{path} cannot be written.")
        self.pictures.append(path)

    def _shown(self, name: str) -> Wait:
        return lambda: self._screen.shell.screen == name

    @property
    def _window(self) -> QQuickWindow:
        return self._screen.window


def run_tour(home: Path, settings: Settings, folder: Path, size: QSize, scale: float) -> list[Path]:
    """Walk the terminal in ``home`` at ``size`` pixels and text ``scale``: its pictures."""
    if scale not in TEXT_SCALES:
        raise TourFailed(f"text scale must be one of {', '.join(map(str, TEXT_SCALES))}.")
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    clock = LeapingClock()
    with TemporaryDirectory(prefix="kiosk-tour-") as aside:
        agent = PretendedAgent(Path(aside))
        screen = build_screen(
            home,
            settings,
            size=size,
            monotonic=clock,
            outbox=PretendedOutbox(),
            desk_home=agent.home,
        )
        screen.window.show()
        tour = Tour(screen, settings, clock, agent, folder, scale)
        try:
            _walk(app, tour)
        finally:
            screen.close()
    return tour.pictures


def _walk(app: QGuiApplication, tour: Tour) -> None:
    steps = tour.steps()
    failures: list[Exception] = []
    waiting: list[tuple[Wait, float]] = []

    def turn() -> None:
        try:
            if waiting and not waiting[0][0]():
                if time.monotonic() > waiting[0][1]:
                    raise TourFailed(f"stuck after {len(tour.pictures)} pictures.")
                return
            waiting[:] = [(next(steps), time.monotonic() + PATIENCE_S)]
        except StopIteration:
            app.quit()
        except (TourFailed, LookupError) as error:
            failures.append(error)
            app.quit()

    timer = QTimer(interval=STEP_MS)
    timer.timeout.connect(turn)
    timer.start()
    app.exec()
    timer.stop()
    if failures:
        raise TourFailed(str(failures[0])) from failures[0]


def _settle() -> Iterator[Wait]:
    for _ in range(SETTLED_STEPS):
        yield lambda: True


def _is_whole(window: QQuickWindow, name: str) -> bool:
    """Whether the item is there and no page that scrolls cuts any of it off."""
    if not _is_there(window, name):
        return False
    item = find(window, name)
    box = item.mapRectToScene(item.boundingRect())
    while not item.inherits("QQuickRootItem"):
        item = item.parentItem()
        if item.clip() and not item.mapRectToScene(item.boundingRect()).contains(box):
            return False
    return True


def _is_there(window: QQuickWindow, name: str) -> bool:
    try:
        item: QQuickItem = find(window, name)
    except LookupError:
        return False
    return item.isEnabled()

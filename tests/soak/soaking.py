"""Schedules run against one real platform, and a failing one made short."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exc

from kiosk.agent.identity import KEY_FILE, NAME_FILE
from kiosk.central.store import Store
from tests.central_process import PlatformHome, serving
from tests.enrolled import enrolled
from tests.faults.chaos_proxy import ChaosProxy, chaos_proxy
from tests.soak.city import City
from tests.soak.desk import Desk
from tests.soak.disk import LimitedFiles, SmallDisk, disk_at
from tests.soak.killed import KilledAgent
from tests.soak.model import Violation
from tests.soak.phases import watch
from tests.soak.road import Road
from tests.soak.station import Station
from tests.soak.steps import PLATFORM, Step
from tests.soak.tally import Tally
from tests.soak.terminal import Surroundings
from tests.soak.victim import Victims, victims

_FIRST_REGION = 310_101
_SHRINKING_RUNS = 150
_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Broken:
    """A schedule that broke a promise in its last step."""

    promise: str
    steps: tuple[Step, ...]


class Soak:
    """One platform that serves, a proxy in front of it, and a place for one terminal at a time."""

    def __init__(
        self,
        platform: PlatformHome,
        proxy: ChaosProxy,
        agents: Victims,
        disk: SmallDisk | LimitedFiles,
        folder: Path,
    ) -> None:
        self.tally = Tally()
        self.disk = disk
        self.steps = 0
        self._platform = platform
        self._proxy = proxy
        self._agents = agents
        self._folder = folder
        self._office = Store.of_terminals(platform.home)
        enrolled(platform.home, proxy.url, folder / "enrolled")
        self._runs = 0

    def run(self, steps: Sequence[Step]) -> Broken | None:
        """Run ``steps``, heal, and hold everything against what was promised after each."""
        done: list[Step] = []
        try:
            with self._world() as (city, road, station):
                for step in (*steps, Step("heal")):
                    done.append(step)
                    self.steps += 1
                    _take(step, city, road, station)
        except Violation as violation:
            return Broken(str(violation), tuple(done))
        except Exception:  # noqa: BLE001 - whatever the agent raises is a finding
            return Broken(format_exc(), tuple(done))
        return None

    def kill_agents(self, kills: int, seed: int) -> str:
        """Kill a real agent so many times; what that came to. ``Violation`` as always."""
        with self._world() as (city, _, station):
            station.close()
            agent = KilledAgent(station.around, city, self._proxy, seed)
            for _ in range(kills):
                agent.kill_once()
            return f"{kills} agents killed, {agent.halfway} of them before they had committed"

    def shrunk(self, broken: Broken) -> Broken:
        """The same kind of failure with as few steps as a bounded search finds."""
        left = _SHRINKING_RUNS
        size = max(1, len(broken.steps) // 2)
        while size:
            start = 0
            while start < len(broken.steps) and left:
                fewer = broken.steps[:start] + broken.steps[start + size :]
                left -= 1
                again = self.run(fewer)
                if again is None:
                    start += size
                else:
                    broken = again
            size //= 2
        return broken

    @contextmanager
    def _world(self) -> Iterator[tuple[City, Road, Station]]:
        self._runs += 1
        home = self.disk.folder / f"terminal-{self._runs}"
        _known(self._folder / "enrolled", home)
        sticks = self._folder / f"sticks-{self._runs}"
        sticks.mkdir()
        self._proxy.heal()
        self._proxy.seen.clear()
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, home)
            stack.callback(shutil.rmtree, sticks)
            city = City(self._platform, _region(self._runs), sticks)
            stack.callback(city.close)
            desk = Desk(home, self._office, sticks)
            road = Road(self._proxy, city, desk, self.tally)
            stack.callback(desk.close)
            around = Surroundings(
                home=str(home),
                url=self._proxy.url,
                region=city.region,
                root=city.root,
                lat=36.6665,
                lon=117.0253,
            )
            station = Station(around, city, road, desk, self.disk, self._agents, self.tally)
            stack.callback(station.close)
            yield city, road, station

    def close(self) -> None:
        """Let go of the platform's database."""
        self._office.close()


def _known(enrolled_home: Path, home: Path) -> None:
    """Give ``home`` the name of a terminal that the platform knows."""
    (home / "keys").mkdir(parents=True)
    for file in (KEY_FILE, NAME_FILE):
        shutil.copyfile(enrolled_home / file, home / file)


def _take(step: Step, city: City, road: Road, station: Station) -> None:
    figures = dict(step.figures)
    poll, news = figures.pop("poll", 0), figures.pop("news", 0)
    push = figures.pop("push", 0)
    replay = figures.pop("replay", -1)
    if news:
        city.bring_news()
    if step.rule == "spoil_sending":
        station.leave(figures.pop("size"))
    for part in (station, road, city):
        rule: Callable[..., None] | None = getattr(part, step.rule, None)
        if rule:
            rule(**figures)
            break
    else:
        raise AssertionError(f"there is no rule {step.rule}")
    if step.rule not in PLATFORM:
        station.check(step.rule)
    if replay >= 0:
        road.heal()
        road.replay(replay)
        station.poll()
        station.check("poll")
    if push:
        station.push(push)
        station.check("push")
    if poll:
        station.poll()
        station.check("poll")


def _region(number: int) -> str:
    # Never one that ends in 00, which would hold others.
    return str(_FIRST_REGION + number + number // 99)


@contextmanager
def soaking(planted: str = "") -> Iterator[Soak]:
    """Everything that schedules need, for as long as the block lasts."""
    watch()
    # What the agent logs of all these faults is not what is looked at.
    logging.getLogger("kiosk").addHandler(logging.NullHandler())
    with ExitStack() as stack:
        # In memory where there is such a folder: the platform's syncing is not what is tried here.
        memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="soak-", dir=memory)))
        platform = PlatformHome(folder / "central")
        stack.callback(platform.store.close)
        central = stack.enter_context(serving(platform.home))
        proxy = stack.enter_context(chaos_proxy(central.url))
        agents = stack.enter_context(victims(planted))
        disk = disk_at(folder / "disk")
        if isinstance(disk, SmallDisk):
            stack.callback(disk.let_go)
        with closing(Soak(platform, proxy, agents, disk, folder)) as soak:
            yield soak

"""The terminal in a schedule: what is done to one home, and what must be true of it after."""

from __future__ import annotations

from pathlib import Path

from kiosk.agent.outcomes import Applied, Failed, Outcome
from kiosk.agent.posting import UNUSABLE
from kiosk.agent.pull import INCOMING
from kiosk.agent.verdicts import Verdict
from tests.soak.checks import Searched, held_version
from tests.soak.city import City
from tests.soak.damage import damage, pull_the_plug
from tests.soak.desk import Desk
from tests.soak.disk import LimitedFiles, SmallDisk
from tests.soak.model import Unreadable, Violation, hold
from tests.soak.road import Road
from tests.soak.tally import Tally
from tests.soak.terminal import Surroundings, start
from tests.soak.victim import Errand, Victims

_DAY_SECONDS = 86_400.0
_POLLS_TO_CONVERGE = 2
_DISK = (Verdict.DISK, Verdict.CATALOGUE)


class Station:
    """One home and whatever agent is at work in it."""

    def __init__(
        self,
        surroundings: Surroundings,
        city: City,
        road: Road,
        desk: Desk,
        disk: SmallDisk | LimitedFiles,
        victims: Victims,
        tally: Tally,
    ) -> None:
        self.around = surroundings
        self.home = Path(surroundings.home)
        self._city = city
        self._road = road
        self._desk = desk
        self._disk = disk
        self._victims = victims
        self._tally = tally
        self._room: int | None = None
        self._measured = False
        self._highest = 0
        self._version: int | None = None
        self._searched = Searched()
        self._may_fall = False
        self._begun_anew = False
        with disk.bounds():
            self._terminal = start(surroundings)

    # Rules

    def poll(self) -> None:
        """Follow the platform once."""
        with self._disk.bounds():
            outcome = self._terminal.poll()
        self._judge(outcome, network=True)

    def take_stick(self, slot: int) -> None:
        """Somebody brings a stick, perhaps an old one."""
        stick = self._city.stick(slot)
        if stick.exists():
            with self._disk.bounds():
                outcome = self._terminal.take(stick)
            self._judge(outcome, network=False)

    def kill(self, phase: str, how: str, at: int) -> None:
        """Another agent takes over, polls, and dies at that moment of the phase."""
        self._kill(Errand(surroundings=self.around, phase=phase, how=how, at=at))

    def kill_at_stick(self, slot: int, phase: str, how: str, at: int) -> None:
        """Another agent takes over, takes a stick, and dies at that moment."""
        stick = self._city.stick(slot)
        if stick.exists():
            errand = Errand(surroundings=self.around, stick=str(stick), phase=phase, how=how, at=at)
            self._kill(errand)

    def leave(self, size: int) -> None:
        """A resident leaves something, if the terminal can take it."""
        with self._disk.bounds():
            taken = self._desk.leave(size)
            if not taken:  # the agent makes the outbox with its first turn
                self._terminal.push(1)
                taken = self._desk.leave(size)
        if not taken:
            hold(self._room is not None, "nothing was taken though there is room")
            self._tally.hit("full_disk", "idle")

    def push(self, turns: int) -> None:
        """The duty that sends gets so many turns."""
        waiting = self._desk.waiting()
        with self._disk.bounds():
            self._terminal.push(turns)
        done = self._desk.waiting() < waiting
        struck = self._road.struck(failed=not done)
        if self._road.offline_now and waiting:
            self._tally.hit("offline", "sending")
        elif self._room is not None and UNUSABLE in self._terminal.posting.errors:
            self._tally.hit("full_disk", self._terminal.ended_in)
        elif waiting and not struck:
            hold(done, f"nothing was sent though nothing happened: {self._desk.standing()}")

    def kill_at_push(self, size: int, phase: str, how: str, at: int) -> None:
        """Another agent takes over and dies while it sends."""
        self.leave(size)
        self._kill(Errand(surroundings=self.around, turns=3, phase=phase, how=how, at=at))

    def restart(self) -> None:
        """The agent ends properly and comes up again."""
        with self._disk.bounds():
            self._terminal.stop()
        self._start()

    def reboot(self) -> None:
        """The machine goes off without a word to the agent, and on again."""
        self._lose_power()
        self._start()

    def set_clock(self, days: int) -> None:
        """The wall clock jumps."""
        self.around.skew += days * _DAY_SECONDS

    def move(self, metres: int) -> None:
        """The terminal is carried to another place and configured anew."""
        self.around.lat += metres / 111_000
        self.restart()

    def fill_disk(self, room: int) -> None:
        """Something is new, and the disk is full but for ``room`` bytes."""
        self.poll()
        self._city.bring_news()
        self._disk.fill(room)
        self._room = room

    def make_room(self) -> None:
        """The disk has room again."""
        self._disk.make_room()
        self._room = None

    def care(self) -> None:
        """It is night."""
        with self._disk.bounds():
            self._terminal.be_cared_for()

    def tear(self, what: str, at: int) -> None:
        """The power goes, and something of what was written comes out different or not at all."""
        self.make_room()
        self._lose_power()
        if damage(self.home, what, at):
            self._tally.hit(f"tear_{what}", "idle")
            self._begun_anew |= what == "memory"
            self._may_fall = what != "memory"
        self._start()

    def heal(self) -> None:
        """Everything is well again: soon the terminal has what the platform has."""
        self._road.heal()
        self.make_room()
        if self._city.lying:
            self._city.publish(1)
        newest = self._city.model.newest().number
        outcomes = []
        for _ in range(_POLLS_TO_CONVERGE):
            outcomes.append(self._terminal.poll())
            self._judge(outcomes[-1], network=True)
            self.check("heal")
            if self._version == newest:
                self._highest, self._begun_anew = newest, False
                break
        else:
            raise Violation(f"no convergence on version {newest} after healing: {outcomes}")
        self._terminal.push(2 * self._desk.waiting() + _POLLS_TO_CONVERGE)
        self._road.struck(failed=False)
        standing = self._desk.standing()
        hold(not self._desk.waiting(), f"after healing this is not sent: {standing}")

    # What must be true

    def check(self, rule: str) -> None:
        """Hold the home against everything that was promised."""
        if rule in ("kill", "tear"):
            self._searched.what = None
        version = self._held(being_made=self._version is None and rule == "kill")
        self._desk.check()
        if version != self._version:
            self._check_versions(version)
        self._version, self._may_fall = version, False
        if rule in ("poll", "take_stick", "heal"):
            hold(not list(self.home.glob(f"{INCOMING}*")), "a finished pull left its blobs behind")

    def _held(self, *, being_made: bool) -> int | None:
        site = self.around.site if self._measured else None

        def held() -> int | None:
            return held_version(
                self.home,
                self._city.model,
                site,
                being_made=being_made,
                searched=self._searched,
            )

        try:
            return held()
        except Unreadable:
            if self._room is None:
                raise
        # SQLite needs 32 kB beside a file that nobody has open; what is in it must be right.
        self._tally.hit("unreadable_while_full", "idle")
        self._disk.make_room()
        try:
            return held()
        finally:
            self._disk.fill(self._room)

    def close(self) -> None:
        """Let go of the home."""
        self._disk.make_room()
        self._terminal.drop()

    def _check_versions(self, version: int | None) -> None:
        before = self._version or 0
        if (version or 0) < before:
            hold(self._may_fall, f"the version fell from {before} to {version}")
            return
        hold(
            self._begun_anew or (version or 0) >= self._highest,
            f"version {version} was taken after version {self._highest} had been seen",
        )
        self._highest = max(self._highest, version or 0)

    def _judge(self, outcome: Outcome, *, network: bool) -> None:
        failed = isinstance(outcome, Failed)
        # An agent measures again with its first pull, if it can write.
        self._measured |= not (isinstance(outcome, Failed) and outcome.verdict in _DISK)
        struck = self._road.struck(failed=failed)
        if self._road.offline_now and network:
            struck = True
            self._tally.hit("offline", "manifest")
        if self._room is not None:
            if isinstance(outcome, Failed) and outcome.verdict in _DISK:
                self._tally.hit("full_disk", self._terminal.ended_in)
            return
        if isinstance(outcome, Failed):
            hold(
                outcome.verdict not in _DISK,
                f"{outcome} though nothing was wrong with the disk",
            )
            hold(struck or self._city.lying or not network, f"{outcome} though nothing happened")
            return
        hold(not (self._road.offline_now and network), f"{outcome} without a network")
        if network and not struck and not self._city.misled and isinstance(outcome, Applied):
            cheapest = self._city.cheapest(self._version)
            hold(self._road.blobs == cheapest, f"{outcome}, but with more fetched than was needed")
        self.check("poll")
        hold(outcome.version == self._version, f"{outcome}, but the catalogue is {self._version}")
        if network and not struck and not self._city.lying:
            newest = self._city.model.newest().number
            hold(outcome.version == newest, f"{outcome}, but {newest} stands and nothing happened")

    # How it is done

    def _kill(self, errand: Errand) -> None:
        with self._disk.bounds():
            self._terminal.stop()
            fate = self._victims.send(errand)
        hold(not fate.broke, f"the agent broke: {fate.broke}")
        self._road.struck(failed=True)
        self._tally.hit(f"kill_{errand.how}", fate.phase if fate.killed else "idle")
        self.check("kill")
        self._start()

    def _start(self) -> None:
        with self._disk.bounds():
            self._terminal = start(self.around)
        self._measured = False

    def _lose_power(self) -> None:
        if self._room is None:
            pull_the_plug(self.home, self._terminal.drop)
        else:  # there may be no room to write it again
            self._terminal.drop()
        self.around.boot += 1
        self.around.booted_at = self.around.reading().since_boot + self.around.booted_at

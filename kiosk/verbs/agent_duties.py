"""The agent of one terminal put together: which duties it has and which of them share a thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from threading import Event

from kiosk.agent.asking import Asks
from kiosk.agent.boot import Boot
from kiosk.agent.care import NightlyCare
from kiosk.agent.duties import keep, keep_all
from kiosk.agent.following import Follower
from kiosk.agent.glance import glance, terminal_now
from kiosk.agent.loop import Following
from kiosk.agent.outcomes import Applied, Failed, Outcome
from kiosk.agent.settings_watch import SettingsWatch
from kiosk.agent.verdicts import Verdict
from kiosk.settings import Settings
from kiosk.timekeeping import boot_id, read_clock
from kiosk.verbs.agent_desk import minting, watching_tickets
from kiosk.verbs.agent_printing import printing
from kiosk.verbs.agent_speaking import speaking
from kiosk.verbs.following import follower_in
from kiosk.verbs.seed import seed_file

Over = Callable[[float], bool]


def keep_agent(home: Path, settings: Settings, ending: Event) -> None:
    """Do everything an agent does in ``home`` until ``ending`` is set."""

    def now() -> datetime:
        return terminal_now(read_clock, lambda: glance(home))

    with follower_in(home, settings) as follower:

        def seed() -> bool:
            return seeded(follower, seed_file(home))

        boot = Boot(home, now=now, boot_id=boot_id(), seed=seed)
        care = NightlyCare(home, release=follower.release, now=now, rng=Random(), seed=seed)
        with boot.running():
            follower.release()  # what a seed opened here belongs to the thread from now on
            watch = SettingsWatch(home, ending.set)
            work = _following(home, settings, follower, boot, care, watch)
            threads = [work, speaking(home, settings), minting(home, settings)]
            threads += [watching_tickets(home, settings), printing(home, settings)]
            keep_all(threads, ending)


def seeded(follower: Follower, bundle: Path | None) -> bool:
    """Put the catalogue that came with the program in place; whether there was a good one."""
    outcome = follower.take(bundle) if bundle else None
    follower.release()
    return isinstance(outcome, Applied)


def _following(
    home: Path,
    settings: Settings,
    follower: Follower,
    boot: Boot,
    care: NightlyCare,
    watch: SettingsWatch,
) -> Callable[[Over], None]:
    """Everything that touches the catalogue, in one thread; what it opens it closes."""
    duties = (
        Following(Distrusting(follower, care), settings.agent.poll_seconds, Random()),
        boot,
        Asks(home, follower.answer, time.time),
        watch,
        care,
    )

    def work(over: Over) -> None:
        try:
            keep(duties, time.monotonic, over)
        finally:
            follower.release()

    return work


class Distrusting:
    """Pulls, and has the catalogue looked at when it was the catalogue that failed."""

    def __init__(self, follower: Follower, care: NightlyCare) -> None:
        self._follower = follower
        self._care = care

    def pull(self) -> Outcome:
        """One try."""
        outcome = self._follower.pull()
        if isinstance(outcome, Failed) and outcome.verdict is Verdict.CATALOGUE:
            self._care.distrust()
        return outcome

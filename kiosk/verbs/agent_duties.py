"""The agent of one terminal put together: which duties it has and which of them share a thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Event

from kiosk.agent.asking import Asks
from kiosk.agent.duties import keep, keep_all
from kiosk.agent.following import Follower
from kiosk.agent.loop import Following
from kiosk.settings import Settings
from kiosk.verbs.agent_speaking import speaking
from kiosk.verbs.following import follower_in


def keep_agent(home: Path, settings: Settings, ending: Event) -> None:
    """Do everything an agent does in ``home`` until ``ending`` is set."""
    with follower_in(home, settings) as follower:
        keep_all([_following(home, settings, follower), speaking(home, settings)], ending)


def _following(
    home: Path, settings: Settings, follower: Follower
) -> Callable[[Callable[[float], bool]], None]:
    """Everything that touches the catalogue, in one thread."""
    duties = (
        Following(follower, settings.agent.poll_seconds, Random()),
        Asks(home, follower.answer, time.time),
    )

    def work(over: Callable[[float], bool]) -> None:
        try:
            keep(duties, time.monotonic, over)
        finally:
            follower.release()  # by the thread that opened it

    return work

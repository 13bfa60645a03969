"""The thread of the agent that speaks to the platform in the terminal's name.

It has a connection of its own and only ever looks at the catalogue.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final

from kiosk.agent.believing import CLIENT
from kiosk.agent.duties import keep
from kiosk.agent.glance import glance, terminal_now
from kiosk.agent.heartbeat import Heartbeats, OutboxFigures
from kiosk.agent.signing import Voice
from kiosk.settings import Settings
from kiosk.timekeeping import read_clock
from kiosk.verbs.following import api_of

VERSION: Final = ".".join(str(part) for part in CLIENT)


def speaking(home: Path, settings: Settings) -> Callable[[Callable[[float], bool]], None]:
    """Work of the thread that speaks for the terminal in ``home``, for ``keep_all``."""

    def now() -> datetime:
        return terminal_now(read_clock, lambda: glance(home))

    def work(over: Callable[[float], bool]) -> None:
        with closing(api_of(settings)) as api:
            heartbeats = Heartbeats(
                Voice(home, api, now=now).signed,
                home=home,
                version=VERSION,
                catalogue=lambda: glance(home),
                outbox=OutboxFigures,
                clock=read_clock,
                now=now,
                rng=Random(),
            )
            keep((heartbeats,), time.monotonic, over)

    return work

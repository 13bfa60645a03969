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

from nacl.signing import VerifyKey

from kiosk.agent.believing import CLIENT
from kiosk.agent.duties import keep
from kiosk.agent.glance import glance, terminal_now
from kiosk.agent.heartbeat import Heartbeats
from kiosk.agent.posting import Posting
from kiosk.agent.signing import Voice
from kiosk.settings import Settings
from kiosk.timekeeping import read_clock
from kiosk.verbs.following import api_of, followed_platform
from offline_cache import OUTBOX_FILE

VERSION: Final = ".".join(str(part) for part in CLIENT)


def speaking(home: Path, settings: Settings) -> Callable[[Callable[[float], bool]], None]:
    """Work of the thread that speaks for the terminal in ``home``, for ``keep_all``."""

    def now() -> datetime:
        return terminal_now(read_clock, lambda: glance(home))

    def platform_key() -> VerifyKey:
        # Read anew each time: the thread that follows learns of a new key.
        return followed_platform(home, settings).key

    def work(over: Callable[[float], bool]) -> None:
        with closing(api_of(settings)) as api:
            signed = Voice(home, api, now=now).signed
            posting = Posting(
                home / OUTBOX_FILE,
                signed,
                platform_key,
                now=now,
                rng=Random(),
                monotonic=time.monotonic,
            )
            heartbeats = Heartbeats(
                signed,
                home=home,
                version=VERSION,
                catalogue=lambda: glance(home),
                outbox=posting.figures,
                errors=lambda: posting.errors,
                clock=read_clock,
                now=now,
                rng=Random(),
            )
            with closing(posting):
                keep((posting, heartbeats), time.monotonic, over)

    return work

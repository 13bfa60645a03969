"""The agent's two threads of the desk: one makes tickets at once, one asks about them.

A platform that does not answer must not keep a resident waiting for a code, so that what needs no
network never waits behind what does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from kiosk.agent.duties import keep
from kiosk.agent.glance import glance, terminal_now, terminal_time
from kiosk.agent.identity import load_identity
from kiosk.agent.minting import Minting
from kiosk.agent.signing import Voice
from kiosk.agent.ticket_watch import TicketWatch
from kiosk.settings import Settings
from kiosk.timekeeping import read_clock
from kiosk.verbs.following import api_of
from offline_cache.desk import Desk

Over = Callable[[float], bool]
LONGEST_ANSWER_SECONDS: Final = 5
"""Somebody stands before the screen."""


def minting(home: Path, settings: Settings) -> Callable[[Over], None]:
    """Work of the thread that makes phone tickets in ``home``, for ``keep_all``."""

    def work(over: Over) -> None:
        duty = Minting(
            Desk(home),
            lambda: load_identity(home),
            settings.central.phone_url,
            lambda: terminal_time(read_clock, lambda: glance(home)),
        )
        keep([duty], time.monotonic, over)

    return work


def watching_tickets(home: Path, settings: Settings) -> Callable[[Over], None]:
    """Work of the thread that hears what phones do with the tickets of ``home``."""

    def work(over: Over) -> None:
        with closing(api_of(settings, seconds=LONGEST_ANSWER_SECONDS)) as api:
            voice = Voice(home, api, now=lambda: terminal_now(read_clock, lambda: glance(home)))
            keep([TicketWatch(Desk(home), voice.signed)], time.monotonic, over)

    return work

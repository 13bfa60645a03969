"""``kiosk agent``: keep the catalogue up to date until stopped."""

from __future__ import annotations

import argparse
import os
from typing import Final

from kiosk.verbs.arguments import Verbs, add_home, home_of, settings_of
from kiosk.verbs.refusals import CommandRefused

NICENESS: Final = 10
"""A catalogue that comes a second later is no loss, a frame that does is seen."""


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("agent", help="keep the catalogue up to date until stopped")
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do all duties until SIGTERM or Ctrl-C, which end it between two of them."""
    import logging  # noqa: PLC0415
    import signal  # noqa: PLC0415
    from threading import Event  # noqa: PLC0415

    from kiosk.agent.lock import AnotherAgent  # noqa: PLC0415
    from kiosk.verbs.agent_duties import keep_agent  # noqa: PLC0415

    home = home_of(args)
    _step_back()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    ending = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    try:
        keep_agent(home, settings_of(home), ending)
    except AnotherAgent as error:
        raise CommandRefused(str(error)) from error
    return 0


def _step_back() -> None:
    """Let the screen have the processor first, where the system knows of such manners."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)

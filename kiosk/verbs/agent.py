"""``kiosk agent``: keep the catalogue up to date until stopped."""

from __future__ import annotations

import argparse

from kiosk.verbs.arguments import Verbs, add_home, home_of, settings_of


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("agent", help="keep the catalogue up to date until stopped")
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Pull at every poll interval; SIGTERM or Ctrl-C ends it between two pulls."""
    import logging  # noqa: PLC0415
    import signal  # noqa: PLC0415
    from random import Random  # noqa: PLC0415
    from threading import Event  # noqa: PLC0415

    from kiosk.agent.loop import keep_pulling  # noqa: PLC0415
    from kiosk.verbs.following import subscription_in  # noqa: PLC0415

    home = home_of(args)
    settings = settings_of(home)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with subscription_in(home, settings) as subscription:
        keep_pulling(subscription, settings.agent.poll_seconds, Random(), stop.wait)
    return 0

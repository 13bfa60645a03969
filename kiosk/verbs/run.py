"""``kiosk run``: agent and screen of one terminal, kept alive together."""

from __future__ import annotations

import argparse
import os

from kiosk.verbs.arguments import Verbs, add_home, home_of, settings_of
from kiosk.verbs.refusals import CommandRefused


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("run", help="agent and screen of one terminal, kept alive together")
    add_home(parser)
    parser.add_argument("--window", action="store_true", help="a window on a desk, not full screen")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run both until the screen ends on purpose or Ctrl-C."""
    from kiosk.supervisor import Supervisor  # noqa: PLC0415
    from kiosk.verbs.children import agent_of, has_display, screen_of  # noqa: PLC0415

    home = home_of(args)
    settings_of(home)
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise CommandRefused(
            "There is no display to show the screen on; start it in a graphical session "
            "or set QT_QPA_PLATFORM."
        )
    with Supervisor() as supervisor:
        supervisor.start(agent_of(home))
        supervisor.start(screen_of(home, *(["--window"] if args.window else [])))
        return supervisor.run()

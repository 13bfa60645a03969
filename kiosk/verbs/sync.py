"""``kiosk sync --once``: fetch the catalogue now."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from kiosk.verbs.arguments import Verbs, add_home, add_json, home_of, settings_of
from kiosk.verbs.refusals import CommandRefused

if TYPE_CHECKING:
    from kiosk.agent.outcomes import Outcome


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("sync", help="fetch the catalogue now")
    parser.add_argument("--once", action="store_true", help="once and no more, which is all it can")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Pull once, or let the running agent; 0 if the terminal then holds what the platform has."""
    from kiosk.agent.asking import Ask  # noqa: PLC0415
    from kiosk.verbs.following import done_in  # noqa: PLC0415

    home = home_of(args)
    return report(done_in(home, settings_of(home), Ask()), as_json=args.json)


def report(outcome: Outcome, *, as_json: bool) -> int:
    """Say what came of it: 0, or a refusal in one sentence."""
    from kiosk.agent.loop import sentence  # noqa: PLC0415
    from kiosk.agent.outcomes import Applied, Failed  # noqa: PLC0415

    if isinstance(outcome, Failed):
        raise CommandRefused(
            f"Nothing was fetched ({outcome.verdict}: {outcome.detail}); "
            "what this terminal has is kept, try again later."
        )
    if as_json:
        answer = {
            "version": outcome.version,
            "applied": isinstance(outcome, Applied),
            "verdict": outcome.verdict,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
    else:
        sys.stdout.write(sentence(outcome) + "\n")
    return 0

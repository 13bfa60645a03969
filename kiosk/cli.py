"""One verb per job: ``kiosk VERB``.

A verb is a module of ``kiosk.verbs`` with ``add_to(verbs)``, which adds its parser and sets ``run``
to a function from the parsed arguments to an exit code. Whatever a verb needs beyond argparse is
imported inside that function, so that ``kiosk screen`` pays for nothing but itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final

from kiosk.verbs import agent, central, demo, run, screen, search, show, sync
from kiosk.verbs.arguments import OneSentenceParser
from kiosk.verbs.refusals import CommandRefused

VERBS: Final = (demo, run, screen, agent, sync, search, show, central)
"""In the order of ``kiosk --help``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; 0 on success, 1 when refused, 2 for a wrong command line."""
    try:
        args = parser().parse_args(argv)
        return int(args.run(args))
    except CommandRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return refusal.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of a pipe went away; without this Python complains again while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def parser() -> OneSentenceParser:
    """Parser of the whole command line."""
    root = OneSentenceParser(prog="kiosk", description="就业角 self-service employment terminal")
    verbs = root.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb in VERBS:
        verb.add_to(verbs)
    return root

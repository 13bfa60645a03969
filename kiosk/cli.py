"""One verb per job: ``kiosk VERB``.

A verb is a module of ``kiosk.verbs`` with ``add_to(verbs)``, which adds its parser and sets ``run``
to a function from the parsed arguments to an exit code. Whatever a verb needs beyond argparse is
imported inside that function, so that ``kiosk screen`` pays for nothing but itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from kiosk.verbs.arguments import OneSentenceParser
from kiosk.verbs.refusals import CommandRefused

VERBS: Final = (
    *("demo", "run", "screen", "agent", "sync", "bundle", "enroll", "status", "doctor"),
    *("outbox", "search", "show", "slip", "print-test", "central"),
)
"""In the order of ``kiosk --help``; each is a module of ``kiosk.verbs``, with ``_`` for ``-``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; 0 on success, 1 when refused, 2 for a wrong command line."""
    words = sys.argv[1:] if argv is None else argv
    try:
        args = parser(*words[:1]).parse_args(words)
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


def parser(wanted: str = "") -> OneSentenceParser:
    """Parser of the whole command line; only ``wanted``'s module is loaded where it is a verb."""
    root = OneSentenceParser(prog="kiosk", description="就业角 self-service employment terminal")
    verbs = root.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb in (wanted,) if wanted in VERBS else VERBS:
        import_module(f"kiosk.verbs.{verb.replace('-', '_')}").add_to(verbs)
    return root

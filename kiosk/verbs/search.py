"""``kiosk search``: search the catalogue."""

from __future__ import annotations

import argparse

from kiosk.verbs.arguments import Verbs, add_home


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("search", help="search the catalogue")
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it."""
    return 0

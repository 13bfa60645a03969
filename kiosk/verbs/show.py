"""``kiosk show ID``: everything this terminal has about one record."""

from __future__ import annotations

import argparse

from kiosk.verbs.arguments import Verbs, add_home, add_json


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("show", help="show one record of this terminal")
    parser.add_argument("id", metavar="ID")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one record."""
    from kiosk.verbs.finding import show  # noqa: PLC0415

    return show(args)

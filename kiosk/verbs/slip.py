"""``kiosk slip ID…``: what this terminal has, as a PDF on paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home

LAYOUTS = ("roll80", "roll58", "a5", "a4", "poster", "list")
SHEETS = ("a4", "a3")
PER_SHEET = (1, 2, 4, 6, 8)


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser(
        "slip", help="put jobs, a policy or an activity of this terminal on paper, as a PDF"
    )
    parser.add_argument("ids", metavar="ID", nargs="+")
    parser.add_argument("--layout", required=True, choices=LAYOUTS)
    parser.add_argument(
        "--paper", choices=SHEETS, default="a4", help="of a poster or list; a4 unless said"
    )
    parser.add_argument(
        "--per-sheet",
        type=int,
        choices=PER_SHEET,
        default=None,
        help="jobs on a poster; all on one sheet unless said",
    )
    parser.add_argument("--out", required=True, type=Path, metavar="FILE")
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the PDF."""
    from kiosk.verbs.slip_file import write  # noqa: PLC0415

    return write(args)

"""The verbs of ``kiosk central`` about what people left at terminals."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home, add_json
from kiosk.verbs.central_extra import central_extra


def add_road_verbs(verbs: Verbs) -> None:
    """Add ``reports`` and ``receive``."""
    _add_reports(verbs)
    _add_receive(verbs)


def _add_reports(verbs: Verbs) -> None:
    parser = verbs.add_parser("reports", help="show which posts residents say are filled or wrong")
    parser.add_argument(
        "--all", action="store_true", help="also posts that are on no screen any more"
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_reports)


def _add_receive(verbs: Verbs) -> None:
    parser = verbs.add_parser("receive", help="take in what 'kiosk outbox export' wrote")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--receipts", type=Path, metavar="FILE", help="to carry back for 'kiosk outbox confirm'"
    )
    parser.add_argument(
        "--even-revoked", action="store_true", help="also from a terminal that was revoked"
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_receive)


def _reports(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_reports import run  # noqa: PLC0415

    return run(args)


def _receive(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_receive import run  # noqa: PLC0415

    return run(args)

"""The verbs of ``kiosk central`` that keep a catalogue honest: withdrawing, changing the key."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home
from kiosk.verbs.central_extra import central_extra


def add_keeping_verbs(verbs: Verbs) -> None:
    """Add ``withdraw`` and ``rotate-key``."""
    _add_withdraw(verbs)
    _add_rotate(verbs)


def _add_withdraw(verbs: Verbs) -> None:
    parser = verbs.add_parser("withdraw", help="take posts off every screen, at once")
    parser.add_argument("id", metavar="ID", nargs="*", help="of the records to withdraw")
    parser.add_argument("--employer", metavar="NAME", help="all posts of this employer, for good")
    parser.add_argument("--undo", action="store_true", help="let an employer post again")
    parser.add_argument("--by", metavar="NAME", default=None, help="who answers for it")
    parser.add_argument("--to", type=Path, metavar="DIR", help="as in publish")
    add_home(parser)
    parser.set_defaults(run=_withdraw)


def _add_rotate(verbs: Verbs) -> None:
    parser = verbs.add_parser("rotate-key", help="sign with a new key; terminals follow by a chain")
    parser.add_argument(
        "--sealing",
        action="store_true",
        help="a new key to seal to instead; older ones still open",
    )
    parser.add_argument("--to", type=Path, metavar="DIR", help="as in publish")
    add_home(parser)
    parser.set_defaults(run=_rotate)


def _withdraw(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_withdraw import run  # noqa: PLC0415

    return run(args)


def _rotate(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_rotate import run  # noqa: PLC0415

    return run(args)

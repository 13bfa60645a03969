"""``kiosk outbox``: what waits to be sent, and its way to the platform on a stick."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home, add_json


def add_to(verbs: Verbs) -> None:
    """Add the verb with its own verbs."""
    parser = verbs.add_parser("outbox", help="what people left here and the platform has not yet")
    own = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _add_list(own)
    _add_export(own)
    _add_confirm(own)


def _add_list(verbs: Verbs) -> None:
    parser = verbs.add_parser("list", help="show what waits, never what it says")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_list)


def _add_export(verbs: Verbs) -> None:
    parser = verbs.add_parser("export", help="write all of it, sealed and signed, for the office")
    parser.add_argument("file", type=Path, metavar="FILE", help="a new one")
    add_home(parser)
    parser.set_defaults(run=_export)


def _add_confirm(verbs: Verbs) -> None:
    parser = verbs.add_parser("confirm", help="forget what the office's receipts prove it has")
    parser.add_argument("file", type=Path, metavar="FILE", help="of 'central receive --receipts'")
    add_home(parser)
    parser.set_defaults(run=_confirm)


def _list(args: argparse.Namespace) -> int:
    from kiosk.verbs.outbox_list import run  # noqa: PLC0415

    return run(args)


def _export(args: argparse.Namespace) -> int:
    from kiosk.verbs.outbox_rescue import export  # noqa: PLC0415

    return export(args)


def _confirm(args: argparse.Namespace) -> int:
    from kiosk.verbs.outbox_rescue import confirm  # noqa: PLC0415

    return confirm(args)

"""``kiosk central``: the reference central platform, told what to do from a command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home, add_json
from kiosk.verbs.central_extra import central_extra
from kiosk.verbs.central_keeping import add_keeping_verbs
from kiosk.verbs.central_operators import add_operator_verbs
from kiosk.verbs.central_road import add_road_verbs
from kiosk.verbs.central_terminals import add_terminal_verbs
from kiosk.verbs.divisions import division


def add_to(verbs: Verbs) -> None:
    """Add the verb with its own verbs."""
    parser = verbs.add_parser("central", help="the reference central platform")
    own = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _add_serve(own)
    _add_import(own)
    _add_publish(own)
    _add_held(own)
    _add_decision(own, "release", "let a held record be published")
    _add_decision(own, "refuse", "never publish a record, or withdraw it")
    add_keeping_verbs(own)
    add_terminal_verbs(own)
    add_road_verbs(own)
    add_operator_verbs(own)


def _add_serve(verbs: Verbs) -> None:
    parser = verbs.add_parser("serve", help="answer terminals over HTTP until stopped")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8610, help="0 takes any free one")
    parser.add_argument(
        "--publish-every",
        type=int,
        default=10,
        metavar="MINUTES",
        help="look for what expired or is new, and renew what would expire; 0 never does",
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that answer")
    parser.add_argument(
        "--metrics",
        type=_place,
        metavar="HOST:PORT",
        help="where Prometheus may read; else nowhere",
    )
    parser.add_argument("--socket", type=int, default=None, help=argparse.SUPPRESS)
    add_home(parser)
    parser.set_defaults(run=_serve)


def _add_import(verbs: Verbs) -> None:
    parser = verbs.add_parser("import", help="take in a feed (CSV) or a record file (NDJSON)")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--source", required=True, metavar="NAME", help="who gave the feed")
    parser.add_argument("--region", required=True, metavar="CODE", type=division)
    parser.add_argument(
        "--datum", default="wgs84", choices=("wgs84", "gcj02", "bd09"), help="of its coordinates"
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_import)


def _add_publish(verbs: Verbs) -> None:
    parser = verbs.add_parser("publish", help="sign and put in place what may be shown")
    parser.add_argument(
        "--region",
        metavar="CODE",
        type=division,
        help="only this one; else every imported one and that of kiosk.toml",
    )
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="also copy it where any file server can serve it"
    )
    parser.add_argument(
        "--version-at-least",
        type=int,
        default=1,
        metavar="N",
        help="for a platform set up anew whose terminals have seen higher versions",
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_publish)


def _add_held(verbs: Verbs) -> None:
    parser = verbs.add_parser("held", help="list what waits for a person, and why")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_held)


def _add_decision(verbs: Verbs, decision: str, sentence: str) -> None:
    parser = verbs.add_parser(decision, help=sentence)
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--by", metavar="NAME", default=None, help="who answers for it")
    add_home(parser)
    parser.set_defaults(run=_decide, decision=decision)


def _place(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    if not bare or not (port.isascii() and port.isdigit() and int(port) < 65_536):
        raise argparse.ArgumentTypeError(f"'{text}' is no HOST:PORT like 127.0.0.1:9108")
    return bare, int(port)


def _serve(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_serve import run  # noqa: PLC0415

    return run(args)


def _import(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_import import run  # noqa: PLC0415

    return run(args)


def _publish(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_publish import run  # noqa: PLC0415

    return run(args)


def _held(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_moderation import run_held  # noqa: PLC0415

    return run_held(args)


def _decide(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_moderation import run_decision  # noqa: PLC0415

    return run_decision(args)

"""The verbs of ``kiosk central`` that are about terminals."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home, add_json
from kiosk.verbs.central_extra import central_extra
from kiosk.verbs.divisions import division


def add_terminal_verbs(verbs: Verbs) -> None:
    """Add ``enroll``, ``fleet``, ``revoke`` and ``reinstate``."""
    _add_enroll(verbs)
    _add_fleet(verbs)
    _add_decision(verbs, "revoke", "never listen to a terminal again, from now on")
    _add_decision(verbs, "reinstate", "listen again to a terminal that was stopped as cloned")


def _add_enroll(verbs: Verbs) -> None:
    parser = verbs.add_parser("enroll", help="write a token file that makes one terminal known")
    parser.add_argument("--site", required=True, metavar="NAME", help="where the terminal stands")
    parser.add_argument(
        "--url", required=True, type=_address, help="of this platform, as the terminal reaches it"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="token file")
    parser.add_argument(
        "--region", metavar="CODE", type=division, help="else the only one that there is"
    )
    parser.add_argument("--days", type=_days, default=14, metavar="N", help="the token is good")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_enroll)


def _add_fleet(verbs: Verbs) -> None:
    parser = verbs.add_parser("fleet", help="show every terminal and how it is")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_fleet)


def _add_decision(verbs: Verbs, decision: str, sentence: str) -> None:
    parser = verbs.add_parser(decision, help=sentence)
    parser.add_argument("terminal", metavar="TERMINAL")
    parser.add_argument("--by", metavar="NAME", default=None, help="who answers for it")
    add_home(parser)
    parser.set_defaults(run=_decide, decision=decision)


def _enroll(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_enroll import run  # noqa: PLC0415

    return run(args)


def _fleet(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_fleet import run_fleet  # noqa: PLC0415

    return run_fleet(args)


def _decide(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_fleet import run_decision  # noqa: PLC0415

    return run_decision(args)


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"'{text}' is no address like https://jobs.example.cn")
    return text


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= 365):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of days, 1 to 365")
    return int(text)

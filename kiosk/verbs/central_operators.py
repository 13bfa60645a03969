"""The verbs of ``kiosk central`` about the people who work there, and what they did."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home, add_json
from kiosk.verbs.central_extra import central_extra


def add_operator_verbs(verbs: Verbs) -> None:
    """Add ``operator add|list|remove|password`` and ``audit check``."""
    operator = verbs.add_parser("operator", help="who may log in at /admin")
    own = operator.add_subparsers(title="verbs", metavar="VERB", required=True)
    _add_add(own)
    _add_list(own)
    _add_named(own, "remove", "take an account away, and end what it is logged in with")
    password = _add_named(own, "password", "give an account a new password; ends its sessions")
    _add_password_file(password)
    audit = verbs.add_parser("audit", help="what people did at /admin")
    _add_check(audit.add_subparsers(title="verbs", metavar="VERB", required=True))


def _add_add(verbs: Verbs) -> None:
    parser = _add_named(verbs, "add", "make an account; asks for its password twice")
    parser.add_argument("--role", default="moderator", choices=("moderator", "auditor"))
    _add_password_file(parser)


def _add_list(verbs: Verbs) -> None:
    parser = verbs.add_parser("list", help="show every account and its role")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_run, work="list")


def _add_named(verbs: Verbs, work: str, sentence: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(work, help=sentence)
    parser.add_argument("name", metavar="NAME")
    add_home(parser)
    parser.set_defaults(run=_run, work=work)
    return parser


def _add_password_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help="whose first line is the password"
    )


def _add_check(verbs: Verbs) -> None:
    parser = verbs.add_parser("check", help="see whether the audit log is as it was written")
    parser.add_argument(
        "--known",
        type=_known,
        metavar="NUMBER:HASH",
        help="what an earlier check said of the last row, to see that none was cut off",
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_run, work="check")


def _known(text: str) -> tuple[int, str]:
    found = re.fullmatch(r"([0-9]{1,9}):([0-9a-f]{64})", text, re.ASCII)
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is no NUMBER:HASH as 'audit check' says it")
    return int(found[1]), found[2]


def _run(args: argparse.Namespace) -> int:
    with central_extra():
        from kiosk.verbs.central_accounts import WORK  # noqa: PLC0415

    return WORK[args.work](args)

"""``kiosk search TEXT``: the same search as on the screen, for a desk or a program."""

from __future__ import annotations

import argparse

from kiosk.records import Tag
from kiosk.verbs.arguments import Verbs, add_home, add_json


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("search", help="search the jobs on this terminal")
    parser.add_argument("text", metavar="TEXT", help="words, pinyin or initials; '' is all")
    parser.add_argument("--within", type=_minutes, metavar="MINUTES", help="of walking")
    parser.add_argument("--tag", action="append", default=[], choices=[tag.value for tag in Tag])
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="at most so many")
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print matching jobs, nearest first."""
    from kiosk.verbs.finding import find  # noqa: PLC0415

    return find(args)


def _minutes(text: str) -> int:
    return _whole(text, 1, 120, "minutes")


def _count(text: str) -> int:
    return _whole(text, 1, 10_000, "results")


def _whole(text: str, least: int, most: int, what: str) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of {what}, {least} to {most}")
    return int(text)

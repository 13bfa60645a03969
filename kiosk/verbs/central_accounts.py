"""``kiosk central operator`` and ``kiosk central audit``."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from kiosk.central.admin.passwords import LONGEST, WeakPassword
from kiosk.central.audit import Broken, check_log
from kiosk.central.operators import (
    BadName,
    NameTaken,
    NoSuchOperator,
    Role,
    add_operator,
    change_password,
    operators,
    remove_operator,
)
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import opened_terminals
from kiosk.verbs.refusals import CommandRefused

T = TypeVar("T")


def _add(args: argparse.Namespace) -> int:
    password = _password(args.password_file)
    with opened_terminals(home_of(args)) as store:
        made = _named(
            lambda: add_operator(store, args.name, Role(args.role), password, datetime.now(UTC))
        )
    if isinstance(made, NameTaken):
        raise CommandRefused(
            f"There is an account '{args.name}' already; 'kiosk central operator password' gives "
            "it a new password."
        )
    sys.stdout.write(f"{args.name} may log in at /admin as {args.role}.\n")
    return 0


def _change(args: argparse.Namespace) -> int:
    password = _password(args.password_file)
    with opened_terminals(home_of(args)) as store:
        changed = _named(lambda: change_password(store, args.name, password, datetime.now(UTC)))
    if isinstance(changed, NoSuchOperator):
        raise _unknown(args.name)
    sys.stdout.write(f"{args.name} has a new password and is logged out everywhere.\n")
    return 0


def _remove(args: argparse.Namespace) -> int:
    with opened_terminals(home_of(args)) as store:
        removed = _named(lambda: remove_operator(store, args.name))
    if isinstance(removed, NoSuchOperator):
        raise _unknown(args.name)
    sys.stdout.write(f"{args.name} is logged out and has no account any more.\n")
    return 0


def _list(args: argparse.Namespace) -> int:
    with opened_terminals(home_of(args)) as store:
        found = operators(store)
    if args.json:
        rows = [
            {"name": one.name, "role": one.role.value, "password_at": since.isoformat()}
            for one, since in found
        ]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
        return 0
    lines = (f"{one.name}  {one.role}  password of {since:%Y-%m-%d}\n" for one, since in found)
    none = "Nobody has an account; make one with 'kiosk central operator add NAME'.\n"
    sys.stdout.write("".join(lines) or none)
    return 0


def _check(args: argparse.Namespace) -> int:
    with opened_terminals(home_of(args)) as store:
        verdict = check_log(store, args.known)
    if isinstance(verdict, Broken):
        raise CommandRefused(
            f"Row {verdict.number} of the audit log is not what was written there; the rows before "
            "it are. Compare with a backup of the database."
        )
    if args.json:
        sys.stdout.write(json.dumps({"rows": verdict.count, "last": verdict.last}) + "\n")
        return 0
    sys.stdout.write(
        f"All {verdict.count} rows are as they were written; the last is "
        f"{verdict.count}:{verdict.last} (keep this elsewhere, for --known).\n"
    )
    return 0


def _named(work: Callable[[], T]) -> T:
    try:
        return work()
    except (BadName, WeakPassword) as error:
        raise CommandRefused(str(error)) from error


def _unknown(name: str) -> CommandRefused:
    return CommandRefused(
        f"Nobody has an account '{name}'; 'kiosk central operator list' shows who has."
    )


def _password(file: Path | None) -> str:
    if file is not None:
        return _first_line(file.expanduser())
    if not sys.stdin.isatty():
        raise CommandRefused("There is nobody to ask for a password; name a --password-file.")
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise CommandRefused("The two passwords differ; nothing was changed.")
    return password


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline(LONGEST + 2).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandRefused(f"{path} cannot be read as a password file.") from error


WORK: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "password": _change,
    "check": _check,
}
"""What each verb does; 0 when it is done."""

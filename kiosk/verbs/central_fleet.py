"""``kiosk central fleet``, ``revoke`` and ``reinstate``: the terminals as the office sees them."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from kiosk.central.fleet import FleetRow, fleet
from kiosk.central.terminal_tables import Standing
from kiosk.central.terminals import NoSuchTerminal, RevokedForGood, reinstate, revoke
from kiosk.contract.terminals import Heartbeat
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import opened_terminals
from kiosk.verbs.refusals import CommandRefused

COLUMNS: Final = (
    *("TERMINAL", "SITE", "STATE", "HEARD", "CATALOGUE", "AGE", "VERDICT"),
    *("WAITING", "OLDEST", "PARKED"),
)
UNITS: Final = ((86_400, "d"), (3_600, "h"), (60, "min"))


def run_fleet(args: argparse.Namespace) -> int:
    """Print every terminal and how it is."""
    now = datetime.now(UTC)
    with opened_terminals(home_of(args)) as store:
        rows = fleet(store, now)
    if args.json:
        sys.stdout.write(json.dumps([_as_json(row) for row in rows], ensure_ascii=False) + "\n")
    elif rows:
        sys.stdout.write(_table([COLUMNS, *(_cells(row, now) for row in rows)]))
    else:
        sys.stdout.write(
            "No terminal is known yet; 'kiosk central enroll' makes a token for one.\n"
        )
    return 0


def run_decision(args: argparse.Namespace) -> int:
    """Revoke or reinstate one terminal."""
    decide = {"revoke": revoke, "reinstate": reinstate}[args.decision]
    by = args.by or getpass.getuser()
    with opened_terminals(home_of(args)) as store:
        outcome = decide(store, args.terminal, by=by, at=datetime.now(UTC))
    if isinstance(outcome, NoSuchTerminal):
        raise CommandRefused(
            f"There is no terminal '{args.terminal}'; 'kiosk central fleet' lists them."
        )
    if isinstance(outcome, RevokedForGood):
        raise CommandRefused(
            f"{args.terminal} was revoked for good; give it a new token with "
            "'kiosk central enroll' and enrol it with --again."
        )
    now = {"revoke": "is revoked", "reinstate": "is listened to"}[args.decision]
    sys.stdout.write(f"{args.terminal} {now}{'' if outcome.changed else ' already'}.\n")
    return 0


def _as_json(row: FleetRow) -> dict[str, object]:
    return {
        "terminal": row.terminal,
        "site": row.site,
        "region": row.region,
        "standing": row.standing,
        "presence": row.presence,
        "enrolled_at": row.enrolled_at.isoformat(),
        "heard_at": row.heard_at.isoformat() if row.heard_at else None,
        "said": msgspec.to_builtins(row.said) if row.said else None,
    }


def _cells(row: FleetRow, now: datetime) -> tuple[str, ...]:
    heard = now - row.heard_at if row.heard_at else None
    state = row.presence if row.standing == Standing.ACTIVE else row.standing
    ago = "never" if heard is None else f"{_span(heard)} ago"
    return (row.terminal, row.site, state, ago, *_said(row.said, heard or timedelta(0)))


def _said(said: Heartbeat | None, since: timedelta) -> tuple[str, ...]:
    if said is None:
        return ("", "", "", "", "", "")
    version = "" if said.catalogue_version is None else str(said.catalogue_version)
    age = said.catalogue_age_s
    # What it showed then has grown older since; whether it was heard of later is not known.
    aged = "" if age is None else _span(timedelta(seconds=age) + since)
    oldest = _span(timedelta(seconds=said.outbox_oldest_s)) if said.outbox_waiting else ""
    waiting, parked = str(said.outbox_waiting), str(said.outbox_parked)
    return (version, aged, said.last_verdict, waiting, oldest, parked)


def _span(span: timedelta) -> str:
    seconds = max(0, int(span.total_seconds()))
    for unit, name in UNITS:
        if seconds >= unit:
            return f"{seconds // unit} {name}"
    return f"{seconds} s"


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _width(text: str) -> int:
    """Columns of a terminal window that ``text`` takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

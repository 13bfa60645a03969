"""``kiosk outbox list``: every submission that is still here, by number and never by content."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from kiosk.agent.advice import happened
from kiosk.agent.glance import glance, terminal_now
from kiosk.agent.verdicts import Verdict
from kiosk.timekeeping import read_clock
from kiosk.verbs.arguments import home_of
from kiosk.verbs.refusals import CommandRefused
from offline_cache import OUTBOX_FILE
from offline_cache.care_files import sets_aside
from offline_cache.outbox_faults import OutboxFault, OutboxMissing
from offline_cache.outbox_queue import DamagedRow, OutboxQueue, OutboxRow

DAMAGED = "damaged"


def run(args: argparse.Namespace) -> int:
    """Print it; 0 also where nothing waits."""
    home = home_of(args)
    rows = rows_in(home / OUTBOX_FILE)
    aside = sets_aside(home / OUTBOX_FILE)
    now = terminal_now(read_clock, lambda: glance(home))
    if args.json:
        said = {"rows": [_fields(row, now) for row in rows], "set_aside": [p.name for p in aside]}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
        return 0
    sys.stdout.write("".join(_line(row, now) for row in rows) or "Nothing waits to be sent.\n")
    for path in aside:
        sys.stdout.write(
            f"{path.name} is a damaged outbox that was set aside; what was sound of it is above "
            "or was sent, keep the file for the office.\n"
        )
    return 0


def rows_in(path: Path) -> list[OutboxRow | DamagedRow]:
    """Everything in the outbox at ``path``; nothing where there is none yet."""
    try:
        with closing(OutboxQueue(path)) as queue:
            return queue.rows()
    except OutboxMissing:
        return []
    except OutboxFault as fault:
        raise CommandRefused(str(fault)) from fault


def _fields(row: OutboxRow | DamagedRow, now: datetime) -> dict[str, object]:
    if isinstance(row, DamagedRow):
        return {"number": row.number, "state": row.state.value, "verdict": DAMAGED}
    return {
        "number": row.number,
        "id": row.id,
        "kind": row.kind.value,
        "reference": row.reference,
        "created_at": row.created_at.isoformat(),
        "age_s": max(0, int((now - row.created_at).total_seconds())),
        "state": row.state.value,
        "verdict": row.verdict,
        "bytes": len(row.sealed),
    }


def _line(row: OutboxRow | DamagedRow, now: datetime) -> str:
    if isinstance(row, DamagedRow):
        return f"{row.number}  {row.state}  {DAMAGED}: not what was written; it is never sent\n"
    minutes = max(0, int((now - row.created_at).total_seconds())) // 60
    age = f"{minutes // 60} h {minutes % 60} min"
    known = row.verdict in set(Verdict)
    why = happened(Verdict(row.verdict)) if known else row.verdict or "not tried yet"
    return f"{row.number}  {row.state}  {row.kind}  {row.reference}  {age}  {why}\n"

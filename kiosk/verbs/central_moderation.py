"""``kiosk central held``, ``release`` and ``refuse``."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from datetime import UTC, datetime

from kiosk.central.audit import Action
from kiosk.central.moderation import (
    AlreadyDecided,
    HeldRecord,
    NoSuchRecord,
    held_records,
    is_known,
    refuse,
    release,
)
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_deeds import on_record
from kiosk.verbs.central_home import opened_store
from kiosk.verbs.refusals import CommandRefused


def run_held(args: argparse.Namespace) -> int:
    """List what waits for a person."""
    with opened_store(home_of(args)) as store:
        held = held_records(store)
    if args.json:
        sys.stdout.write(json.dumps([_as_json(h) for h in held], ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(_as_text(h) for h in held) or "Nothing waits for a person.\n")
    return 0


def run_decision(args: argparse.Namespace) -> int:
    """Release or refuse one record."""
    decide = {"release": release, "refuse": refuse}[args.decision]
    action = {"release": Action.APPROVE, "refuse": Action.REFUSE}[args.decision]
    by, at = args.by or getpass.getuser(), datetime.now(UTC)
    home = home_of(args)
    with opened_store(home) as store:
        if is_known(store, args.id):
            on_record(home, action, args.id, by=by, at=at)
        decision = decide(store, args.id, by=by, at=at)
    if isinstance(decision, NoSuchRecord):
        raise CommandRefused(
            f"There is no record '{args.id}'; 'kiosk central held' lists those that wait."
        )
    again = " already" if isinstance(decision, AlreadyDecided) else ""
    done = {"release": "may be published", "refuse": "is refused"}[args.decision]
    sys.stdout.write(f"{args.id} {done}{again}; 'kiosk central publish' makes it so on screens.\n")
    return 0


def _as_json(held: HeldRecord) -> dict[str, object]:
    return {
        "id": held.record.id,
        "title": getattr(held.record, "title", None),
        "employer": getattr(held.record, "employer", None),
        "source": held.source,
        "region": held.region,
        "imported_at": held.imported_at.isoformat(),
        "findings": [
            {"rule": f.rule, "field": f.field, "words": f.words, "basis": f.basis}
            for f in held.findings
        ],
    }


def _as_text(held: HeldRecord) -> str:
    title = getattr(held.record, "title", "")
    found = "".join(f"    {f.rule} ({f.field}): {f.words} [{f.basis}]\n" for f in held.findings)
    return f"{held.record.id}  {title}  ({held.source})\n{found}"

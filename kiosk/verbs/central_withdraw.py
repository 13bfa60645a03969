"""``kiosk central withdraw``: off every online terminal within one poll."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path

from kiosk.central.audit import Action
from kiosk.central.moderation import NoSuchRecord, is_known, refuse
from kiosk.central.publishing import Published, regions_in
from kiosk.central.store import Store
from kiosk.central.withdrawing import reinstate_employer, withdraw_employer
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_deeds import on_record
from kiosk.verbs.central_home import opened_store
from kiosk.verbs.central_publish import publish_regions
from kiosk.verbs.refusals import CommandRefused, WrongCommandLine


def run(args: argparse.Namespace) -> int:
    """Withdraw and publish in one step."""
    if bool(args.id) == bool(args.employer) or (args.undo and not args.employer):
        raise WrongCommandLine("Name ids of records or one --employer; --undo is for an employer.")
    home = home_of(args)
    with opened_store(home) as store:
        by = args.by or getpass.getuser()
        if args.undo:
            return _undone(store, home, args.employer, by)
        if args.employer:
            done = _by_employer(store, home, args.employer, by)
        else:
            done = _by_id(store, args, by)
        versions = _published(store, home, args.to)
    sys.stdout.write(f"{done}; {versions}\n")
    return 0


def _by_id(store: Store, args: argparse.Namespace, by: str) -> str:
    now = datetime.now(UTC)
    unknown = [record_id for record_id in args.id if not is_known(store, record_id)]
    for record_id in args.id:
        if record_id not in unknown:
            on_record(home_of(args), Action.WITHDRAW, record_id, by=by, at=now)
            refuse(store, record_id, by=by, at=now)
    if len(unknown) == len(args.id):
        raise CommandRefused(f"There is no record '{unknown[0]}'; nothing was withdrawn.")
    said = "".join(f" (there is no '{record_id}')" for record_id in unknown)
    return f"{len(args.id) - len(unknown)} withdrawn{said}"


def _by_employer(store: Store, home: Path, employer: str, by: str) -> str:
    now = datetime.now(UTC)
    on_record(home, Action.WITHDRAW, employer, by=by, at=now)
    ids = withdraw_employer(store, employer, by=by, at=now)
    return f"{employer} and its {len(ids)} posts withdrawn"


def _undone(store: Store, home: Path, employer: str, by: str) -> int:
    on_record(home, Action.REINSTATE, employer, by=by, at=datetime.now(UTC))
    if isinstance(reinstate_employer(store, employer), NoSuchRecord):
        raise CommandRefused(f"'{employer}' was not withdrawn; nothing to undo.")
    sys.stdout.write(f"{employer} may post again; 'kiosk central release' brings a post back.\n")
    return 0


def _published(store: Store, home: Path, folder: Path | None) -> str:
    results = publish_regions(store, home, regions_in(store), folder)
    named = ", ".join(
        f"{result.manifest.region} version {result.manifest.version}"
        for result in results
        if isinstance(result, Published)
    )
    return f"published {named}" if named else "it was on no screen"

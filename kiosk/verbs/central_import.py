"""``kiosk central import``: one file, all of it or nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk.central.feeds.importing import UnusableFeed, import_feed
from kiosk.central.intake import Origin, take_in
from kiosk.central.outcomes import ImportTally, Outcome, Rejected
from kiosk.central.record_files import SUFFIX, collection_of, read_record_file
from kiosk.contract.lines import RECORD_TYPES
from kiosk.records import Datum
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import opened_store
from kiosk.verbs.refusals import CommandRefused


def run(args: argparse.Namespace) -> int:
    """Take in one file, all of it or nothing."""
    path = _readable(Path(args.file).expanduser())
    home = home_of(args)
    now = datetime.now(UTC)
    try:
        with opened_store(home) as store:
            origin = Origin(args.source, args.region, now)
            tally = take_in(store, _usable(_outcomes(path, args, now), path), origin)
    except UnusableFeed as error:
        raise CommandRefused(str(error)) from error
    except OSError as error:
        raise CommandRefused(f"{path} cannot be read: {error.strerror}.") from error
    sys.stdout.write(_tally_json(tally) if args.json else _tally_text(tally))
    return 0


def _readable(path: Path) -> Path:
    if path.is_dir():
        raise CommandRefused(f"{path} is a directory; name the file in it.")
    if not path.is_file():
        raise CommandRefused(f"There is no file {path}.")
    return path


def _outcomes(path: Path, args: argparse.Namespace, now: datetime) -> Iterator[Outcome]:
    if path.suffix != SUFFIX:
        return import_feed(
            path,
            source=args.source,
            region=args.region,
            datum=Datum(args.datum),
            imported_at=now,
        )
    collection = collection_of(path)
    if collection is None:
        names = ", ".join(f"{name}{SUFFIX}" for name in RECORD_TYPES)
        raise CommandRefused(f"{path.name} does not say what it holds; name it one of {names}.")
    return read_record_file(path, collection)


def _usable(outcomes: Iterator[Outcome], path: Path) -> Iterator[Outcome]:
    """``outcomes``, refused if not one of them is a record."""
    rows = usable = 0
    for outcome in outcomes:
        rows += 1
        usable += not isinstance(outcome, Rejected)
        yield outcome
    if not rows:
        raise CommandRefused(f"{path} is empty; nothing was imported.")
    if not usable:
        raise CommandRefused(f"None of the {rows} rows of {path} is usable; nothing was imported.")


def _tally_json(tally: ImportTally) -> str:
    counts = {
        "read": tally.read,
        "accepted": tally.accepted,
        "held": dict(tally.held),
        "duplicate": tally.duplicate,
        "rejected": dict(tally.rejected),
    }
    return json.dumps(counts, ensure_ascii=False) + "\n"


def _tally_text(tally: ImportTally) -> str:
    return (
        f"read {tally.read} = accepted {tally.accepted} + held {_by_reason(tally.held)}"
        f" + duplicate {tally.duplicate} + rejected {_by_reason(tally.rejected)}\n"
    )


def _by_reason(counts: Counter[str]) -> str:
    reasons = ", ".join(f"{reason} {count}" for reason, count in counts.most_common())
    return f"{counts.total()} ({reasons})" if reasons else "0"

"""``kiosk central receive``: what a terminal's outbox was saved to, taken in as if it were sent."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kiosk.central.files import write_atomically
from kiosk.central.rescue_files import ReceivedFile, receive_lines
from kiosk.central.submission_routes import LARGEST_SUBMISSION, signed_receipt
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import opened_terminals, usable_key
from kiosk.verbs.refusals import CommandRefused


def run(args: argparse.Namespace) -> int:
    """Take in the file; 0 when every line of it is kept now."""
    home = home_of(args)
    usable_key(home)
    with opened_terminals(home) as store:
        received = receive_lines(
            store,
            _lines(args.file.expanduser()),
            at=datetime.now(UTC),
            sign=partial(signed_receipt, home),
            even_revoked=args.even_revoked,
        )
    if args.receipts:
        _write(args.receipts.expanduser().absolute(), received)
    _say(received, as_json=args.json)
    if received.refused:
        raise CommandRefused(
            f"{received.refused.total()} lines were not taken in; keep the file until they are."
        )
    return 0


def _say(received: ReceivedFile, *, as_json: bool) -> None:
    if as_json:
        said = {"new": received.new, "again": received.again, "refused": received.refused}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
        return
    sys.stdout.write(f"{received.new} taken in, {received.again} were here already.\n")
    for reason, count in received.refused.items():
        sys.stdout.write(f"{count} refused: {reason}.\n")


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while line := file.readline(LARGEST_SUBMISSION):
                if line.strip():
                    yield line
    except OSError as error:
        raise CommandRefused(f"{path} cannot be read: {error.strerror}.") from error


def _write(path: Path, received: ReceivedFile) -> None:
    try:
        write_atomically(path, b"".join(receipt + b"\n" for receipt in received.receipts))
    except OSError as error:
        raise CommandRefused(f"{path} cannot be written: {error.strerror}.") from error

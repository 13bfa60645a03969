"""``kiosk outbox export`` and ``confirm``: the road up for a terminal without a road.

What is written is what would be sent: sealed, and signed by this terminal. It stays here until a
receipt of the platform names it, which comes back the same way or by the network.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from kiosk.agent.identity import TerminalIdentity, UnusableIdentity, read_identity
from kiosk.agent.push import is_for, receipt_in, submission_envelope
from kiosk.contract.submissions import Receipt
from kiosk.verbs.arguments import home_of, settings_of
from kiosk.verbs.following import followed_platform
from kiosk.verbs.outbox_list import rows_in
from kiosk.verbs.refusals import CommandRefused
from offline_cache import OUTBOX_FILE
from offline_cache.outbox_faults import OutboxFault, OutboxUnreadable
from offline_cache.outbox_queue import OutboxQueue, OutboxRow
from offline_cache.outbox_rescue import sound_rows

LONGEST_RECEIPT: Final = 65_536


def export(args: argparse.Namespace) -> int:
    """Write everything that is sound into a new file; 0 when that is everything."""
    home = home_of(args)
    path: Path = args.file.expanduser().absolute()
    identity = _identity(home)
    rows, lost = _rows(home / OUTBOX_FILE)
    if not rows and not lost:
        sys.stdout.write("Nothing waits to be sent; no file was written.\n")
        return 0
    _write(path, [submission_envelope(row, identity) for row in rows])
    sys.stdout.write(
        f"{len(rows)} written to {path.name}; take it to the office, where 'kiosk central receive' "
        "takes it in. They stay here until the platform has signed for them.\n"
    )
    if lost:
        raise CommandRefused(f"{lost} not written; keep {OUTBOX_FILE} for the office.")
    return 0


def confirm(args: argparse.Namespace) -> int:
    """Forget every row for which the file has a receipt of the platform."""
    home = home_of(args)
    key = followed_platform(home, settings_of(home)).key
    receipts = [receipt_in(line, key) for line in _lines(args.file.expanduser())]
    by_id: dict[str, Receipt] = {receipt.id: receipt for receipt in receipts if receipt}
    done = 0
    try:
        with closing(OutboxQueue(home / OUTBOX_FILE)) as queue:
            for row in queue.rows():
                if isinstance(row, OutboxRow) and is_for(by_id.get(row.id), row):
                    queue.confirm(row)
                    done += 1
    except OutboxFault as fault:
        raise CommandRefused(f"{fault} {done} were confirmed before that.") from fault
    sys.stdout.write(f"{done} confirmed, and gone from here.\n")
    strange = len(receipts) - sum(receipt is not None for receipt in receipts)
    if strange:
        raise CommandRefused(f"{strange} lines are no receipt of this terminal's platform.")
    return 0


def _identity(home: Path) -> TerminalIdentity:
    try:
        identity = read_identity(home)
    except UnusableIdentity as error:
        raise CommandRefused(str(error)) from error
    if identity is None:
        raise CommandRefused(
            "This terminal has no name that the office would know; run 'kiosk enroll' first, "
            "nothing is lost meanwhile."
        )
    return identity


def _rows(path: Path) -> tuple[list[OutboxRow], str]:
    """What is sound, and in words what is not."""
    try:
        with closing(OutboxQueue(path)) as queue:
            found = queue.rows()
    except OutboxUnreadable:
        return sound_rows(path), "The outbox is damaged; what cannot be read of it was"
    except OutboxFault:
        found = rows_in(path)
    sound = [row for row in found if isinstance(row, OutboxRow)]
    damaged = len(found) - len(sound)
    return sound, f"{damaged} of the rows are damaged and were" if damaged else ""


def _write(path: Path, lines: list[bytes]) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(line + b"\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CommandRefused(
            f"{path} cannot be written ({error.strerror}); name another file."
        ) from error


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST_RECEIPT):
                if line.strip():
                    yield line
    except OSError as error:
        raise CommandRefused(f"{path} cannot be read: {error.strerror}.") from error

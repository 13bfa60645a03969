"""The outbox file: nothing that was laid in is lost, sent damaged, or left readable."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from kiosk.submissions import REFERENCE_ALPHABET, SubmissionKind, new_reference
from offline_cache._sqlite import connect
from offline_cache.outbox import (
    Outbox,
    OutboxBusy,
    OutboxFault,
    OutboxFull,
    OutboxMissing,
    OutboxTooNew,
    OutboxUnreadable,
    OutboxUnwritable,
)
from offline_cache.outbox_queue import DamagedRow, OutboxQueue, OutboxRow, OutboxState
from offline_cache.outbox_schema import prepare_outbox
from tests.central_process import REPOSITORY

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
KIND = SubmissionKind.JOB_REPORT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "outbox.db"
    prepare_outbox(path)
    return path


@pytest.fixture
def queue(path: Path) -> Iterator[OutboxQueue]:
    queue = OutboxQueue(path)
    yield queue
    queue.close()


def lay(path: Path, *bodies: bytes) -> list[str]:
    outbox = Outbox(path)
    ids = [outbox.add(KIND, new_reference(), body, NOW) for body in bodies]
    outbox.close()
    return ids


def sound(queue: OutboxQueue) -> list[OutboxRow]:
    return [row for row in queue.rows() if isinstance(row, OutboxRow)]


def test_what_is_laid_in_is_there_for_the_agent(path: Path, queue: OutboxQueue) -> None:
    assert queue.changed()
    ids = lay(path, b"one", b"two")
    assert queue.changed()
    assert not queue.changed()
    rows = sound(queue)
    assert [(row.id, row.sealed, row.state) for row in rows] == [
        (ids[0], b"one", OutboxState.WAITING),
        (ids[1], b"two", OutboxState.WAITING),
    ]
    assert rows[0].created_at == NOW
    counts = queue.counts()
    assert (counts.waiting, counts.oldest, counts.parked) == (2, NOW, 0)


def test_a_row_goes_only_as_itself_and_leaves_nothing(path: Path, queue: OutboxQueue) -> None:
    secret = b"\x01sealed-but-still-nobody's-business" * 40
    lay(path, secret, b"two")
    first, second = sound(queue)
    assert secret[:40] in path.read_bytes()
    queue.confirm(first)
    assert [row.id for row in sound(queue)] == [second.id]
    assert secret[1:30] not in path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == ["outbox.db"]


def test_a_parked_row_is_kept_and_not_sent(path: Path, queue: OutboxQueue) -> None:
    lay(path, b"poison", b"behind it")
    first, second = sound(queue)
    queue.mark(first.number, OutboxState.PARKED, "refused_for_good")
    assert queue.to_send() == [second.number]
    assert queue.counts().parked == 1
    kept = queue.row(first.number)
    assert isinstance(kept, OutboxRow)
    assert (kept.sealed, kept.verdict) == (b"poison", "refused_for_good")


def test_after_a_start_what_was_being_sent_may_have_arrived(path: Path, queue: OutboxQueue) -> None:
    lay(path, b"one", b"two")
    queue.mark(1, OutboxState.SENDING)
    assert queue.recover() == 1
    assert [row.state for row in sound(queue)] == [OutboxState.UNCONFIRMED, OutboxState.WAITING]


def test_a_full_outbox_says_so_beforehand_and_drops_nothing(path: Path) -> None:
    outbox = Outbox(path, most_rows=2, most_bytes=100)
    outbox.add(KIND, "", b"x" * 60, NOW)
    assert outbox.has_room(40)
    assert not outbox.has_room(41)
    with pytest.raises(OutboxFull, match="connect the terminal"):
        outbox.add(KIND, "", b"x" * 41, NOW)
    outbox.add(KIND, "", b"x", NOW)
    assert not outbox.has_room(1)
    with pytest.raises(OutboxFull):
        outbox.add(KIND, "", b"", NOW)
    outbox.close()


def test_a_screen_never_waits_for_the_agent(path: Path) -> None:
    outbox = Outbox(path)
    agent = connect(path, read_only=False, busy_seconds=0)
    agent.execute("BEGIN IMMEDIATE")
    with pytest.raises(OutboxBusy):
        outbox.add(KIND, "", b"one", NOW)
    with pytest.raises(OutboxBusy):
        outbox.has_room()
    agent.execute("ROLLBACK")
    assert outbox.has_room()
    outbox.add(KIND, "", b"one", NOW)
    outbox.close()
    agent.close()


def test_an_outbox_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    with pytest.raises(OutboxMissing):
        Outbox(path)
    path.touch()
    with pytest.raises(OutboxMissing, match="still empty"):
        Outbox(path)
    path.write_bytes(b"%PDF-1.7 " * 900)
    for opening in (lambda: Outbox(path), lambda: prepare_outbox(path)):
        with pytest.raises(OutboxUnreadable):
            opening()
    path.unlink()
    connection = connect(path, read_only=False, busy_seconds=0)
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    with pytest.raises(OutboxUnreadable, match="something else"):
        prepare_outbox(path)


def test_a_newer_outbox_is_refused_by_both_sides(path: Path) -> None:
    connection = connect(path, read_only=False, busy_seconds=0)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    openings: tuple[Callable[[Path], object], ...] = (Outbox, OutboxQueue, prepare_outbox)
    for opening in openings:
        with pytest.raises(OutboxTooNew, match="update the program"):
            opening(path)


def test_a_full_disk_is_named_and_loses_nothing(path: Path) -> None:
    lay(path, b"before")
    outbox = Outbox(path)
    pages = outbox._connection.execute("PRAGMA page_count").fetchone()[0]
    outbox._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OutboxUnwritable, match="make room"):
        outbox.add(KIND, "", b"x" * 50_000, NOW)
    outbox.close()
    queue = OutboxQueue(path)
    assert [row.sealed for row in sound(queue)] == [b"before"]
    queue.close()


def test_preparing_again_changes_nothing(path: Path) -> None:
    lay(path, b"one")
    before = path.read_bytes()
    prepare_outbox(path)
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_references_can_be_said_on_the_telephone() -> None:
    references = {new_reference() for _ in range(500)}
    assert len(references) == 500
    for reference in references:
        assert len(reference) == 9
        assert set(reference.replace("-", "")) <= set(REFERENCE_ALPHABET)


BODIES = [bytes([number]) * (200 + 700 * number) for number in range(8)]


def contents(path: Path) -> list[bytes] | str:
    """What the agent would find, or the fault's name."""
    try:
        queue = OutboxQueue(path)
    except OutboxFault as fault:
        return type(fault).__name__
    try:
        return [row.sealed if isinstance(row, OutboxRow) else b"damaged" for row in queue.rows()]
    except OutboxFault as fault:
        return type(fault).__name__
    finally:
        queue.close()


def test_no_flipped_bit_is_ever_sent(path: Path) -> None:
    lay(path, *BODIES)
    whole = path.read_bytes()
    random = Random(7)
    seen = {"damaged": 0, "refused": 0, "harmless": 0}
    for _ in range(400):
        at = random.randrange(len(whole))
        flipped = whole[:at] + bytes([whole[at] ^ 1 << random.randrange(8)]) + whole[at + 1 :]
        path.write_bytes(flipped)
        found = contents(path)
        if isinstance(found, str):
            seen["refused"] += 1
            continue
        assert set(found) <= {*BODIES, b"damaged"}, f"bit flipped at {at}"
        seen["damaged" if b"damaged" in found else "harmless"] += 1
    assert seen["damaged"] > 100, seen


def test_a_damaged_row_is_told_from_a_sound_one(path: Path, queue: OutboxQueue) -> None:
    lay(path, b"one" * 50, b"two" * 50)
    path.write_bytes(path.read_bytes().replace(b"one" * 50, b"onE" * 50))
    first, second = queue.rows()
    assert first == DamagedRow(1, "waiting")
    assert isinstance(second, OutboxRow)
    queue.mark(1, OutboxState.PARKED, "damaged")
    assert queue.counts().parked == 1


def test_a_torn_last_write_loses_nothing_that_was_acknowledged(path: Path) -> None:
    """Power goes while page after page of a commit is written: the journal brings the rest back."""
    lay(path, *BODIES[:-1])
    before = path.read_bytes()
    writer = connect(path, read_only=False, busy_seconds=0)
    writer.execute("PRAGMA cache_spill = 1")
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE submissions SET sealed = zeroblob(60000)")
    journal = path.with_name("outbox.db-journal")
    hot, torn = journal.read_bytes(), path.read_bytes()
    writer.execute("ROLLBACK")
    writer.close()
    assert len(hot) > 4096, "the test wants pages that were written before the commit"
    random = Random(5)
    for _ in range(200):
        cut = random.randrange(len(before), max(len(torn), len(before) + 1))
        path.write_bytes(torn[:cut])
        journal.write_bytes(hot)
        assert contents(path) == BODIES[:-1]
        assert not journal.exists()


STEPS = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.submissions import SubmissionKind
from offline_cache import outbox_file
from offline_cache.outbox import Outbox
from offline_cache.outbox_queue import OutboxQueue, OutboxState
from offline_cache.outbox_schema import prepare_outbox

path, fatal, seen = Path(sys.argv[1]), int(sys.argv[2]), 0

def count(statement):
    global seen
    seen += 1
    if seen == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

plain = outbox_file.connect
def counted(*args, **kwargs):
    connection = plain(*args, **kwargs)
    connection.set_trace_callback(count)
    return connection
outbox_file.connect = counted

prepare_outbox(path)
outbox = Outbox(path)
for body in (b"one" * 900, b"two" * 900):
    outbox.add(SubmissionKind.JOB_REPORT, "", body, datetime.now(UTC))
    print("kept", flush=True)
outbox.close()
queue = OutboxQueue(path)
queue.recover()
row = queue.row(1)
queue.mark(1, OutboxState.SENDING)
print("confirming", flush=True)
queue.confirm(row)
print("confirmed", flush=True)
queue.close()
print("statements", seen, flush=True)
"""


def run_steps(path: Path, fatal: int) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", STEPS, str(path), str(fatal)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, done.stdout.split("\n")


def test_killed_at_every_statement_it_keeps_its_word(tmp_path: Path) -> None:
    _, said = run_steps(tmp_path / "whole.db", 0)
    statements = int(said[-2].split()[1])
    assert statements > 20
    for fatal in range(1, statements + 1):
        path = tmp_path / f"{fatal}.db"
        code, said = run_steps(path, fatal)
        assert code == -signal.SIGKILL
        if not path.exists():
            continue
        prepare_outbox(path)
        found = contents(path)
        assert isinstance(found, list)
        kept = said.count("kept")
        bodies = [b"one" * 900, b"two" * 900]
        if "confirmed" in said:
            assert found == bodies[1:]
        elif "confirming" in said:
            assert found in (bodies, bodies[1:])
        else:
            assert found in (bodies[:kept], bodies[: kept + 1])

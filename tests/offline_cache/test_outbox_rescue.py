"""A damaged outbox: every flipped bit is a value, and what is sound of a ruined file goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from kiosk.submissions import SubmissionKind
from offline_cache._sqlite import connect
from offline_cache.outbox import Outbox
from offline_cache.outbox_faults import (
    OutboxBusy,
    OutboxFault,
    OutboxMissing,
    OutboxTooNew,
    OutboxUnreadable,
    OutboxUnwritable,
)
from offline_cache.outbox_queue import OutboxQueue, OutboxRow, OutboxState
from offline_cache.outbox_rescue import rescue_outbox
from offline_cache.outbox_schema import draft_of, prepare_outbox
from tests.central_process import REPOSITORY

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BODIES = [bytes([65 + number]) * (30 + 600 * number) for number in range(6)]
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "outbox.db"
    prepare_outbox(path)
    with closing(Outbox(path)) as outbox:
        for body in BODIES:
            outbox.add(SubmissionKind.JOB_REPORT, "7K2M-9QXT", body, NOW)
    return path


def used(path: Path) -> list[OutboxRow]:
    """Everything that an agent does with an outbox at its start; the sound rows."""
    prepare_outbox(path)
    with closing(OutboxQueue(path)) as queue:
        queue.changed()
        queue.recover()
        queue.counts()
        queue.rows()
        rows = [queue.row(number) for number in queue.to_send()]
    return [row for row in rows if isinstance(row, OutboxRow)]


def flips(whole: bytes) -> Iterator[bytes]:
    """Every bit of what steers SQLite in the table's pages, and some of every other byte."""
    random = Random(11)
    pages = range(0, len(whole), PAGE)
    steering = [at for page in pages for at in range(page, page + 40)]
    steering += [at for at in range(len(whole)) if whole[at] and not 65 <= whole[at] <= 70]
    every = sorted({(at, bit) for at in steering for bit in range(8)})
    for at, bit in random.sample(every, 1500):
        yield whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :]


def test_a_flipped_bit_is_a_damaged_row_or_a_named_fault_and_no_row_is_hidden(path: Path) -> None:
    whole = path.read_bytes()
    seen: Counter[str] = Counter()
    for flipped in flips(whole):
        path.write_bytes(flipped)
        try:
            bodies = [row.sealed for row in used(path)]
        except OutboxFault as fault:
            seen[type(fault).__name__] += 1
            continue
        with closing(connect(path, read_only=True, busy_seconds=0)) as connection:
            (rows,) = connection.execute("SELECT count(*) FROM submissions").fetchone()
        assert rows == len(BODIES), "a row went without a word"
        assert set(bodies) <= set(BODIES)
        seen["sound" if bodies == BODIES else "parked"] += 1
    assert seen["parked"] > 50, seen
    assert seen["OutboxUnreadable"] > 50, seen


def test_a_bit_that_falls_over_while_the_agent_runs_does_not_end_it(path: Path) -> None:
    whole = path.read_bytes()
    seen: Counter[str] = Counter()
    for flipped in flips(whole):
        path.write_bytes(flipped)
        try:
            with closing(OutboxQueue(path)) as queue:
                queue.changed()
                queue.recover()
                queue.counts()
                rows = [*queue.rows(), *(queue.row(number) for number in queue.to_send())]
        except OutboxFault:
            seen["fault"] += 1
            continue
        assert {row.sealed for row in rows if isinstance(row, OutboxRow)} <= set(BODIES)
        seen["used"] += 1
    assert min(seen["fault"], seen["used"]) > 100, seen


def ruin(path: Path, at: int, size: int) -> None:
    whole = bytearray(path.read_bytes())
    whole[at : at + size] = b"\xa5" * len(whole[at : at + size])
    path.write_bytes(whole)


def test_what_is_sound_of_a_ruined_file_goes_on(path: Path) -> None:
    with closing(OutboxQueue(path)) as queue:
        queue.mark(2, OutboxState.UNCONFIRMED, "silent")
        queue.mark(3, OutboxState.PARKED, "conflict")
    ruined = path.read_bytes()
    random, seen = Random(3), Counter[int]()
    for number in range(60):
        path.write_bytes(ruined)
        ruin(path, random.randrange(PAGE, len(ruined)), random.choice((16, 256, PAGE)))
        try:
            prepare_outbox(path)
        except OutboxUnreadable:
            before = path.read_bytes()
            rescued = rescue_outbox(path, NOW)
            assert rescued.aside is not None
            assert rescued.aside.read_bytes() == before
            assert path.stat().st_mode & 0o777 == 0o600
            with closing(OutboxQueue(path)) as queue:
                rows = {r.sealed: r for r in queue.rows() if isinstance(r, OutboxRow)}
            assert len(rows) == rescued.rows
            assert list(rows) == [body for body in BODIES if body in rows], "in their order"
            if BODIES[1] in rows:
                assert rows[BODIES[1]].state is OutboxState.UNCONFIRMED
            if BODIES[2] in rows:
                assert (rows[BODIES[2]].state, rows[BODIES[2]].verdict) == ("parked", "conflict")
            used(path)
            seen[rescued.rows] += 1
        assert not draft_of(path).exists(), number
    assert sum(rows * times for rows, times in seen.items()) > 60, seen


def test_a_file_that_is_no_database_is_set_aside(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 " * 900)
    rescued = rescue_outbox(path, NOW)
    assert rescued.rows == 0
    assert rescued.aside is not None
    assert rescued.aside.read_bytes().startswith(b"%PDF")
    assert used(path) == []


def test_a_screen_at_work_is_not_robbed(path: Path) -> None:
    with closing(connect(path, read_only=False, busy_seconds=0)) as screen:
        screen.execute("BEGIN IMMEDIATE")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("offline_cache.outbox_rescue._BUSY_SECONDS", 0.0)
            with pytest.raises(OutboxBusy):
                rescue_outbox(path, NOW)
    assert len(used(path)) == len(BODIES)


def test_what_the_screen_lays_in_too_late_is_not_called_kept(path: Path) -> None:
    with closing(Outbox(path)) as outbox:
        rescue_outbox(path, NOW)
        with pytest.raises(OutboxUnwritable):
            outbox.add(SubmissionKind.JOB_REPORT, "", b"too late", NOW)
    assert len(used(path)) == len(BODIES)


STEPS = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from offline_cache import outbox_rescue, outbox_schema, outbox_file, care_files
from offline_cache.outbox_rescue import rescue_outbox

fatal, seen = int(sys.argv[2]), 0

def count(*_):
    global seen
    seen += 1
    if seen == fatal:
        os.kill(os.getpid(), signal.SIGKILL)

for module in (outbox_rescue, outbox_schema, outbox_file):
    def counted(*args, plain=module.connect, **kwargs):
        connection = plain(*args, **kwargs)
        connection.set_trace_callback(count)
        return connection
    module.connect = counted
rename, replace = Path.rename, Path.replace
Path.rename = lambda self, to: (count(), rename(self, to), count())[1]
Path.replace = lambda self, to: (count(), replace(self, to), count())[1]
rescue_outbox(Path(sys.argv[1]), datetime.now(UTC))
print(seen)
"""


def test_a_rescue_that_is_killed_anywhere_is_done_again(path: Path) -> None:
    ruin(path, len(path.read_bytes()) - 2 * PAGE, 16)
    ruined = path.read_bytes()
    expected: list[bytes] | None = None
    fatal = 0
    while True:
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(ruined)
        done = subprocess.run(
            [sys.executable, "-c", STEPS, str(path), str(fatal)],
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        try:
            found = [row.sealed for row in used(path)]
        except OutboxUnreadable:
            rescue_outbox(path, NOW)
            found = [row.sealed for row in used(path)]
        expected = expected or found
        assert found == expected, f"killed at step {fatal}"
        asides = list(path.parent.glob("outbox.aside-*.db"))
        assert [aside.read_bytes() for aside in asides] == [ruined]
        if fatal and done.returncode == 0:
            break
        fatal += 1
    assert fatal > 15
    assert expected == BODIES[:3]


def test_a_newer_file_is_not_rescued_by_mistake(path: Path) -> None:
    with closing(connect(path, read_only=False, busy_seconds=0)) as connection:
        connection.execute("PRAGMA user_version = 9")
    with pytest.raises(OutboxTooNew):
        prepare_outbox(path)
    assert [file.name for file in path.parent.iterdir()] == ["outbox.db"]


def test_there_is_nothing_to_list_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(OutboxMissing):
        OutboxQueue(tmp_path / "outbox.db")
    assert list(tmp_path.iterdir()) == []

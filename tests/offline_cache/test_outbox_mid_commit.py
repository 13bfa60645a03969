"""Killed in the middle of a commit, between any two writes to the disk.

The system itself kills: a limit on the size of files ends the process at the first write beyond
it, whether that is to the journal or to the database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from offline_cache.outbox import Outbox
from offline_cache.outbox_queue import OutboxQueue
from offline_cache.outbox_schema import prepare_outbox
from tests.central_process import REPOSITORY

LIVES = """
import json, os, resource, shutil, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.submissions import SubmissionKind
from offline_cache.outbox import Outbox
from offline_cache.outbox_queue import OutboxQueue, OutboxRow
from offline_cache.outbox_schema import prepare_outbox

folder, step, deed = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
start = folder / "start.db"
prepare_outbox(start)
outbox = Outbox(start)
for number in range(3):
    outbox.add(SubmissionKind.JOB_REPORT, "", bytes([65 + number]) * 9000, datetime.now(UTC))
outbox.close()
deaths, ends, limit = 0, [], 512
while True:
    path = folder / "outbox.db"
    for file in folder.glob("outbox.db*"):
        file.unlink()
    shutil.copy(start, path)
    child = os.fork()
    if child == 0:
        if deed == "add":
            outbox = Outbox(path)
        else:
            queue = OutboxQueue(path)
            row = queue.row(2)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        if deed == "add":
            outbox.add(SubmissionKind.JOB_REPORT, "", b"new" * 9000, datetime.now(UTC))
        else:
            queue.confirm(row)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    hot = path.with_name("outbox.db-journal").exists()
    prepare_outbox(path)
    queue = OutboxQueue(path)
    found = [chr(r.sealed[0]) if isinstance(r, OutboxRow) else "damaged" for r in queue.rows()]
    queue.close()
    ends.append([limit, os.WIFSIGNALED(status), hot, found])
    if not os.WIFSIGNALED(status):
        assert os.WEXITSTATUS(status) == 0
        break
    limit += step
print(json.dumps(ends))
"""


def lives(folder: Path, step: int, deed: str) -> list[tuple[int, bool, bool, list[str]]]:
    """For each limit in bytes: whether it killed, whether a journal was left, and what was left."""
    done = subprocess.run(
        [sys.executable, "-c", LIVES, str(folder), str(step), deed],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [tuple(end) for end in json.loads(done.stdout)]  # type: ignore[misc]


def test_a_report_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    *killed, (_, died, _, found) = lives(tmp_path, 1024, "add")
    assert (died, found) == (False, ["A", "B", "C", "n"])
    assert len(killed) > 30
    assert any(hot for _, _, hot, _ in killed), "killed while the journal was needed"
    assert {tuple(found) for _, _, _, found in killed} == {("A", "B", "C")}


def test_a_confirmed_row_is_gone_whole_or_not_at_all(tmp_path: Path) -> None:
    *killed, (_, died, _, found) = lives(tmp_path, 1024, "confirm")
    assert (died, found) == (False, ["A", "C"])
    assert len(killed) > 10
    assert any(hot for _, _, hot, _ in killed)
    assert {tuple(found) for _, _, _, found in killed} == {("A", "B", "C")}


def test_both_sides_write_through_to_the_disk_and_wipe(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    prepare_outbox(path)
    with closing(Outbox(path)) as screen, closing(OutboxQueue(path)) as agent:
        for side in (screen, agent):
            asked = {
                pragma: side._connection.execute(f"PRAGMA {pragma}").fetchone()[0]
                for pragma in ("journal_mode", "synchronous", "secure_delete")
            }
            assert asked == {"journal_mode": "delete", "synchronous": 3, "secure_delete": 1}

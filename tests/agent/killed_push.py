"""A terminal that is killed at the n-th step of laying in, sending and confirming, for every n.

``python -m tests.agent.killed_push HOME OFFICE URL`` with an enrolled terminal in HOME prints how
many steps there were, and fails at the first broken promise. A process of its own: it forks, and
its parent has threads.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from nacl.signing import VerifyKey

from kiosk.agent.answers import Answered, Unreachable
from kiosk.agent.identity import read_identity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.push import Push
from kiosk.agent.signing import SignedApi
from kiosk.central.keys import signing_key
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.submissions import SubmissionKind
from offline_cache import outbox_file
from offline_cache.outbox import Outbox
from offline_cache.outbox_queue import OutboxQueue, OutboxRow
from offline_cache.outbox_schema import prepare_outbox

KIND = SubmissionKind.JOB_REPORT


class Fuse:
    """Kills this process at its ``fatal``-th step."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.steps = fatal, 0

    def step(self, *_: object) -> None:
        self.steps += 1
        if self.steps == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


class Fused(SignedApi):
    """Can be killed before a request leaves, and after its answer came."""

    fuse: Fuse

    def send(self, *args: Any, **kwargs: Any) -> Answered | Unreachable:
        self.fuse.step()
        answer = super().send(*args, **kwargs)
        self.fuse.step()
        return answer


def life(home: Path, url: str, key: VerifyKey, fuse: Fuse, bodies: list[bytes], say: Any) -> None:
    """A resident leaves ``bodies`` and the agent sends them; ``say`` hears of each that is kept."""
    plain = outbox_file.connect

    def traced(*args: Any, **kwargs: Any) -> Any:
        connection = plain(*args, **kwargs)
        connection.set_trace_callback(fuse.step)
        return connection

    outbox_file.connect = traced  # type: ignore[assignment]
    path = home / "outbox.db"
    with closing(Outbox(path)) as outbox:
        for body in bodies:
            say(outbox.add(KIND, "", body, datetime.now(UTC)))
    sent(home, url, key, lambda api, identity: _fused(api, identity, fuse))
    outbox_file.connect = plain


def _fused(api: PlatformApi, identity: Any, fuse: Fuse) -> SignedApi:
    signed = Fused(api, identity, now=lambda: datetime.now(UTC))
    signed.fuse = fuse
    return signed


def _plain(api: PlatformApi, identity: Any) -> SignedApi:
    return SignedApi(api, identity, now=lambda: datetime.now(UTC))


def sent(
    home: Path, url: str, key: VerifyKey, voice: Callable[[PlatformApi, Any], SignedApi] = _plain
) -> None:
    """The agent's turns until nothing waits."""
    identity = read_identity(home)
    clock = [0.0]
    with (
        closing(PlatformApi(url, timeout_seconds=10)) as api,
        closing(OutboxQueue(home / "outbox.db")) as queue,
    ):
        signed = voice(api, identity)
        push = Push(queue, lambda: signed, lambda: key, rng=Random(1), monotonic=lambda: clock[0])
        for _ in range(20):
            if push.run():
                clock[0] += 3600
            if not queue.to_send():
                return
    raise AssertionError("it never settles")


def killed(home: Path, url: str, key: VerifyKey, fatal: int) -> tuple[list[bytes], list[str], bool]:
    """A life ended at step ``fatal``: its bodies, the ids called kept, and whether it was ended."""
    bodies = [b"\x01%d-%d" % (fatal, number) * 20 for number in range(2)]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        fuse = Fuse(fatal)
        life(home, url, key, fuse, bodies, lambda row: os.write(writing, f"{row}\n".encode()))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        kept = said.read().split()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child broke"
    return bodies, kept, os.WIFSIGNALED(status)


def waiting(home: Path) -> dict[str, bytes]:
    """What is in the outbox, all of it sound."""
    with closing(OutboxQueue(home / "outbox.db")) as queue:
        rows = queue.rows()
    assert all(isinstance(row, OutboxRow) for row in rows)
    return {row.id: row.sealed for row in rows if isinstance(row, OutboxRow)}


def received(office: Path) -> list[tuple[str, bytes]]:
    """What the platform has, one entry for each that it keeps."""
    with closing(Store.of_terminals(office)) as store, store.reading() as connection:
        rows = connection.execute(SubmissionRow.__table__.select()).all()
    return [(row.id, row.sealed) for row in rows]


def main(home: Path, office: Path, url: str) -> int:
    """Every step, one after the other."""
    key = signing_key(office).verify_key
    fatal, was_killed = 0, True
    prepare_outbox(home / "outbox.db")
    while was_killed:
        fatal += 1
        bodies, kept, was_killed = killed(home, url, key, fatal)
        prepare_outbox(home / "outbox.db")
        here, there = waiting(home), dict(received(office))
        for row in kept:
            assert row in here or row in there, f"step {fatal}: it is nowhere"
        sent(home, url, key)
        there_twice = [body for _, body in received(office) if body in bodies]
        assert waiting(home) == {}, f"step {fatal}: not forgotten"
        assert len(there_twice) == len(set(there_twice)), f"step {fatal}: kept twice"
        assert {*kept} <= {*dict(received(office))}, f"step {fatal}: lost"
        assert len(there_twice) - len(kept) in (0, 1), f"step {fatal}: more than was left"
    sys.stdout.write(f"{fatal - 1}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))

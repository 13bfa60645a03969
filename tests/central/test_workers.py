"""Several processes at one address: they share nothing in memory, and end together."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from nacl.signing import SigningKey

from kiosk.central.enrolment import issue_token
from kiosk.central.store import Store
from kiosk.contract.terminals import EnrolmentRequest
from kiosk.verbs import central_serve
from kiosk.verbs.central_workers import Crew
from tests.central_process import REGION, REPOSITORY
from tests.conftest import ExpectedLog

PATIENCE_S = 30
HEALTH = "/v1/health"


@dataclass
class Serving:
    """``kiosk central serve`` with what it says."""

    process: subprocess.Popen[str]
    line: str
    url: str

    def workers(self) -> list[int]:
        """Processes that it has started and that are alive."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def heard(self, words: str) -> str:
        """The line of its log with ``words``, waited for."""
        assert self.process.stderr is not None
        return next(line for line in self.process.stderr if words in line)


@contextmanager
def serving(home: Path, *options: str) -> Iterator[Serving]:
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "kiosk", "central", "serve", "--home", str(home)]
    command += ["--port", "0", "--publish-every", "0", *options]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=environment, **streams) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield Serving(process, line, line.rpartition(" at ")[2].strip())
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def at_work(serving: Serving, count: int) -> list[int]:
    """Ids of the workers when there are ``count``, each of which has opened its own descriptor."""
    while len(found := serving.workers()) < count:
        assert httpx.get(serving.url + HEALTH).status_code == 200
    return found


def ended(pids: list[int]) -> bool:
    """Whether all of ``pids`` end within the time that this file has for it."""
    for pid in pids:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        readable, _, _ = select.select([descriptor], [], [], PATIENCE_S)
        os.close(descriptor)
        if not readable:
            return False
    return True


def test_the_first_line_is_as_ever_and_both_answer(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--workers", "2") as central:
        assert central.line == f"serving {tmp_path / 'home'} at {central.url}\n"
        assert httpx.get(central.url + HEALTH).json() == {"status": "ok"}
        assert len(at_work(central, 2)) == 2


def test_one_worker_is_this_process_itself(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as central:
        assert httpx.get(central.url + HEALTH).status_code == 200
        assert central.workers() == []


def test_a_worker_that_dies_is_started_again_while_the_other_answers(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--workers", "2") as central:
        first = at_work(central, 2)
        os.kill(first[0], signal.SIGKILL)
        line = central.heard("starts again")
        assert f"(process {first[0]}) was ended by signal 9; it starts again in 0.5 s" in line
        second = at_work(central, 2)
        assert len(set(first) & set(second)) == 1
        assert httpx.get(central.url + HEALTH).status_code == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_end_all_end(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path / "home", "--workers", "2") as central:
        workers = at_work(central, 2)
        central.process.send_signal(number)
        assert central.process.wait(PATIENCE_S) == 0
        assert ended(workers)
        assert central.process.stderr is not None
        assert "Traceback" not in central.process.stderr.read()


def test_a_parent_that_is_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--workers", "2") as central:
        workers = at_work(central, 2)
        assert httpx.get(central.url + HEALTH).status_code == 200
        central.process.kill()
        assert ended(workers)


def test_a_worker_that_does_not_end_is_ended(expected_log: ExpectedLog) -> None:
    expected_log("did not end when asked")
    ours, theirs = socket.socketpair()
    deaf = f"""
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write({theirs.fileno()}, str(os.getpid()).encode())
os.read(0, 1)
"""
    heard: list[int] = []

    def ask_us_to_end() -> None:
        heard.append(int(ours.recv(20)))
        os.kill(os.getpid(), signal.SIGTERM)

    asking = threading.Thread(target=ask_us_to_end)
    asking.start()
    before = signal.getsignal(signal.SIGTERM)
    with ours, theirs:
        Crew([sys.executable, "-c", deaf], theirs, 1, end_grace_s=0.01).run()
        asking.join()
    assert ended(heard)
    assert signal.getsignal(signal.SIGTERM) is before


def test_only_the_parent_publishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(central_serve, "_publishing", lambda *_: pytest.fail("a worker published"))
    monkeypatch.setattr(central_serve, "end_with_parent", lambda: seen.append("lifeline"))
    monkeypatch.setattr(central_serve, "_answer", lambda *said: seen.append(said[0]))
    with socket.socket() as listener:
        args = Namespace(home=tmp_path, socket=os.dup(listener.fileno()), publish_every=1)
        assert central_serve.run(args) == 0
    assert seen == ["lifeline", tmp_path]


@pytest.mark.parametrize("number", ["0", "-1", "65", "two"])
def test_a_number_of_workers_that_is_none_is_refused(number: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "central", "serve", "--workers", number]
    said = subprocess.run(
        [*command, "--home", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("name", "address"),
    [("DATABASE_URL", "mysql://u:geheim@h/d"), ("FILES_URL", "s5://u:geheim@h/d")],
)
def test_an_address_that_is_none_is_refused_before_anybody_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    monkeypatch.setenv(name, address)
    with serving(tmp_path / "home") as central:
        assert central.process.wait(PATIENCE_S) == 1
        assert central.line == ""
        said = central.heard(name)
    assert said.endswith(".\n")
    assert "geheim" not in said


def test_of_many_terminals_with_one_token_at_several_workers_one_is_enrolled(
    database: str, tmp_path: Path
) -> None:
    home, now = tmp_path / "home", datetime.now(UTC)
    with serving(home, "--workers", "2") as central, httpx.Client(base_url=central.url) as client:
        at_work(central, 2)
        with closing(Store.of_terminals(home)) as store:
            until = now + timedelta(days=1)
            tokens = [
                issue_token(store, site="示例", region=REGION, issued_at=now, expires_at=until)
                for _ in range(4)
            ]

        def ask(number: int) -> int:
            key = SigningKey.generate().verify_key.encode().hex()
            request = EnrolmentRequest(token=tokens[number // 8], public_key=key)
            return client.post("/v1/enrolments", content=msgspec.json.encode(request)).status_code

        with ThreadPoolExecutor(8) as pool:
            statuses = Counter(pool.map(ask, range(32)))
    assert statuses == {201: 4, 403: 28}

"""P11: how many requests the platform answers in a second, and how soon.

``PUT /v1/submissions`` signed by real terminals (the requests made and signed before the clock
starts), and ``GET manifest.json`` by terminals that have it already; with SQLite and PostgreSQL,
with one worker and with two. The peer is an application of the same framework under the same server
that keeps the body with one INSERT, or says 304, and nothing more. Sixteen connections, each of
which waits for its answer; generator and servers share the machine. In turn; medians count.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest
import requests

from kiosk.agent.identity import TerminalIdentity
from kiosk.central.places import DATABASE_URL
from tests.bench.asking import Answered, ask
from tests.bench.bare_platform import bare_platform
from tests.bench.published import hashed, publish_jobs
from tests.bench.table import BenchRow
from tests.central_process import REGION
from tests.enrolled import enrolled
from tests.job_shapes import jobs
from tests.postgres import Postgres, running_postgres
from tests.races.crew import Crew, crew
from tests.races.crowd import crowd
from tests.races.sending import Signing, leaving

SUBMISSIONS = 1000
POLLS = 4000
WARM = 100
ROUNDS = 3
CONNECTIONS = 16
TERMINALS = 8
WORKERS = (1, 2)
ONE_INSERT = "bare Starlette, one INSERT"
BARE_304 = "bare Starlette, 304"
LEAST_PUT, LEAST_POLL = 0.1, 0.5
"""Of the peer's rate: for one INSERT the platform proves two signatures, spends a nonce for good
and signs a receipt."""


@dataclass
class _Rounds:
    """Answers of every round, ours and the peer's."""

    ours: list[Answered] = field(default_factory=list)
    theirs: list[Answered] = field(default_factory=list)


def rows() -> list[BenchRow]:
    """Both kinds of request, with each database and number of workers."""
    load = os.getloadavg()[0]
    note = f"medians of {ROUNDS} runs in turn, {os.cpu_count()} cores, load {load:.1f} before"
    found = [row for workers in WORKERS for row in _rows("SQLite", workers, note)]
    try:
        with running_postgres() as server:
            note += "; PostgreSQL without fsync on both sides"
            for workers in WORKERS:
                with _tables_in(server):
                    found += _rows("PostgreSQL", workers, note)
    except pytest.fail.Exception as missing:
        found.append(
            BenchRow("P11", "with PostgreSQL", "-", "-", "-", None, "-", None, str(missing))
        )
    return found


@contextmanager
def _tables_in(server: Postgres) -> Iterator[None]:
    address = server.fresh()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(DATABASE_URL, address)
        yield
    server.drop(address)


def _rows(database: str, workers: int, note: str) -> list[BenchRow]:
    sys.stderr.write(f"  {database}, {workers} worker(s)\n")
    with tempfile.TemporaryDirectory(prefix="p11-") as name, ExitStack() as stack:
        folder = Path(name)
        publish_jobs(folder / "central", 1, hashed(jobs(50)))
        ours = stack.enter_context(crew(folder / "central", workers))
        theirs = stack.enter_context(bare_platform(folder, workers))
        for one in (ours, theirs):
            with crowd(one, workers, CONNECTIONS):
                pass  # every worker answers from now on
        terminals = [
            enrolled(folder / "central", ours.url, folder / f"terminal-{number}")
            for number in range(TERMINALS)
        ]
        etag = requests.get(f"{ours.url}/v1/regions/{REGION}/manifest.json", timeout=30)
        poll = _wire(ours, "GET", f"/v1/regions/{REGION}/manifest.json", _asking(etag.headers))

        def polls() -> list[bytes]:
            return [poll] * (WARM + POLLS)

        put = _measured(ours, theirs, lambda: _submissions(ours, terminals), folder, "201")
        polled = _measured(ours, theirs, polls, folder, "304")
    where = f"{database}, {workers} worker{'s' if workers > 1 else ''}"
    return [
        _row(f"PUT submission: {where}", put, ONE_INSERT, LEAST_PUT, note),
        _row(f"manifest 304: {where}", polled, BARE_304, LEAST_POLL, note),
    ]


def _measured(
    ours: Crew, theirs: Crew, made: Callable[[], list[bytes]], folder: Path, expected: str
) -> _Rounds:
    rounds = _Rounds()
    for _ in range(ROUNDS):
        wires = made()
        for server, answers in ((ours, rounds.ours), (theirs, rounds.theirs)):
            answered = ask(server.port, wires, folder, CONNECTIONS, WARM)
            assert set(answered.statuses) == {expected}, answered
            answers.append(answered)
    return rounds


def _submissions(central: Crew, terminals: Sequence[TerminalIdentity]) -> list[bytes]:
    signing = [Signing(terminal, central.url) for terminal in terminals]
    made = []
    for number in range(WARM + SUBMISSIONS):
        one = signing[number % len(signing)]
        sending = one.sending(leaving(one.terminal))
        made.append(_wire(central, "PUT", sending.path, dict(sending.headers), sending.body))
    return made


def _asking(said: requests.structures.CaseInsensitiveDict[str]) -> dict[str, str]:
    return {"If-None-Match": said["ETag"]}


def _wire(
    central: Crew, method: str, path: str, headers: dict[str, str], body: bytes = b""
) -> bytes:
    """One request as it goes over the wire."""
    headers = {"Host": f"{central.host}:{central.port}"} | headers
    if body:
        headers["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {said}" for name, said in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _row(work: str, rounds: _Rounds, peer: str, reach: float, note: str) -> BenchRow:
    ratio = median(one.rate for one in rounds.ours) / median(one.rate for one in rounds.theirs)
    return BenchRow(
        "P11", work, _shown(rounds.ours), peer, _shown(rounds.theirs), ratio, f"≥ {reach:g}×",
        ratio >= reach, note,
    )  # fmt: skip


def _shown(answers: Sequence[Answered]) -> str:
    rates = [one.rate for one in answers]
    half, most = (median(one.within(share) for one in answers) for share in (0.5, 0.99))
    between = f"{min(rates):,.0f}–{max(rates):,.0f}"
    return f"{median(rates):,.0f}/s ({between}), p50 {half:.0f} ms, p99 {most:.0f} ms"

"""The real platform with several workers, for tests of what two of them do at one moment.

Usable by any test: ``with crew(home, 2) as central: central.url``. Which database it keeps its
tables in is said by the environment, as for any platform.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.central_process import REPOSITORY

PATIENCE_S: Final = 30
_ESTABLISHED: Final = "01"


@dataclass(frozen=True, slots=True)
class Crew:
    """``kiosk central serve --workers N`` as processes of their own."""

    process: subprocess.Popen[str]
    url: str

    @property
    def host(self) -> str:
        """Where it listens, without the port."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """Where it listens."""
        port = urlsplit(self.url).port
        assert port is not None
        return port

    def answering(self) -> dict[int, int]:
        """Open connections of each process that has one, by its id."""
        inodes = _established(self.port)
        counts = {pid: len(_sockets(pid) & inodes) for pid in (self.process.pid, *self._workers())}
        return {pid: count for pid, count in counts.items() if count}

    def _workers(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text(encoding="ascii").split()]


@contextmanager
def crew(home: Path, workers: int) -> Iterator[Crew]:
    """Serve ``home`` with so many ``workers`` on a free port; all are gone afterwards."""
    command = [sys.executable, "-m", "kiosk", "central", "serve", "--home", str(home)]
    command += ["--port", "0", "--publish-every", "0", "--workers", str(workers)]
    with started(command) as central:
        yield central


@contextmanager
def started(command: Sequence[str]) -> Iterator[Crew]:
    """The server that ``command`` starts and that says first where it is; it answers already."""
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        url = process.stdout.readline().rpartition(" at ")[2].strip()
        try:
            assert url, "the server did not start"
            central = Crew(process, url)
            _wait_for_one(central)
            yield central
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE_S)
            finally:
                process.kill()


def _wait_for_one(central: Crew) -> None:
    """Until one worker answers: the port listens long before."""
    with closing(HTTPConnection(central.host, central.port, timeout=PATIENCE_S)) as connection:
        connection.request("GET", "/v1/health")
        assert connection.getresponse().status == 200


def _established(port: int) -> set[str]:
    """Inodes of the sockets whose own end is at ``port`` of this machine."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    here = f":{port:04X}"
    return {row[9] for row in rows if row[1].endswith(here) and row[3] == _ESTABLISHED}


def _sockets(pid: int) -> set[str]:
    found = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(link.readlink())
        except FileNotFoundError:  # closed since it was listed
            continue
        if target.startswith("socket:["):
            found.add(target[len("socket:[") : -1])
    return found

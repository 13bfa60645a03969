"""A real PostgreSQL for tests: started once, reached by a Unix socket, gone with the tests.

A conftest that wants it says ``from tests.postgres import postgres  # noqa: F401`` and its fixtures
ask for ``postgres.fresh()``, the address of an empty database. Nothing is skipped without it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Final

import psycopg
import pytest

_USERS: Final = ("postgres", "nobody")
"""Who it may run as where the tests run as root, which it refuses to."""
_INIT: Final = (
    *("--username=kiosk", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"),
    # Ordered by language and not by bytes, as a city's database would be.
    *("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-CN"),
)
_SERVE: Final = (
    *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"),
    *("-c", "max_connections=200", "-c", "timezone=Asia/Shanghai"),
)
_READY: Final = "ready to accept connections"


@dataclass
class Postgres:
    """A server whose socket lies in ``folder``."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def fresh(self) -> str:
        """Address of a new, empty database."""
        name = f"kiosk_{os.getpid()}_{next(self.numbers)}"
        self.admin(f"CREATE DATABASE {name}")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Forget the database at ``address``, whoever is still in it."""
        name = address.partition("?")[0].rpartition("/")[2]
        self.admin(f"DROP DATABASE {name} WITH (FORCE)")

    def address(self, name: str) -> str:
        """Address of the database ``name``, there or not."""
        return f"postgresql://kiosk@/{name}?host={self.folder}"

    def admin(self, command: str, alone_in: str | None = None) -> None:
        """Let the server do ``command``, after sending everybody out of the database named."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            if alone_in is not None:
                out = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                connection.execute(out, (alone_in,))
            connection.execute(command.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server; the tests fail where PostgreSQL is not installed."""
    with running_postgres() as server:
        yield server


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server with an empty cluster, as an unprivileged user; it dies with this process."""
    user = _unprivileged()
    # A socket's path has at most 107 bytes: not below a test's own folder.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        cluster = folder / "cluster"
        _run(_as(user, _found("initdb"), *_INIT, "-D", str(cluster)), folder)
        with _serving(_as(user, _found("postgres"), "-D", str(cluster), "-k", str(folder)), folder):
            yield Postgres(folder)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _serving(command: list[str], folder: Path) -> Iterator[None]:
    with subprocess.Popen(
        [*command, *_SERVE],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stderr is not None
        said = _read_until_ready(server.stderr)
        if said is not None:
            pytest.fail(f"PostgreSQL did not start: {said}")
        # Whatever it says later has to be taken from it, or it would wait.
        rest = threading.Thread(target=deque, args=(server.stderr, 0))
        rest.start()
        try:
            yield
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, whatever a test left open
            server.wait()
            rest.join()


def _read_until_ready(lines: IO[str]) -> str | None:
    said = []
    for line in lines:
        if _READY in line:
            return None
        said.append(line)
    return "".join(said)


def _found(program: str) -> str:
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"),
        key=lambda path: [int(part) for part in path.parts[4].split(".") if part.isdigit()],
    )
    where = str(versions[-1]) if versions else shutil.which(program)
    if where is None:
        pytest.fail(f"There is no {program}; install PostgreSQL (packaging/system-packages.txt).")
    return where


def _unprivileged() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in _USERS if user in names)


def _as(user: str | None, *command: str) -> list[str]:
    """``command`` as ``user``, to end with the process that starts it."""
    who = [f"--reuid={user}", f"--regid={_group(user)}", "--clear-groups"] if user else []
    return [_found("setpriv"), *who, "--pdeathsig=QUIT", "--", *command]


def _group(user: str) -> str:
    return str(pwd.getpwnam(user).pw_gid)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"initdb failed: {done.stderr}")

"""The peer of P11: an application that takes the same requests and does nothing but keep them.

Run as ``python -m tests.bench.bare_platform FOLDER --workers N``: Starlette under uvicorn with the
platform's own settings and its way of being several, but no signature, no nonce, no receipt; a PUT
is one INSERT, and whoever asks with an ETag hears that nothing has changed.
"""

from __future__ import annotations

import argparse
import os
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kiosk.verbs.central_workers import Crew as Workers
from kiosk.verbs.central_workers import end_with_parent
from tests.races.crew import Crew, started

Keep = Callable[[str, bytes], None]
_TABLE = "CREATE TABLE IF NOT EXISTS bare (id varchar(36) PRIMARY KEY, envelope {})"
_ETAG = '"0123456789abcdef0123456789abcdef"'


@contextmanager
def bare_platform(folder: Path, workers: int) -> Iterator[Crew]:
    """The peer as ``workers`` processes; its table is in ``folder``, or where DATABASE_URL says."""
    command = [sys.executable, "-m", "tests.bench.bare_platform", str(folder)]
    with started([*command, "--workers", str(workers)]) as central:
        yield central


def main() -> int:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--socket", type=int)
    args = parser.parse_args()
    if args.socket is not None:
        end_with_parent()
        with socket.socket(fileno=args.socket) as listener:
            _answer(args.folder, listener)
        return 0
    # Without its protocol named, asyncio would take it for no TCP and let Nagle delay every answer.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(2048)
        sys.stdout.write(f"serving at http://127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        if args.workers == 1:
            _answer(args.folder, listener)
        else:
            command = [sys.executable, "-m", "tests.bench.bare_platform", str(args.folder)]
            command += ["--socket", str(listener.fileno())]
            Workers(command, listener, args.workers).run()
    return 0


def _answer(folder: Path, listener: socket.socket) -> None:
    config = uvicorn.Config(
        _app(_keeping(folder)),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _app(keep: Keep) -> Starlette:
    async def put(request: Request) -> Response:
        body = await request.body()
        await run_in_threadpool(keep, request.path_params["name"], body)
        return PlainTextResponse("kept", 201)

    def manifest(request: Request) -> Response:
        known = request.headers.get("if-none-match")
        return Response(status_code=304 if known else 200, headers={"ETag": _ETAG})

    def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route("/v1/submissions/{name}", put, methods=["PUT"]),
            Route("/v1/regions/{region}/manifest.json", manifest),
            Route("/v1/health", health),
        ]
    )


def _keeping(folder: Path) -> Keep:
    address = os.environ.get("DATABASE_URL")
    return _in_postgresql(address) if address else _in_sqlite(folder / "bare.db")


def _in_sqlite(path: Path) -> Keep:
    own = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            own.connection.execute("PRAGMA journal_mode = WAL")
        found: sqlite3.Connection = own.connection
        return found

    connection().execute(_TABLE.format("blob"))
    return lambda name, body: (
        connection().execute("INSERT INTO bare VALUES (?, ?)", (name, body)).close()
    )


def _in_postgresql(address: str) -> Keep:
    import psycopg

    own = threading.local()

    def connection() -> psycopg.Connection[tuple[object, ...]]:
        if not hasattr(own, "connection"):
            own.connection = psycopg.connect(address, autocommit=True)
        found: psycopg.Connection[tuple[object, ...]] = own.connection
        return found

    connection().execute("SELECT pg_advisory_lock(1)")  # of two that begin, one makes the table
    connection().execute(_TABLE.format("bytea").encode())
    connection().execute("SELECT pg_advisory_unlock(1)")
    return lambda name, body: (
        connection().execute("INSERT INTO bare VALUES (%s, %s)", (name, body)).close()
    )


if __name__ == "__main__":
    sys.exit(main())

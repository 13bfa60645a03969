"""A platform that serves a published home, and answers oddly where it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kiosk.central.publishing import blob_file, manifest_file
from tests.central_process import NOW

Headers = dict[str, str]


@dataclass
class Answer:
    """What goes over the wire; ``declared`` overrides the true Content-Length."""

    status: int = 200
    body: bytes = b""
    headers: Headers = field(default_factory=dict)
    declared: int | None = None


Oddity = Callable[[Answer], Answer]


class OddPlatform(ThreadingHTTPServer):
    """``on_manifest`` and ``on_blob`` change what would be answered, ``date`` what time it is."""

    daemon_threads = True

    def __init__(self, home: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.home = home
        self.on_manifest: Oddity = lambda answer: answer
        self.on_blob: Oddity = lambda answer: answer
        self.asked: list[tuple[str, Headers]] = []
        self.date = NOW

    @property
    def url(self) -> str:
        """Address of this platform."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, path: str, headers: Headers) -> Answer:
        """Answer to one request."""
        self.asked.append((path, headers))
        *_, parent, name = path.split("/")
        if name == "manifest.json":
            raw = manifest_file(self.home, parent).read_bytes()
            kind, odd = "application/json", self.on_manifest
        else:
            raw = blob_file(self.home, name).read_bytes()
            kind, odd = "application/gzip", self.on_blob
        return odd(Answer(body=raw, headers={"Content-Type": kind}))


class _Door(BaseHTTPRequestHandler):
    server: OddPlatform

    def do_GET(self) -> None:
        answer = self.server.answer(self.path, dict(self.headers))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        length = len(answer.body) if answer.declared is None else answer.declared
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(answer.body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.server.date, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def odd_platform(home: Path) -> Iterator[OddPlatform]:
    """Serve ``home`` from a thread."""
    with OddPlatform(home) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()

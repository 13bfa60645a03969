"""Starts ours, the bare list or Chromium, waits for the two moments of P1 and ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

MOMENTS = ("first_frame", "touch_accepted")
PATIENCE = 60.0
SIZE = (1080, 1920)
PAGE = Path(__file__).with_name("peer_page.html")


class NeverStarted(Exception):
    """A program ended or went on without showing anything; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process to the first frame and to the touch's frame."""

    first_frame: float
    touch_accepted: float


def screen_start(home: Path, environment: Mapping[str, str], marks: Path) -> Start:
    """Start the screen of the terminal in ``home`` and touch it."""
    width, height = SIZE
    size = ["--size", f"{width}x{height}"]
    command = ["-m", "kiosk", "screen", "--home", str(home), *size, "--touch-at-start"]
    return _marked([sys.executable, *command], environment, marks)


def bare_start(environment: Mapping[str, str], marks: Path) -> Start:
    """Start the bare list and touch it."""
    command = [sys.executable, "-m", "tests.bench.bare_list", *map(str, SIZE)]
    return _marked(command, {**environment, "QT_QUICK_BACKEND": "software"}, marks)


def chromium_start(program: str, environment: Mapping[str, str], profile: Path) -> Start:
    """Start Chromium on the static page; the page tells its moments by wall clock."""
    width, height = SIZE
    heard: dict[str, float] = {}
    with _Beacon(heard) as port:
        command = [
            program, "--kiosk", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--no-default-browser-check", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--allow-file-access-from-files",
            "--disable-features=Translate", "--password-store=basic",
            f"--window-size={width},{height}", "--window-position=0,0",
            f"--user-data-dir={profile}", f"{PAGE.as_uri()}#http://127.0.0.1:{port}",
        ]  # fmt: skip
        began = time.time()
        process = _spawn(command, environment)
        try:
            _wait(process, lambda: len(heard) == len(MOMENTS))
        finally:
            _end(process)
    return Start(*(heard[moment] - began for moment in MOMENTS))


def _marked(command: list[str], environment: Mapping[str, str], marks: Path) -> Start:
    marks.unlink(missing_ok=True)
    began = time.monotonic_ns()
    process = _spawn(command, {**environment, "KIOSK_MARKS": str(marks)})
    try:
        _wait(process, lambda: len(_read(marks)) == len(MOMENTS))
    finally:
        _end(process)
    told = _read(marks)
    return Start(*((told[moment] - began) / 1e9 for moment in MOMENTS))


def _read(marks: Path) -> dict[str, int]:
    if not marks.exists():
        return {}
    lines = (line.split() for line in marks.read_text(encoding="ascii").splitlines())
    return {words[0]: int(words[1]) for words in lines if words[0] in MOMENTS}


def _spawn(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait(process: subprocess.Popen[bytes], done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    name = " ".join(map(str, process.args[:3])) if isinstance(process.args, list) else "it"
    while not done():
        if process.poll() is not None:
            raise NeverStarted(f"{name} ended with code {process.returncode} before its frames.")
        if time.monotonic() > until:
            raise NeverStarted(f"{name} showed no second frame within {PATIENCE:.0f} s.")
        time.sleep(0.01)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole group of ``process``, politely first, so that a profile is left whole."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, number)
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                continue
            return


class _Beacon:
    """A loopback server to which the page says what it has drawn, and when."""

    def __init__(self, heard: dict[str, float]) -> None:
        class Ear(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                url = urlsplit(self.path)
                name = url.path.strip("/")
                if name in MOMENTS:
                    heard[name] = float(parse_qs(url.query)["at"][0]) / 1000
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)

    def __enter__(self) -> int:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self._server.server_address[1]

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

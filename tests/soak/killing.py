"""Ends this very process, as ``kill -9`` would, at a moment that is counted and not timed.

The product has no hook for it: what is counted is found from outside, by a trace on every SQLite
connection, around the calls that change files, or by the kernel itself at a byte of a file.
"""

from __future__ import annotations

import io
import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from offline_cache import _sqlite

FILE_CALLS: Final = ("fsync", "replace", "rename", "unlink", "mkdir", "truncate", "link")
_WRITES: Final = os.O_WRONLY | os.O_RDWR


def die() -> None:
    """No destructor runs, nothing is flushed."""
    os.kill(os.getpid(), signal.SIGKILL)


class Death:
    """Waits for ``phase``, then for the ``at``-th statement, file call, byte or microsecond.

    Byte: the first write that would take a file ``at`` bytes beyond what the journal had when the
    phase began is cut off there, and the kernel ends the process with the next one.
    """

    def __init__(self, phase: str, how: str, at: int, home: Path) -> None:
        self._phase = phase
        self._how = how
        self._at = at
        self._home = home
        self._countdown = _Countdown(at)
        match how:
            case "statement":
                _die_at_statement(self._countdown)
            case "file":
                _die_at_file(self._countdown)

    def entered(self, phase: str) -> None:
        """The agent is in another phase now."""
        if phase == self._phase:
            self._countdown.running = True
            if self._how == "byte":
                self._limit_files()
            if self._how == "moment":
                signal.setitimer(signal.ITIMER_REAL, max(1, self._at) / 1e6)
        elif self._how == "moment":
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _limit_files(self) -> None:
        files = [0, *(file.stat().st_size for file in self._home.glob("*-wal"))]
        base = max(files) if self._phase in ("applying", "committed", "noting") else 0
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (base + self._at, resource.RLIM_INFINITY))


class _Countdown:
    def __init__(self, left: int) -> None:
        self.running = False
        self._left = left

    def __call__(self, *_: object) -> None:
        if self.running and self._left <= 0:
            die()
        self._left -= self.running


def _die_at_statement(countdown: _Countdown) -> None:
    original = _sqlite.connect

    def traced(*args: Any, **kwargs: Any) -> _sqlite.Connection:
        connection = original(*args, **kwargs)
        connection.set_trace_callback(countdown)
        return connection

    for name, module in list(sys.modules.items()):
        if name.startswith("offline_cache") and getattr(module, "connect", None) is original:
            module.connect = traced  # type: ignore[attr-defined]


def _die_at_file(countdown: _Countdown) -> None:
    for name in FILE_CALLS:
        setattr(os, name, partial(_counted, countdown, getattr(os, name)))
    plain_open, text_open = os.open, io.open

    def opened(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        if flags & _WRITES:
            countdown()
        return plain_open(path, flags, *args, **kwargs)

    def opened_file(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if set(mode) & set("wax+"):
            countdown()
        return text_open(file, mode, *args, **kwargs)

    os.open = opened
    io.open = opened_file  # type: ignore[assignment]


def _counted(countdown: _Countdown, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    countdown()
    return call(*args, **kwargs)

"""Several processes that answer at one address: started, started again, and ended together.

They share the listening socket and nothing else. Each holds the reading end of a pipe whose other
end is the parent's: it closes with the parent, however that ends, and then the worker ends too.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from kiosk.supervisor import BackOff

END_GRACE_S: Final = 10.0
"""How long a worker that was asked to end may take before it is killed."""
_BACK_OFF: Final = BackOff()
_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Worker:
    number: int
    child: subprocess.Popen[bytes]
    since: float
    crashes: int = 0
    due: float | None = None


class Crew:
    """``count`` workers that run ``command``, to which ``listener`` is open."""

    def __init__(
        self,
        command: Sequence[str],
        listener: socket.socket,
        count: int,
        *,
        environment: Mapping[str, str] | None = None,
        back_off: BackOff = _BACK_OFF,
        end_grace_s: float = END_GRACE_S,
    ) -> None:
        self._command, self._listener, self._count = tuple(command), listener, count
        self._environment = {**os.environ, **(environment or {})}
        self._back_off, self._end_grace_s = back_off, end_grace_s
        self._workers: list[_Worker] = []
        self._ends: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()

    def run(self) -> None:
        """Keep all at work until this process is asked to end; then they have ended too."""
        with self._requests_to_end_are_heard():
            try:
                for number in range(1, self._count + 1):
                    self._workers.append(_Worker(number, self._spawn(), time.monotonic()))
                    self._watch(self._workers[-1])
                while self._waited():
                    self._start_due()
            finally:
                self._end()

    @contextmanager
    def _requests_to_end_are_heard(self) -> Iterator[None]:
        # In turn with all else, and not as an exception between two steps of a start.
        before = {
            number: signal.signal(number, lambda *_: self._ends.put(None)) for number in _ENDING
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _end(self) -> None:
        deadline = time.monotonic() + self._end_grace_s
        for worker in self._workers:
            worker.child.terminate()
        for worker in self._workers:
            try:
                worker.child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.error("worker %d did not end when asked and was killed", worker.number)
                worker.child.kill()
                worker.child.wait()
            _close_lifeline(worker.child)

    def _waited(self) -> bool:
        """Wait until there is something to do; False when that is to end."""
        due = [worker.due for worker in self._workers if worker.due is not None]
        try:
            ended = self._ends.get(timeout=max(0.0, min(due) - time.monotonic()) if due else None)
        except queue.Empty:
            return True
        if ended is None:
            return False
        _close_lifeline(ended.child)
        steady = time.monotonic() - ended.since >= self._back_off.steady_s
        ended.crashes = 1 if steady else ended.crashes + 1
        pause = self._back_off.pause(ended.crashes)
        ended.due = time.monotonic() + pause
        log.error("%s; it starts again in %g s", _how_it_ended(ended), pause)
        return True

    def _start_due(self) -> None:
        for worker in self._workers:
            if worker.due is not None and worker.due <= time.monotonic():
                worker.child, worker.since, worker.due = self._spawn(), time.monotonic(), None
                self._watch(worker)

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            env=self._environment,
            stdin=subprocess.PIPE,
            pass_fds=(self._listener.fileno(),),
            process_group=0,
        )

    def _watch(self, worker: _Worker) -> None:
        child = worker.child

        def wait() -> None:
            child.wait()
            self._ends.put(worker)

        threading.Thread(target=wait, daemon=True).start()


def _close_lifeline(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()


def end_with_parent() -> None:
    """Ask this worker to end when the process that started it is gone."""

    def wait() -> None:
        os.read(sys.__stdin__.fileno() if sys.__stdin__ else 0, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def _how_it_ended(worker: _Worker) -> str:
    code = worker.child.returncode
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    return f"worker {worker.number} (process {worker.child.pid}) {how}"

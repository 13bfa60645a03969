"""Keeps the processes of a terminal alive on a desk and ends them together.

On a terminal systemd does this. Here each child leads a process group of its own, so that Ctrl-C
reaches only the supervisor, and whatever a child started goes when the child goes.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final, Self

STOP_GRACE_S: Final = 5.0
"""How long a child that was asked to end may take before it is killed."""
LONGEST_LOG: Final = 1_000_000
"""Bytes of a log that are left to grow before it is put aside at the next start."""


@dataclass(frozen=True, slots=True)
class BackOff:
    """Seconds before a crashed child starts again: doubling, forgotten after a steady life."""

    first_s: float = 0.5
    longest_s: float = 30.0
    steady_s: float = 60.0

    def pause(self, crashes: int) -> float:
        """Seconds to wait after so many crashes in a row (at least one)."""
        return min(self.longest_s, self.first_s * 2.0 ** min(crashes - 1, 30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A child to keep alive; its output goes to ``log``.

    Everything ends when a child that ``leads`` ends with 0, and when one has crashed more than
    ``forgiven`` times in a row (None: however often).
    """

    name: str
    command: tuple[str, ...]
    log: Path
    leads: bool = False
    forgiven: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Life:
    program: Program
    child: subprocess.Popen[bytes]
    since: float
    crashes: int = 0
    due: float | None = None


@dataclass(frozen=True, slots=True)
class _Ended:
    life: _Life
    code: int


def _to_stderr(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


class Supervisor:
    """Use as a context: whatever was started inside is gone on leaving it.

    ``say`` gets one sentence for each unexpected end. A request to end, or the loss of the terminal
    it was started from, counts as Ctrl-C in the meantime.
    """

    def __init__(
        self,
        *,
        back_off: BackOff = BackOff(),
        say: Callable[[str], None] = _to_stderr,
        stop_grace_s: float = STOP_GRACE_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._back_off, self._say = back_off, say
        self._stop_grace_s, self._monotonic = stop_grace_s, monotonic
        self._lives: list[_Life] = []
        self._ends: queue.SimpleQueue[_Ended] = queue.SimpleQueue()
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._before[number] = signal.signal(number, _interrupt)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A second Ctrl-C must not leave a child behind.
        for number in self._before:
            signal.signal(number, signal.SIG_IGN)
        self._end_all()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def start(self, program: Program) -> None:
        """Start ``program`` and watch over it from now on."""
        life = _Life(program, _spawn(program), self._monotonic())
        self._lives.append(life)
        self._watch(life)

    def ended(self, program: Program) -> int | None:
        """Exit code of ``program`` if it is not running now."""
        life = next(life for life in self._lives if life.program is program)
        return life.child.poll()

    def run(self) -> int:
        """Keep all alive until a leader ends, patience does, or Ctrl-C; an exit code."""
        try:
            while True:
                self._start_due()
                try:
                    ended = self._ends.get(timeout=self._until_next_start())
                except queue.Empty:
                    continue
                code = self._after(ended)
                if code is not None:
                    return code
        except KeyboardInterrupt:
            return 0

    def _after(self, ended: _Ended) -> int | None:
        life, program = ended.life, ended.life.program
        if ended.code == 0 and program.leads:
            return 0
        now = self._monotonic()
        steady = now - life.since >= self._back_off.steady_s
        life.crashes = 1 if steady else life.crashes + 1
        how = f"The {program.name} {how_it_ended(ended.code, program.log)}"
        if program.forgiven is not None and life.crashes > program.forgiven:
            self._say(f"{how}; its log is {program.log}.")
            return exit_code(ended.code) or 1
        pause = self._back_off.pause(life.crashes)
        self._say(f"{how}; it starts again in {pause:g} s, its log is {program.log}.")
        life.due = now + pause
        return None

    def _start_due(self) -> None:
        for life in self._lives:
            if life.due is not None and life.due <= self._monotonic():
                _end_group(life.child, signal.SIGKILL)  # what the crashed one left behind
                life.child, life.since, life.due = _spawn(life.program), self._monotonic(), None
                self._watch(life)

    def _until_next_start(self) -> float | None:
        due = [life.due for life in self._lives if life.due is not None]
        return max(0.0, min(due) - self._monotonic()) if due else None

    def _watch(self, life: _Life) -> None:
        child = life.child
        waiting = threading.Thread(
            target=lambda: self._ends.put(_Ended(life, child.wait())), daemon=True
        )
        waiting.start()

    def _end_all(self) -> None:
        for life in self._lives:
            _end_group(life.child, signal.SIGTERM)
        deadline = self._monotonic() + self._stop_grace_s
        for life in self._lives:
            try:
                life.child.wait(max(0.0, deadline - self._monotonic()))
            except subprocess.TimeoutExpired:
                self._say(f"The {life.program.name} did not end when asked and was killed.")
            _end_group(life.child, signal.SIGKILL)
            life.child.wait()


def how_it_ended(code: int, log: Path) -> str:
    """``ended with code 1 (its last words)``."""
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    words = log.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2].strip()
    return f"{how} ({words.rstrip('.')})" if words else how


def exit_code(code: int) -> int:
    """What a shell would say: a signal counts from 128."""
    return 128 - code if code < 0 else code


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _spawn(program: Program) -> subprocess.Popen[bytes]:
    log = program.log
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as out:
        return subprocess.Popen(
            program.command,
            env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            process_group=0,
        )


def _end_group(child: subprocess.Popen[bytes], how: signal.Signals) -> None:
    try:
        os.killpg(child.pid, how)
    except ProcessLookupError:
        return  # the whole group has ended already

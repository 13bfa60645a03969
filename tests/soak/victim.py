"""The agent as a process that dies: forked from one that has imported everything already.

``python -m tests.soak.victim`` reads one ``Errand`` a line and answers each with one ``Fate``.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tests.central_process import REPOSITORY
from tests.soak.killing import Death
from tests.soak.phases import PHASE, watch
from tests.soak.planted import plant
from tests.soak.terminal import Surroundings, start


class Errand(msgspec.Struct, kw_only=True):
    """What an agent shall do until it dies in ``phase``: poll, or what is said otherwise."""

    surroundings: Surroundings
    stick: str = ""
    turns: int = 0
    phase: str
    how: str
    at: int


class Fate(msgspec.Struct, kw_only=True):
    """In which phase it died; ``broke`` is the traceback of what no agent may raise."""

    killed: bool
    phase: str
    broke: str = ""


class Victims:
    """Gives out agents that die."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def send(self, errand: Errand) -> Fate:
        """Let an agent live and die."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(msgspec.json.encode(errand) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Fate)


@contextmanager
def victims(planted: str = "") -> Iterator[Victims]:
    """A process to fork agents from, all with the bug ``planted``."""
    command = [sys.executable, "-m", "tests.soak.victim", planted]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment) as process:
        try:
            yield Victims(process)
        finally:
            process.kill()


def _live(errand: Errand, told: int) -> None:
    death = Death(errand.phase, errand.how, errand.at, Path(errand.surroundings.home))

    def entered(phase: str) -> None:
        os.write(told, f"{phase}\n".encode())
        death.entered(phase)

    PHASE.told = entered
    try:
        PHASE.enter("starting")
        terminal = start(errand.surroundings)
        if errand.turns:
            terminal.push(errand.turns)
        elif errand.stick:
            terminal.take(Path(errand.stick))
        else:
            terminal.poll()
    except BaseException:  # noqa: BLE001 - told to the parent word for word
        os.write(told, b"\0" + traceback.format_exc().encode())
    os._exit(0)


def _sent(errand: Errand) -> Fate:
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        _live(errand, tell)
    os.close(tell)
    with os.fdopen(hear, "rb") as pipe:
        told, _, broke = pipe.read().decode().partition("\0")
    _, status = os.waitpid(child, 0)
    phases = told.split()
    return Fate(
        killed=os.WIFSIGNALED(status), phase=phases[-1] if phases else "starting", broke=broke
    )


def main() -> None:
    """See above."""
    plant(sys.argv[1])
    watch()
    logging.getLogger("kiosk").addHandler(logging.NullHandler())
    for line in sys.stdin.buffer:
        fate = _sent(msgspec.json.decode(line, type=Errand))
        sys.stdout.buffer.write(msgspec.json.encode(fate) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

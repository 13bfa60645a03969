"""A child process that is handed bytes and asked for bytes, within a time and a size."""

from __future__ import annotations

import os
import selectors
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_PIECE: Final = 1 << 16
_FOLDER: Final = os.sep


@dataclass(frozen=True, slots=True)
class Ended:
    """What a child said and how it ended; ``status`` is None where its time ran out.

    A negative ``status`` is a signal, as in ``subprocess``; a child that says too much is killed.
    """

    status: int | None
    output: bytes = b""


def run(
    command: Sequence[str],
    content: bytes,
    *,
    seconds: float,
    largest: int,
    environment: Mapping[str, str],
) -> Ended:
    """Give ``content`` to ``command`` and return its answer, cut off at ``largest`` bytes.

    The child sees ``environment`` alone and is gone when this returns; ``OSError`` where it could
    not be started. ``subprocess.run`` would do, did it not keep whatever a child cares to write.
    """
    until = time.monotonic() + seconds
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=environment,
        cwd=_FOLDER,
        start_new_session=True,
    ) as child:
        try:
            output = _exchanged(child, content, until, largest)
            if len(output) == largest:
                child.kill()
            status = child.wait(max(0.0, until - time.monotonic()))
        except (subprocess.TimeoutExpired, TimeoutError):
            return Ended(None)
        finally:
            child.kill()
    return Ended(status, output)


def _exchanged(child: subprocess.Popen[bytes], content: bytes, until: float, largest: int) -> bytes:
    """All that ``child`` says; ``TimeoutError`` where it is not done in time."""
    assert child.stdin is not None
    assert child.stdout is not None
    unsent = memoryview(content)
    output = bytearray()
    os.set_blocking(child.stdin.fileno(), False)
    with selectors.DefaultSelector() as pipes:
        pipes.register(child.stdin, selectors.EVENT_WRITE)
        pipes.register(child.stdout, selectors.EVENT_READ)
        while True:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            for key, _ in pipes.select(left):
                if key.fileobj is child.stdout:
                    piece = os.read(key.fd, min(_PIECE, largest - len(output)))
                    if not piece:
                        return bytes(output)
                    output += piece
                    continue
                unsent = _sent(key.fd, unsent)
                if not unsent:
                    pipes.unregister(child.stdin)
                    child.stdin.close()


def _sent(pipe: int, unsent: memoryview) -> memoryview:
    """What is left of ``unsent``; nothing where nobody reads it any more."""
    try:
        return unsent[os.write(pipe, unsent[:_PIECE]) :]
    except BrokenPipeError:
        return unsent[:0]

"""The wire to a printer: bytes go out and come back, and no call waits longer than it was told."""

from __future__ import annotations

import errno
import select
import socket
import struct
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Final, Protocol

from kiosk.printer_states import PrinterState
from kiosk.printing.patience import Deadline
from kiosk.printing.port import Standing

_PIECE: Final = 4096
_KEPT_BY_KERNEL: Final = 16_384
"""Bytes: what lies in a buffer of this machine is neither printed nor taken back."""
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


class LinkDown(Exception):
    """The wire is of no use; ``standing`` says what is known of the printer behind it."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.detail)
        self.standing = standing


class Link(Protocol):
    """A wire that is open. Every call raises ``LinkDown`` where it turns out not to be."""

    def send(self, data: bytes, seconds: float) -> None:
        """Hand over all of ``data``; ``seconds`` is the longest time in which none is taken."""
        ...

    def receive(self, seconds: float) -> bytes:
        """What has come, waiting for the first byte; empty when none came in time."""
        ...

    def throw_away(self) -> None:
        """Close, and let nothing that was handed over and is still here go out."""
        ...

    def close(self) -> None:
        """Close; what was handed over still goes out."""
        ...


def silent(detail: str) -> LinkDown:
    """Nobody answers."""
    return LinkDown(Standing(PrinterState.SILENT, detail))


def offline(detail: str) -> LinkDown:
    """Nobody is there."""
    return LinkDown(Standing(PrinterState.OFFLINE, detail))


class SocketLink:
    """TCP, as port 9100 of a network printer takes it."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._connection = connection

    def send(self, data: bytes, seconds: float) -> None:
        """See ``Link``."""
        rest = memoryview(data)
        while rest:
            _, ready, _ = select.select([], [self._connection], [], seconds)
            if not ready:
                raise silent("it takes no more bytes")
            try:
                rest = rest[self._connection.send(rest[:_PIECE]) :]
            except OSError as error:
                raise offline(f"the connection ended: {error}") from error

    def receive(self, seconds: float) -> bytes:
        """See ``Link``."""
        ready, _, _ = select.select([self._connection], [], [], seconds)
        if not ready:
            return b""
        try:
            heard = self._connection.recv(_PIECE)
        except OSError as error:
            raise offline(f"the connection ended: {error}") from error
        if not heard:
            raise offline("it closed the connection")
        return heard

    def throw_away(self) -> None:
        """See ``Link``."""
        with suppress(OSError):
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._connection.close()

    def close(self) -> None:
        """See ``Link``."""
        self._connection.close()


def connect(host: str, port: int, seconds: float) -> SocketLink:
    """A link to ``host``, or ``LinkDown``; look-up of the name and all its addresses together."""
    return SocketLink(dial(host, port, Deadline(seconds)))


def dial(host: str, port: int, deadline: Deadline) -> socket.socket:
    """A connection that is up, with what is left of ``deadline`` as its timeout."""
    failure: OSError | None = None
    for family, kind, protocol, _, address in _look_up(host, port, deadline):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KEPT_BY_KERNEL)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(max(deadline.left, 0.001))
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise _unreachable(f"{host}:{port}", failure)


def _unreachable(where: str, failure: OSError | None) -> LinkDown:
    if isinstance(failure, TimeoutError) or (failure and failure.errno == errno.ETIMEDOUT):
        return silent(f"{where} does not answer")
    return offline(f"{where} cannot be reached: {failure}")


def _look_up(host: str, port: int, deadline: Deadline) -> list[Any]:
    # A look-up cannot be broken off, so it is left behind with its thread when it is late.
    answers: SimpleQueue[list[Any] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name="printer-look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left)
    except Empty as late:
        raise silent(f"the name service says nothing of {host}") from late
    if isinstance(answer, Exception):
        raise offline(f"there is no {host}: {answer}") from answer
    return answer

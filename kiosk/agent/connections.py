"""Connections that end in time, whatever the other side does, and that know how far they came.

The libraries bound each single wait; a server that sends a byte of a header now and then, a name
service that never answers, or three addresses that are all dead would hold an agent for minutes.
Here every wait takes from one budget: look-up, connecting, TLS, sending, each byte that comes.
"""

from __future__ import annotations

import io
import queue
import socket
import threading
import time
from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import Any, Final, cast

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
)
from urllib3.response import HTTPResponse as LibraryAnswer

_PIECE: Final = 16_384
"""Bytes sent before the clock is looked at again."""

Address = tuple[Any, ...]
Resolve = Callable[[str, int], list[Address]]
"""Host and port → entries as of ``socket.getaddrinfo``; raises ``socket.gaierror``."""


def resolve(host: str, port: int) -> list[Address]:
    """What the system's name service says; takes as long as it takes."""
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


class Phase(Enum):
    """How far an exchange has come."""

    LOOK_UP = auto()
    CONNECT = auto()
    GREET = auto()
    SEND = auto()
    WAIT = auto()
    RECEIVE = auto()


class OutOfTime(TimeoutError):
    """The budget of the exchange is spent."""


class Budget:
    """Time for one exchange at a time: ``silence`` seconds at most for each wait in it."""

    def __init__(self, silence: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.silence = silence
        self.phase = Phase.LOOK_UP
        self._clock = clock
        self._deadline = 0.0

    def begin(self, seconds: float) -> None:
        """Start an exchange that may take ``seconds`` in all."""
        self.phase = Phase.LOOK_UP
        self._deadline = self._clock() + seconds

    def left(self) -> float:
        """Seconds that the next wait may take; ``OutOfTime`` when none are left."""
        rest = self._deadline - self._clock()
        if rest <= 0:
            raise OutOfTime("the time for this exchange is spent")
        return min(self.silence, rest)

    @property
    def spent(self) -> bool:
        """Whether the whole exchange is out of time, and not only one wait of it."""
        return self._clock() >= self._deadline


class _BoundedFile(io.RawIOBase):
    """What comes over ``connection``; each read takes from the budget. Keeps whether it ended."""

    def __init__(self, raw: io.RawIOBase, connection: socket.socket, budget: Budget) -> None:
        self.ended = False
        self._raw = raw
        self._connection = connection
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int | None:  # noqa: ANN401
        self._connection.settimeout(self._budget.left())
        count = self._raw.readinto(into)
        if count:
            self._budget.phase = Phase.RECEIVE
        else:
            self.ended = True
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _BoundedAnswer(HTTPResponse):
    """An answer whose head must be whole: the library takes a cut one for a short one."""

    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, *, budget: Budget
    ) -> None:
        super().__init__(sock, debuglevel, method)
        raw = self.fp.detach()
        self._source = _BoundedFile(raw, sock, budget)
        self.fp = io.BufferedReader(self._source)

    def begin(self) -> None:
        super().begin()
        if self._source.ended:
            raise IncompleteRead(b"")
        if self.msg.defects:
            raise HTTPException(f"no proper head: {self.msg.defects[0]!r}")


class _BoundedConnection(HTTPConnection):
    def __init__(self, host: str, *, budget: Budget, resolve: Resolve, **others: Any) -> None:  # noqa: ANN401
        super().__init__(host, **others)
        self._budget = budget
        self._resolve = resolve
        self.response_class = cast(type[HTTPResponse], partial(_BoundedAnswer, budget=budget))

    def _new_conn(self) -> socket.socket:
        self._budget.phase = Phase.LOOK_UP
        addresses = self._looked_up()
        self._budget.phase = Phase.CONNECT
        connection = self._connected(addresses)
        self._budget.phase = Phase.GREET
        connection.settimeout(self._budget.left())
        return connection

    def _looked_up(self) -> list[Address]:
        # A look-up cannot be broken off, so it is left behind with its thread when it is late.
        answers: queue.SimpleQueue[list[Address] | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(self._dns_host, self.port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name="look-up", daemon=True).start()
        try:
            answer = answers.get(timeout=self._budget.left())
        except queue.Empty:
            answer = socket.gaierror(socket.EAI_AGAIN, "the name service does not answer")
        match answer:
            case socket.gaierror():
                raise NameResolutionError(self.host, self, answer) from answer
            case OSError() | UnicodeError():
                raise NewConnectionError(self, str(answer)) from answer
        return answer

    def _connected(self, addresses: list[Address]) -> socket.socket:
        failure: OSError = OSError("the name has no address")
        for tried, (family, kind, protocol, _, address) in enumerate(addresses):
            try:
                connection = socket.socket(family, kind, protocol)
            except OSError as error:
                failure = error
                continue
            try:
                # A dead first address must leave time for the others.
                connection.settimeout(self._budget.left() / (len(addresses) - tried))
                for option in self.socket_options or ():
                    connection.setsockopt(*option)
                connection.connect(address)
            except OSError as error:
                connection.close()
                failure = error
            else:
                return connection
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, f"no answer from {self.host}") from failure
        raise NewConnectionError(self, str(failure)) from failure

    def _tunnel(self) -> None:
        try:
            super()._tunnel()
        except (OSError, HTTPException) as error:
            raise ProxyError(f"the proxy opens no way: {error}", cast(Exception, error)) from error
        self._budget.phase = Phase.GREET
        cast(socket.socket, self.sock).settimeout(self._budget.left())

    def send(self, data: Any) -> None:  # noqa: ANN401
        if self.sock is None:
            self.connect()
        self._budget.phase = Phase.SEND
        view = memoryview(data)
        for start in range(0, len(view), _PIECE):
            self.sock.settimeout(self._budget.left())
            self.sock.sendall(view[start : start + _PIECE])

    def getresponse(self) -> LibraryAnswer:  # type: ignore[override]
        self._budget.phase = Phase.WAIT
        return super().getresponse()


class _BoundedTlsConnection(_BoundedConnection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _BoundedConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _BoundedTlsConnection


def pools(budget: Budget, resolve: Resolve) -> dict[str, Any]:
    """Kinds of connection pools by scheme, for a pool manager of urllib3."""
    return {
        "http": partial(_Pool, budget=budget, resolve=resolve),
        "https": partial(_TlsPool, budget=budget, resolve=resolve),
    }

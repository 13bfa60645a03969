"""A proxy between a terminal and a real platform that does to each request what it is told to.

    with chaos_proxy(central.url) as proxy:
        api = PlatformApi(proxy.url, ...)
        proxy.next(LoseAnswer(), on="/v1/submissions/")  # one request, the next that fits
        proxy.always(Stall(at=700))                      # every other one, until told otherwise
        proxy.heal()                                     # nothing any more, held callers are cut
        proxy.seen                                       # what came by, in order

Every request has a connection of its own, so a fault hits exactly one. It is also a forward proxy
(absolute addresses and CONNECT): whatever name is asked for, the target is reached.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from random import Random
from typing import Final
from urllib.parse import urlsplit

from tests.faults import wire
from tests.faults.door import Door
from tests.faults.faults import (
    BlackHole,
    Corrupt,
    CutDown,
    CutUp,
    Delay,
    Duplicate,
    Fault,
    Garbage,
    LoseAnswer,
    Pass,
    Raw,
    Refuse,
    Relabel,
    Replace,
    Replay,
    Reset,
    Silence,
    Stall,
    States,
    Trickle,
    WrongLength,
)
from tests.faults.wire import Message

PATIENCE_S: Final = 10.0
"""No wait of the proxy for either side is longer."""


@dataclass(frozen=True)
class Seen:
    """One request that came by, and what was done to it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    fault: Fault


class ChaosProxy:
    """See above; use ``chaos_proxy``. All its dice come from ``seed``."""

    def __init__(self, target_url: str, seed: int) -> None:
        self.seen: list[Seen] = []
        self._target = (urlsplit(target_url).hostname or "", urlsplit(target_url).port or 80)
        self._dice = Random(seed)
        self._lock = threading.Lock()
        self._next: list[tuple[str, Fault]] = []
        self._always: tuple[str, Fault] = ("", Pass())
        self._first_answers: dict[tuple[str, str], bytes] = {}
        self._threads: list[threading.Thread] = []
        self._callers: set[socket.socket] = set()
        self._healed = threading.Event()
        self._door = Door(self._welcome)

    @property
    def url(self) -> str:
        """Address of this proxy."""
        return f"http://127.0.0.1:{self._door.port}"

    def next(self, *faults: Fault, on: str = "") -> None:
        """Do one of ``faults`` to each of the next requests whose path begins with ``on``."""
        assert not any(isinstance(fault, States) for fault in faults), "a state is for always()"
        with self._lock:
            self._next += [(on, fault) for fault in faults]

    def always(self, fault: Fault, *, on: str = "") -> None:
        """Do ``fault`` to every request (whose path begins with ``on``) that has no other."""
        with self._lock:
            self._always = (on, fault)
        match fault:
            case Refuse():
                self._door.shut()
            case BlackHole():
                self._door.plug()
            case _:
                self._door.open()
        if isinstance(fault, States):
            self._let_go()

    def heal(self) -> None:
        """Do nothing to anybody from now on; whoever is being held is cut off."""
        with self._lock:
            self._next.clear()
            self._always = ("", Pass())
        self._let_go()
        self._door.open()

    def close(self) -> None:
        """End everything; afterwards nobody listens."""
        self._door.shut()
        self._let_go()
        for thread in self._threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive(), "a thread of the chaos proxy hangs"
        self._door.close()

    def _let_go(self) -> None:
        with self._lock:
            healed, self._healed = self._healed, threading.Event()
            callers = list(self._callers)
        healed.set()
        for caller in callers:
            with suppress(OSError):
                caller.shutdown(socket.SHUT_RDWR)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, name="chaos", daemon=True)
        with self._lock:
            self._threads = [old for old in self._threads if old.is_alive()] + [thread]
            thread.start()

    def _welcome(self, caller: socket.socket) -> None:
        caller.settimeout(PATIENCE_S)
        with self._lock:
            self._callers.add(caller)
            healed = self._healed
        self._start(self._serve, caller, healed)

    def _serve(self, caller: socket.socket, healed: threading.Event) -> None:
        try:
            with suppress(OSError):
                request = wire.read_request(caller)
                if request:
                    self._meet(request, caller, healed)
        finally:
            with self._lock:
                self._callers.discard(caller)
            caller.close()

    def _meet(self, request: Message, caller: socket.socket, healed: threading.Event) -> None:
        method, target, _ = request.first.split(" ", 2)
        if target.startswith("http://"):
            target = target.split("/", 3)[3].join(("/", ""))
        with self._lock:
            fault = self._taken(target)
            self.seen.append(Seen(method, target, dict(request.headers), request.body, fault))
        if method == "CONNECT" and isinstance(fault, Pass):
            self._tunnel(caller)
            return
        up = Message(f"{method} {target} HTTP/1.1", request.headers, request.body)
        wanted = up.having([("Connection", "close")]).packed()
        down = self._answer(fault, (method, target), wanted)
        if down is not None:
            _send_down(fault, down, caller, healed)

    def _taken(self, target: str) -> Fault:
        for place, (on, fault) in enumerate(self._next):
            if target.startswith(on):
                del self._next[place]
                return fault
        on, fault = self._always
        return fault if target.startswith(on) else Pass()

    def _answer(self, fault: Fault, asked: tuple[str, str], request: bytes) -> bytes | None:
        """What would come down; None where the caller is simply dropped."""
        match fault:
            case Silence() | Reset():
                return b""
            case Garbage(size):
                return self._dice.randbytes(size)
            case Raw(start):
                return start
            case Replace(status, body, headers):
                return wire.answer(status, headers, body).packed()
            case Replay() if asked in self._first_answers:
                return self._first_answers[asked]
            case CutUp(at):
                self._asked(request[:at], whole=at >= len(request))
                return None
            case Duplicate():
                self._asked(request)
        down = self._asked(request)
        self._first_answers.setdefault(asked, down)
        return None if isinstance(fault, LoseAnswer) else self._changed(fault, down)

    def _asked(self, request: bytes, *, whole: bool = True) -> bytes:
        with closing(socket.create_connection(self._target, PATIENCE_S)) as platform:
            platform.sendall(request)
            if not whole:
                platform.shutdown(socket.SHUT_WR)
            return wire.read_to_end(platform)

    def _changed(self, fault: Fault, down: bytes) -> bytes:
        head, _, body = down.partition(b"\r\n\r\n")
        true = wire.parsed(head, body)
        match fault:
            case Corrupt(at) if body:
                place = (self._dice.randrange(len(body)) if at is None else at) % len(body)
                bit = bytes([body[place] ^ 1])
                return true.packed()[: -len(body)] + body[:place] + bit + body[place + 1 :]
            case WrongLength(by):
                return true.having([("Content-Length", str(max(0, len(body) + by)))]).packed()
            case Relabel(headers):
                return true.having(headers).packed()
        return down

    def _tunnel(self, caller: socket.socket) -> None:
        with closing(socket.create_connection(self._target, PATIENCE_S)) as platform:
            caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            self._start(_pump, platform, caller)
            _pump(caller, platform)


def _send_down(fault: Fault, down: bytes, caller: socket.socket, healed: threading.Event) -> None:
    match fault:
        case Silence():
            wire.read_to_end(caller)
        case Reset():
            wire.torn(caller)
        case CutDown(at, torn):
            caller.sendall(down[:at])
            if torn:
                wire.torn(caller)
        case Stall(at):
            caller.sendall(down[:at])
            wire.read_to_end(caller)
        case Trickle(pause, at):
            caller.sendall(down[:at])
            for byte in down[at:]:
                if healed.wait(pause):
                    return
                caller.sendall(bytes([byte]))
        case Raw(_, endless):
            caller.sendall(down)
            while endless and not healed.is_set():
                caller.sendall(endless)
        case _:
            if isinstance(fault, Delay) and healed.wait(fault.seconds):
                return
            caller.sendall(down)


def _pump(source: socket.socket, drain: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(65_536):
            drain.sendall(chunk)
        drain.shutdown(socket.SHUT_WR)


@contextmanager
def chaos_proxy(target_url: str, seed: int = 0) -> Iterator[ChaosProxy]:
    """A proxy in front of ``target_url`` until the block ends."""
    proxy = ChaosProxy(target_url, seed)
    try:
        yield proxy
    finally:
        proxy.close()

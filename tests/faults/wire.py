"""HTTP/1.1 as the chaos proxy needs it: a message read whole, changed in one place, sent on."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

Pairs = tuple[tuple[str, str], ...]
_END: Final = b"\r\n\r\n"
_CHUNK: Final = 65_536


@dataclass(frozen=True)
class Message:
    """First line, headers in their order, and the whole body."""

    first: str
    headers: Pairs = field(default=())
    body: bytes = b""

    def header(self, name: str) -> str:
        """Value of the header ``name``; empty where there is none."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), "")

    def having(self, headers: Iterable[tuple[str, str]]) -> Message:
        """The same under other ``headers``, which take the place of those of their names."""
        others = tuple(headers)
        names = {name.lower() for name, _ in others}
        kept = tuple(pair for pair in self.headers if pair[0].lower() not in names)
        return Message(self.first, kept + others, self.body)

    def packed(self) -> bytes:
        """As it goes over the wire."""
        lines = [self.first, *(f"{name}: {value}" for name, value in self.headers)]
        return "\r\n".join(lines).encode("latin-1") + _END + self.body


def answer(status: int, headers: Pairs, body: bytes) -> Message:
    """An answer whose length is declared as it is."""
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Odd"
    closing = (("Content-Length", str(len(body))), ("Connection", "close"))
    return Message(f"HTTP/1.1 {status} {phrase}", headers + closing, body)


def parsed(head: bytes, body: bytes) -> Message:
    """Message with ``head``, which is without its empty line."""
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return Message(first, tuple((name.strip(), value.strip()) for name, _, value in pairs), body)


def read_request(connection: socket.socket) -> Message | None:
    """One request with its body; None when the caller hung up before it was whole."""
    received = b""
    while _END not in received:
        chunk = connection.recv(_CHUNK)
        if not chunk:
            return None
        received += chunk
    head, _, body = received.partition(_END)
    length = int(parsed(head, b"").header("Content-Length") or 0)
    while len(body) < length:
        chunk = connection.recv(_CHUNK)
        if not chunk:
            return None
        body += chunk
    return parsed(head, body)


def read_to_end(connection: socket.socket) -> bytes:
    """Everything until the other side hangs up."""
    return b"".join(iter(lambda: connection.recv(_CHUNK), b""))


def torn(connection: socket.socket) -> None:
    """Close with a reset, as a router that has forgotten the connection."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()

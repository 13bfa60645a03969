"""A printer's HTTP ends in time and in one plain state, whatever it does."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from kiosk.printer_states import PrinterState
from kiosk.printing.ipp_link import IppAddress, address_of, exchange
from kiosk.printing.links import LinkDown

S = PrinterState
Server = Callable[[bytes, bool], IppAddress]


@pytest.fixture
def server() -> Iterator[Server]:
    """Answers the first connection with bytes, at once or one now and then."""
    over, crew = threading.Event(), list[threading.Thread]()

    def serve(answer: bytes, trickle: bool) -> IppAddress:
        door = socket.create_server(("127.0.0.1", 0))

        def run() -> None:
            connection, _ = door.accept()
            with door, connection, suppress(OSError):
                connection.recv(65_536)
                for byte in answer if trickle else b"":
                    connection.sendall(bytes((byte,)))
                    if over.wait(0.05):
                        return
                connection.sendall(b"" if trickle else answer)

        crew.append(threading.Thread(target=run))
        crew[-1].start()
        return IppAddress("127.0.0.1", door.getsockname()[1], "/ipp/print", secure=False)

    yield serve
    over.set()
    for thread in crew:
        thread.join(5)


@pytest.mark.parametrize(
    ("answer", "trickle", "state"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + b"x" * 900, True, S.SILENT),
        (b"HTTP/1.1 200 " + b"O" * 500, True, S.SILENT),
        (b"", False, S.OFFLINE),
        (b"220 I am a mail server\r\n", False, S.OFFLINE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", False, S.MISCONFIGURED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf", False, S.OFFLINE),
        (b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", False, S.MISCONFIGURED),
        (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", False, S.MISCONFIGURED),
        (b"HTTP/1.1 426 No\r\nContent-Length: 0\r\n\r\n", False, S.MISCONFIGURED),
        (b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", False, S.ERROR),
    ],
)
def test_an_odd_server(server: Server, answer: bytes, trickle: bool, state: PrinterState) -> None:
    begun = time.monotonic()
    with pytest.raises(LinkDown) as down:
        exchange(server(answer, trickle), b"?", 0.5)
    assert down.value.standing.state is state
    assert down.value.standing.detail
    assert time.monotonic() - begun < 2.0


def test_a_greeting_that_never_ends(server: Server) -> None:
    plain = server(b"\x16\x03\x03\x40\x00" + b"x" * 400, True)
    with pytest.raises(LinkDown) as down:
        exchange(IppAddress("127.0.0.1", plain.port, "/", secure=True), b"?", 0.5)
    assert down.value.standing.state in {S.SILENT, S.OFFLINE}


def test_a_name_that_nobody_knows() -> None:
    with pytest.raises(LinkDown) as down:
        exchange(IppAddress("no-such-printer.invalid", 631, "/", secure=False), b"?", 1.0)
    assert down.value.standing.state in {S.OFFLINE, S.SILENT}


def test_a_name_service_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(10) and [])
    with pytest.raises(LinkDown) as down:
        exchange(IppAddress("printer", 631, "/", secure=False), b"?", 0.2)
    over.set()
    assert down.value.standing.state is S.SILENT


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("ipp://printer.local/ipp/print", IppAddress("printer.local", 631, "/ipp/print", False)),
        ("ipps://192.0.2.7:8631/a", IppAddress("192.0.2.7", 8631, "/a", True)),
        ("ipp://[2001:db8::7]", IppAddress("2001:db8::7", 631, "/", False)),
        *[
            (wrong, None)
            for wrong in ("", "printer", "http://a/b", "ipp://", "ipp://a:x/", "ipp://a b/")
        ],
    ],
)
def test_addresses(uri: str, address: IppAddress | None) -> None:
    assert address_of(uri) == address


def test_an_address_is_said_as_it_was_given() -> None:
    for uri in ("ipps://192.0.2.7:8631/a", "ipp://[2001:db8::7]:631/"):
        address = address_of(uri)
        assert address is not None
        assert address.uri == uri

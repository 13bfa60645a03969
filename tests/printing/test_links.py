"""A wire never holds anybody longer than it was told, and what is thrown away does not arrive."""

from __future__ import annotations

import os
import socket
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.printer_states import PrinterState
from kiosk.printing.device_link import open_serial, open_usb
from kiosk.printing.links import Link, LinkDown, connect

MUCH = b"x" * 4_000_000


@pytest.fixture(params=["tcp", "usb", "serial"])
def ends(request: pytest.FixtureRequest) -> Iterator[tuple[Link, list[int | socket.socket]]]:
    """A link, and the other end, which nobody reads from."""
    if request.param == "tcp":
        with socket.create_server(("127.0.0.1", 0)) as door:
            link: Link = connect("127.0.0.1", door.getsockname()[1], 1.0)
            peer, _ = door.accept()
        with peer:
            yield link, [peer]
        link.close()
        return
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    path = Path(os.ttyname(theirs))
    link = open_usb(path) if request.param == "usb" else open_serial(path, 115_200, "none")
    os.close(theirs)
    other: list[int | socket.socket] = [ours]
    yield link, other
    link.close()
    for descriptor in other:
        assert isinstance(descriptor, int)
        os.close(descriptor)


Ends = tuple[Link, list[int | socket.socket]]


def hang_up(other: list[int | socket.socket]) -> None:
    end = other.pop()
    os.close(end) if isinstance(end, int) else end.close()


def test_who_takes_nothing_is_silent(ends: Ends) -> None:
    with pytest.raises(LinkDown) as down:
        ends[0].send(MUCH, 0.1)
    assert down.value.standing.state is PrinterState.SILENT


def test_who_says_nothing_has_said_nothing(ends: Ends) -> None:
    assert ends[0].receive(0.01) == b""


def test_who_hung_up_is_off_line(ends: Ends) -> None:
    link, other = ends
    hang_up(other)
    with pytest.raises(LinkDown) as down:
        assert link.receive(0.1) == b""  # of USB nothing is not the end
        link.send(MUCH, 0.1)
    assert down.value.standing.state is PrinterState.OFFLINE


@pytest.mark.parametrize("ends", ["tcp", "serial"], indirect=True)
def test_a_line_that_was_hung_up_is_heard(ends: Ends) -> None:
    link, other = ends
    hang_up(other)
    with pytest.raises(LinkDown) as down:
        link.receive(0.1)
    assert down.value.standing.state is PrinterState.OFFLINE


def test_a_link_may_be_closed_twice(ends: Ends) -> None:
    link, _ = ends
    link.throw_away()
    others = [os.open(os.devnull, os.O_RDONLY) for _ in range(8)]  # take the number that is free
    link.close()
    for other in others:
        os.close(other)


def test_what_is_thrown_away_does_not_arrive() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        link = connect("127.0.0.1", door.getsockname()[1], 1.0)
        peer, _ = door.accept()
    with peer:
        with pytest.raises(LinkDown):
            link.send(MUCH, 0.1)
        link.throw_away()
        with pytest.raises(ConnectionResetError):
            while peer.recv(65_536):
                pass

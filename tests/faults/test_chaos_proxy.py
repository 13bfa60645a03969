"""The proxy of the fault tests does what it says, or every test behind it proves nothing."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from urllib.parse import urlsplit

import pytest

from tests.faults.chaos_proxy import ChaosProxy, chaos_proxy
from tests.faults.faults import (
    BlackHole,
    Corrupt,
    CutDown,
    CutUp,
    Delay,
    Duplicate,
    Garbage,
    LoseAnswer,
    Refuse,
    Replay,
    Reset,
    Silence,
    Stall,
    Trickle,
    WrongLength,
    any_fault,
    portal,
    redirect_loop,
)

BODY = b'{"count":%d}'


class Counter(ThreadingHTTPServer):
    """Answers with how many whole requests it has had."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Counting)
        self.had: list[bytes] = []


class _Counting(BaseHTTPRequestHandler):
    server: Counter

    def do_PUT(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            return
        self.server.had.append(body)
        reply = BODY % len(self.server.had)
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def do_GET(self) -> None:
        self.do_PUT()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def counter() -> Iterator[Counter]:
    with Counter() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def proxy(counter: Counter) -> Iterator[ChaosProxy]:
    with chaos_proxy(f"http://127.0.0.1:{counter.server_address[1]}", seed=7) as standing:
        yield standing


def ask(proxy: ChaosProxy, path: str = "/a", body: bytes = b"hello", timeout: float = 5) -> bytes:
    place = urlsplit(proxy.url).netloc
    with closing(http.client.HTTPConnection(place, timeout=timeout)) as connection:
        connection.request("PUT", path, body)
        return connection.getresponse().read()


def test_nothing_is_done_unless_told(proxy: ChaosProxy, counter: Counter) -> None:
    assert ask(proxy) == BODY % 1
    (seen,) = proxy.seen
    assert (seen.method, seen.target, seen.body) == ("PUT", "/a", b"hello")
    assert counter.had == [b"hello"]


def test_a_fault_hits_the_next_request_that_fits_and_no_other(
    proxy: ChaosProxy, counter: Counter
) -> None:
    proxy.next(portal(), on="/b")
    assert ask(proxy, "/a") == BODY % 1
    assert b"html" in ask(proxy, "/b")
    assert ask(proxy, "/b") == BODY % 2


def test_refused_and_open_again_on_the_same_port(proxy: ChaosProxy) -> None:
    url = proxy.url
    proxy.always(Refuse())
    with pytest.raises(ConnectionRefusedError):
        ask(proxy)
    proxy.heal()
    assert proxy.url == url
    assert ask(proxy) == BODY % 1


def test_a_black_hole_answers_no_knock(proxy: ChaosProxy) -> None:
    proxy.always(BlackHole())
    with pytest.raises(TimeoutError), closing(socket.socket()) as knocking:
        knocking.settimeout(0.2)
        knocking.connect(("127.0.0.1", urlsplit(proxy.url).port))
    proxy.heal()
    assert ask(proxy) == BODY % 1


@pytest.mark.parametrize("fault", [Silence(), Stall(0), Trickle(60)])
def test_whoever_is_held_is_let_go_by_healing(proxy: ChaosProxy, fault: Stall) -> None:
    proxy.always(fault)
    with pytest.raises(TimeoutError):
        ask(proxy, timeout=0.1)
    proxy.heal()
    assert ask(proxy).startswith(b'{"count"')


def test_a_lost_answer_was_a_request_that_is_done(proxy: ChaosProxy, counter: Counter) -> None:
    proxy.next(LoseAnswer())
    with pytest.raises(ConnectionError):
        ask(proxy)
    assert counter.had == [b"hello"]


def test_a_request_cut_on_its_way_up_is_not_done(proxy: ChaosProxy, counter: Counter) -> None:
    proxy.next(CutUp(500), Reset(), CutUp(0))
    for _ in range(3):
        with pytest.raises(ConnectionError):
            ask(proxy, body=bytes(1000))
    assert counter.had == []
    proxy.next(CutUp(10_000))
    with pytest.raises(ConnectionError):
        ask(proxy)
    assert counter.had == [b"hello"]


def test_a_duplicate_is_two_requests(proxy: ChaosProxy, counter: Counter) -> None:
    proxy.next(Duplicate())
    assert ask(proxy) == BODY % 2
    assert counter.had == [b"hello"] * 2


def test_a_replay_is_the_first_answer_again(proxy: ChaosProxy, counter: Counter) -> None:
    ask(proxy)
    ask(proxy)
    proxy.next(Replay())
    assert ask(proxy) == BODY % 1
    assert len(counter.had) == 2


def wire_of(proxy: ChaosProxy) -> bytes:
    """Every byte of an answer."""
    with closing(socket.create_connection(("127.0.0.1", urlsplit(proxy.url).port))) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\n\r\n")
        return b"".join(iter(lambda: caller.recv(1000), b""))


def test_an_answer_cut_in_the_middle(proxy: ChaosProxy) -> None:
    whole = wire_of(proxy)
    proxy.next(CutDown(30), CutDown(len(whole) - 1), CutDown(30, torn=True))
    assert wire_of(proxy) == whole[:30]
    with pytest.raises(http.client.IncompleteRead):
        ask(proxy)
    with pytest.raises((ConnectionResetError, http.client.HTTPException)):
        ask(proxy)


def test_one_bit_is_turned(proxy: ChaosProxy) -> None:
    proxy.next(Corrupt(2))
    changed = ask(proxy)
    differing = [(a, b) for a, b in zip(changed, BODY % 1, strict=True) if a != b]
    assert differing == [(BODY[2] ^ 1, BODY[2])]


def test_lengths_that_are_not_so(proxy: ChaosProxy) -> None:
    proxy.next(WrongLength(1), WrongLength(-1))
    with pytest.raises(http.client.IncompleteRead):
        ask(proxy)
    assert ask(proxy) == (BODY % 2)[:-1]


def test_a_delay_delays(proxy: ChaosProxy) -> None:
    proxy.next(Delay(0.1))
    begun = time.monotonic()
    assert ask(proxy) == BODY % 1
    assert time.monotonic() - begun >= 0.1


def test_redirects_lead_in_a_circle(proxy: ChaosProxy) -> None:
    proxy.always(redirect_loop("/a"))
    with closing(http.client.HTTPConnection(urlsplit(proxy.url).netloc, timeout=5)) as connection:
        connection.request("GET", "/a")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (302, "/a")


def test_the_same_seed_gives_the_same_garbage(counter: Counter) -> None:
    def garbage(seed: int) -> bytes:
        with chaos_proxy(f"http://127.0.0.1:{counter.server_address[1]}", seed=seed) as proxy:
            proxy.next(Garbage(50))
            return wire_of(proxy)

    assert garbage(1) == garbage(1) != garbage(2)


def test_the_same_dice_give_the_same_faults() -> None:
    def faults(seed: int) -> list[object]:
        dice = Random(seed)
        return [any_fault(dice) for _ in range(50)]

    assert faults(3) == faults(3)
    assert len({type(fault) for fault in faults(3)}) > 8

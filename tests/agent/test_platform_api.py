from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import pytest

from kiosk.agent.answers import MANIFEST_LIMIT
from kiosk.agent.connections import Budget, OutOfTime
from kiosk.agent.platform_api import PlatformApi, Unreachable
from kiosk.agent.verdicts import Verdict
from tests.agent.odd_platform import Answer, OddPlatform


@contextmanager
def raw_server(*replies: bytes) -> Iterator[str]:
    """Send ``replies`` to the first caller, then fall silent until the caller goes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, suppress(ConnectionError):
                connection.recv(65_536)
                for reply in replies:
                    connection.sendall(reply)
                while connection.recv(65_536):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


def verdict_of(url: str, timeout: float = 2, **how: Any) -> Verdict:
    with closing(PlatformApi(url, timeout_seconds=timeout, **how)) as api:
        outcome = api.manifest("370102")
    assert isinstance(outcome, Unreachable)
    return outcome.verdict


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert verdict_of(f"http://127.0.0.1:{port}") == Verdict.REFUSED


@pytest.mark.parametrize(
    ("code", "verdict"),
    [(socket.EAI_NONAME, Verdict.DNS), (socket.EAI_AGAIN, Verdict.DNS_SILENT)],
)
def test_no_such_name(code: int, verdict: Verdict) -> None:
    def look_up(host: str, port: int) -> list[Any]:
        raise socket.gaierror(code, "told by the test")

    assert verdict_of("http://platform.example", look_up=look_up) == verdict


def test_a_name_service_that_never_answers_is_left_behind() -> None:
    ended = threading.Event()

    def look_up(host: str, port: int) -> list[Any]:
        ended.wait(5)
        return []

    assert verdict_of("http://platform.example", 0.1, look_up=look_up) == Verdict.DNS_SILENT
    ended.set()


def test_silence() -> None:
    with raw_server() as url:
        assert verdict_of(url, 0.1) == Verdict.SILENT


def test_silence_in_the_middle() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
    with raw_server(head) as url:
        assert verdict_of(url, 0.1) == Verdict.STALLED


def test_not_http_at_all() -> None:
    with raw_server(b"220 mail.example ESMTP\r\n\r\n") as url:
        assert verdict_of(url, 0.5) == Verdict.NOT_HTTP


def test_plain_http_where_tls_was_wanted() -> None:
    with raw_server(b"HTTP/1.1 400 Bad Request\r\n\r\n") as url:
        assert verdict_of(url.replace("http:", "https:"), 0.5) == Verdict.TLS


def test_a_wait_takes_no_more_than_is_left_of_the_whole() -> None:
    now = [100.0]
    budget = Budget(silence=5, clock=lambda: now[0])
    budget.begin(8)
    assert (budget.left(), budget.spent) == (5, False)
    now[0] += 4
    assert (budget.left(), budget.spent) == (4, False)
    now[0] += 4
    assert budget.spent
    with pytest.raises(OutOfTime):
        budget.left()
    budget.begin(8)
    assert budget.left() == 5


def test_a_chunked_answer_is_read() -> None:
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with (
        raw_server(head + b"2\r\n{}\r\n0\r\n\r\n") as url,
        closing(PlatformApi(url, timeout_seconds=1)) as api,
    ):
        assert getattr(api.manifest("370102"), "raw", None) == b"{}"


def test_more_than_was_wanted_without_a_declared_length() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
    with raw_server(head, bytes(MANIFEST_LIMIT + 1)) as url:
        assert verdict_of(url) == Verdict.OVERSIZED


def test_patience_that_was_asked_for(platform: OddPlatform) -> None:
    platform.on_manifest = lambda _: Answer(503, headers={"Retry-After": "120"})
    with closing(PlatformApi(platform.url, timeout_seconds=2)) as api:
        outcome = api.manifest("370102")
    assert isinstance(outcome, Unreachable)
    assert outcome.retry_after == 120


def test_a_full_disk_is_not_the_networks_fault(platform: OddPlatform) -> None:
    class Full(io.BytesIO):
        def write(self, chunk: object) -> int:
            raise OSError(28, "No space left on device")

    name = next((platform.home / "blobs").iterdir()).name
    with (
        closing(PlatformApi(platform.url, timeout_seconds=2)) as api,
        pytest.raises(OSError, match="No space"),
    ):
        api.blob(name, 10_000_000, Full())

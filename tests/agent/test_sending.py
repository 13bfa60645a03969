from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kiosk.agent.answers import Answered, Unreachable
from kiosk.agent.platform_api import KEEP_ALIVE_SECONDS, PlatformApi
from kiosk.agent.verdicts import Verdict

JSON = {"Content-Type": "application/json"}
DATE = "Mon, 02 Mar 2026 01:00:00 GMT"


@dataclass
class Reply:
    """What the next request is answered with, and what the last one was."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=lambda: dict(JSON))
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)


@contextmanager
def answering(reply: Reply) -> Iterator[str]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply.asked.append((self.command, self.path, dict(self.headers), body))
            reply.connections.add(self.client_address)
            self.send_response_only(reply.status)
            self.send_header("Date", DATE)
            for name, text in reply.headers.items():
                self.send_header(name, text)
            if reply.status != 204:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def do_POST(self) -> None:
            self.do_PUT()

        def do_GET(self) -> None:
            self.do_PUT()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def reply() -> Reply:
    return Reply()


@pytest.fixture
def api(reply: Reply) -> Iterator[PlatformApi]:
    with answering(reply) as url, closing(PlatformApi(url, timeout_seconds=10)) as made:
        yield made


def test_what_is_sent_arrives_once_and_as_it_is(api: PlatformApi, reply: Reply) -> None:
    reply.status = 201
    body = b"\x00\xff" * 40_000
    answer = api.send("PUT", "/v1/submissions/7", body, content_type="application/octet-stream")
    assert answer == Answered(201, b"{}", datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    ((method, path, headers, received),) = reply.asked
    assert (method, path, received) == ("PUT", "/v1/submissions/7", body)
    assert headers["Content-Type"] == "application/octet-stream"


def test_a_signature_covers_what_goes_out(api: PlatformApi, reply: Reply) -> None:
    seen: list[Any] = []

    def sign(request: Any) -> None:
        seen.append((request.method, request.url, request.body, request.headers["Content-Type"]))
        request.headers["Signature"] = "kiosk=:AAAA:"

    api.send("POST", "/v1/heartbeat?a=%20b", b"{}", sign=sign)
    ((method, url, body, kind),) = seen
    assert (method, body, kind) == ("POST", b"{}", "application/json")
    assert url.endswith("/v1/heartbeat?a=%20b")
    assert reply.asked[0][1] == "/v1/heartbeat?a=%20b"
    assert reply.asked[0][2]["Signature"] == "kiosk=:AAAA:"


@pytest.mark.parametrize(
    ("status", "code", "verdict"),
    [
        (401, "clock", Verdict.CLOCK),
        (403, "revoked", Verdict.REVOKED),
        (409, "conflict", Verdict.CONFLICT),
        (422, "refused_for_good", Verdict.REFUSED_FOR_GOOD),
        (422, "", Verdict.CLIENT_ERROR),
        (422, "current", Verdict.CLIENT_ERROR),
        (404, "unheard_of", Verdict.NOT_FOUND),
    ],
)
def test_a_refusal_reaches_whoever_asked(
    api: PlatformApi, reply: Reply, status: int, code: str, verdict: Verdict
) -> None:
    reply.status, reply.body = status, json.dumps({"code": code, "detail": "因为"}).encode()
    answer = api.send("PUT", "/v1/x", b"{}")
    date = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    assert answer == Unreachable(verdict, "因为", None, status, code, date)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "text/html"}, b'{"code":"refused_for_good"}'),
        (JSON, b'{"code":"refused_for_good","x":"' + b"x" * 5000 + b'"}'),
        (JSON | {"Content-Encoding": "gzip"}, b'{"code":"refused_for_good"}'),
        (JSON, b"<html>"),
    ],
)
def test_nobody_else_can_refuse_for_good(
    api: PlatformApi, reply: Reply, headers: dict[str, str], body: bytes
) -> None:
    reply.status, reply.headers, reply.body = 422, headers, body
    answer = api.send("PUT", "/v1/x", b"{}")
    assert isinstance(answer, Unreachable)
    assert (answer.verdict, answer.code, answer.status) == (Verdict.CLIENT_ERROR, "", 422)


def test_only_a_4xx_refuses_by_name(api: PlatformApi, reply: Reply) -> None:
    reply.status, reply.body = 500, b'{"code":"revoked"}'
    answer = api.send("PUT", "/v1/x", b"{}")
    assert isinstance(answer, Unreachable)
    assert answer.verdict == Verdict.SERVER_ERROR


def test_a_status_that_was_expected_is_an_answer(api: PlatformApi, reply: Reply) -> None:
    reply.status, reply.body = 409, b'{"code":"conflict"}'
    answer = api.send("PUT", "/v1/x", b"{}", expect=(201, 409))
    assert isinstance(answer, Answered)
    assert (answer.status, answer.body) == (409, b'{"code":"conflict"}')


def test_nothing_at_all_is_an_answer_too(api: PlatformApi, reply: Reply) -> None:
    reply.status, reply.body, reply.headers = 204, b"", {}
    answer = api.send("POST", "/v1/x", b"{}", expect=(204,))
    assert isinstance(answer, Answered)
    assert answer.body == b""


@pytest.mark.parametrize(
    ("headers", "body", "verdict"),
    [
        ({"Content-Type": "text/html"}, b"<html>", Verdict.CAPTIVE_PORTAL),
        ({"Content-Type": "text/plain"}, b"{}", Verdict.WRONG_TYPE),
        ({}, b"{}", Verdict.WRONG_TYPE),
        (JSON, b"x" * 101, Verdict.OVERSIZED),
        (JSON | {"Content-Encoding": "br"}, b"{}", Verdict.UNWANTED_ENCODING),
    ],
)
def test_an_answer_that_will_not_do(
    api: PlatformApi, reply: Reply, headers: dict[str, str], body: bytes, verdict: Verdict
) -> None:
    reply.headers, reply.body = headers, body
    answer = api.send("GET", "/v1/x", limit=100)
    assert isinstance(answer, Unreachable)
    assert answer.verdict == verdict


def test_no_cookie_and_no_password_is_carried_along(
    api: PlatformApi, reply: Reply, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    reply.headers = JSON | {"Set-Cookie": "portal=1; Path=/"}
    for _ in range(2):
        api.send("GET", "/v1/x")
    for _, _, headers, _ in reply.asked:
        assert not {"Authorization", "Cookie"} & set(headers)


def test_a_connection_is_used_again_until_it_is_old(reply: Reply) -> None:
    now = [0.0]
    with (
        answering(reply) as url,
        closing(PlatformApi(url, timeout_seconds=10, clock=lambda: now[0])) as api,
    ):
        for seconds, connections in ((0, 1), (KEEP_ALIVE_SECONDS - 1, 1), (999, 2)):
            now[0] += seconds
            assert isinstance(api.send("GET", "/v1/x"), Answered)
            assert len(reply.connections) == connections

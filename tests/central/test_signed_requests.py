"""The door of every terminal's route, at a real platform with the terminal's own signing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import msgspec
import pytest
from nacl.signing import SigningKey

from kiosk.agent.identity import TerminalIdentity
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.signing import SignedApi, new_nonce
from kiosk.central.places import DATABASE_URL
from kiosk.central.store import Store
from kiosk.central.terminals import reinstate, revoke
from kiosk.contract.terminals import LARGEST_HEARTBEAT, Heartbeat
from tests.central_process import serving
from tests.enrolled import enrolled

ROUTE = "/v1/heartbeats"


@dataclass
class Request:
    """A request as the terminal's signing sees one."""

    body: bytes
    url: str
    method: str = "POST"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Office:
    """A platform that runs, and who speaks to it."""

    home: Path
    url: str
    client: httpx.Client

    def post(
        self, request: Request, body: bytes | None = None, path: str = ROUTE
    ) -> httpx.Response:
        """Send ``request``, or its headers with something else."""
        content = request.body if body is None else body
        return self.client.request(
            request.method, self.url + path, content=content, headers=request.headers
        )

    def signed(
        self,
        identity: TerminalIdentity,
        body: bytes,
        *,
        at: datetime | None = None,
        nonce: str | None = None,
    ) -> Request:
        """A request with every header it needs."""
        request = Request(body, self.url + ROUTE)
        with closing(PlatformApi(self.url, timeout_seconds=5)) as api:
            SignedApi(
                api,
                identity,
                now=lambda: at or datetime.now(UTC),
                nonce=(lambda: nonce) if nonce is not None else new_nonce,
            ).sign(request)
        return request

    def decide(self, decision: Callable[..., object], terminal: str) -> None:
        """What a person decides."""
        with closing(Store.of_terminals(self.home)) as store:
            decision(store, terminal, by="示例", at=datetime.now(UTC))


def said(boot_id: str = "boot-a", uptime: int = 5) -> bytes:
    return msgspec.json.encode(Heartbeat(version="0.1.0", boot_id=boot_id, uptime_s=uptime))


@pytest.fixture(scope="module")
def office(database_of_module: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    with serving(home) as central, httpx.Client() as client:
        yield Office(home, central.url, client)


@pytest.fixture
def terminal(office: Office, tmp_path: Path) -> TerminalIdentity:
    return enrolled(office.home, office.url, tmp_path / "terminal")


def code_of(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()
    assert said["detail"].endswith(".")
    return answer.status_code, said["code"]


def test_a_signed_request_is_taken(office: Office, terminal: TerminalIdentity) -> None:
    answer = office.post(office.signed(terminal, said()))
    assert (answer.status_code, answer.content) == (204, b"")


def test_it_is_taken_in_pieces_too(office: Office, terminal: TerminalIdentity) -> None:
    request = office.signed(terminal, said())
    pieces = iter([request.body[:10], request.body[10:]])
    answer = office.client.post(office.url + ROUTE, content=pieces, headers=request.headers)
    assert answer.status_code == 204


def test_an_unsigned_one_is_refused(office: Office) -> None:
    assert code_of(office.post(Request(said(), office.url + ROUTE))) == (401, "unsigned")


@pytest.mark.parametrize("header", ["Signature", "Signature-Input", "Content-Digest"])
@pytest.mark.parametrize("value", [None, "", "nonsense", "kiosk=:AAAA:", 'kiosk=("@method")'])
def test_a_signature_out_of_form_is_refused(
    office: Office, terminal: TerminalIdentity, header: str, value: str | None
) -> None:
    request = office.signed(terminal, said())
    del request.headers[header]
    if value is not None:
        request.headers[header] = value
    status, code = code_of(office.post(request))
    assert status == 401
    assert code in ("unsigned", "bad_signature", "unknown_terminal")


def test_nobody_else_can_sign(office: Office, terminal: TerminalIdentity) -> None:
    other = TerminalIdentity(terminal.terminal, terminal.site, SigningKey.generate())
    assert code_of(office.post(office.signed(other, said()))) == (401, "bad_signature")


def test_a_terminal_that_is_not_known_is_refused(
    office: Office, terminal: TerminalIdentity
) -> None:
    other = TerminalIdentity("zzzzzzzz", terminal.site, terminal.key)
    assert code_of(office.post(office.signed(other, said()))) == (401, "unknown_terminal")


def test_another_body_is_refused(office: Office, terminal: TerminalIdentity) -> None:
    request = office.signed(terminal, said())
    answer = office.post(request, said(uptime=6))
    assert code_of(answer) == (401, "bad_signature")


def test_another_path_method_or_query_is_refused(
    office: Office, terminal: TerminalIdentity
) -> None:
    request = office.signed(terminal, said())
    assert code_of(office.post(request, path=ROUTE + "?a=1")) == (401, "bad_signature")
    request.url = office.url + "/v1/other"
    request.headers.clear()
    with closing(PlatformApi(office.url, timeout_seconds=5)) as api:
        SignedApi(api, terminal, now=lambda: datetime.now(UTC)).sign(request)
    assert code_of(office.post(request)) == (401, "bad_signature")


def test_what_must_be_signed_is_signed(office: Office, terminal: TerminalIdentity) -> None:
    """A signature that leaves the body out, made with the right key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
    from http_message_signatures.algorithms import ED25519

    from kiosk.contract.signing import COMPONENTS, LABEL, TAG

    key = Ed25519PrivateKey.from_private_bytes(terminal.key.encode())
    keys = MappingKeyResolver(public_keys={}, private_keys={terminal.terminal: key})
    for left_out in (*COMPONENTS, "nonce", "tag"):
        request = Request(said(), office.url + ROUTE)
        HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys).sign(
            request,
            key_id=terminal.terminal,
            created=datetime.now(UTC),
            nonce=None if left_out == "nonce" else new_nonce(),
            tag=None if left_out == "tag" else TAG,
            label=LABEL,
            covered_component_ids=[c for c in COMPONENTS if c != left_out],
            body=None if left_out == "content-digest" else request.body,
        )
        assert code_of(office.post(request))[1] in ("bad_signature", "unknown_terminal"), left_out


def test_a_replayed_one_is_refused(office: Office, terminal: TerminalIdentity) -> None:
    request = office.signed(terminal, said())
    assert office.post(request).status_code == 204
    assert code_of(office.post(request)) == (401, "replayed")
    with serving(office.home) as another_worker:
        answer = office.client.post(
            another_worker.url + ROUTE, content=request.body, headers=request.headers
        )
    assert code_of(answer) == (401, "replayed")


def test_of_the_same_nonce_at_once_exactly_one_wins(
    office: Office, terminal: TerminalIdentity
) -> None:
    requests = [office.signed(terminal, said(uptime=n), nonce="the-same") for n in range(16)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(office.post, requests))
    assert sorted(answer.status_code for answer in answers) == [204] + [401] * 15
    refused = {answer.json()["code"] for answer in answers if answer.status_code == 401}
    assert refused == {"replayed"}


def test_two_terminals_may_have_the_same_nonce(
    office: Office, terminal: TerminalIdentity, tmp_path: Path
) -> None:
    other = enrolled(office.home, office.url, tmp_path / "other")
    for identity in (terminal, other):
        answer = office.post(office.signed(identity, said(identity.terminal), nonce="their-own"))
        assert answer.status_code == 204


@pytest.mark.parametrize("days", [-365, 365, 36_500])
def test_a_wrong_clock_is_told_the_time(
    office: Office, terminal: TerminalIdentity, days: int
) -> None:
    wrong = datetime.now(UTC) + timedelta(days=days)
    answer = office.post(office.signed(terminal, said(), at=wrong))
    assert code_of(answer) == (401, "clock")
    (told,) = answer.headers.get_list("date")
    assert abs(parsedate_to_datetime(told) - datetime.now(UTC)) < timedelta(seconds=30)


@pytest.mark.parametrize("seconds", [-280, 280])
def test_a_clock_that_is_a_little_wrong_is_right_enough(
    office: Office, terminal: TerminalIdentity, seconds: int
) -> None:
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    assert office.post(office.signed(terminal, said(), at=at)).status_code == 204


def test_revoked_midway(office: Office, terminal: TerminalIdentity) -> None:
    assert office.post(office.signed(terminal, said())).status_code == 204
    office.decide(revoke, terminal.terminal)
    assert code_of(office.post(office.signed(terminal, said()))) == (403, "revoked")
    office.decide(reinstate, terminal.terminal)
    assert code_of(office.post(office.signed(terminal, said()))) == (403, "revoked")


def test_two_machines_with_one_key_are_both_stopped(
    office: Office, terminal: TerminalIdentity
) -> None:
    def heard(boot_id: str) -> int:
        return office.post(office.signed(terminal, said(boot_id))).status_code

    assert [heard("a"), heard("a"), heard("b"), heard("b"), heard("c")] == [204] * 5
    answer = office.post(office.signed(terminal, said("b")))
    assert code_of(answer) == (403, "cloned")
    for boot_id in ("b", "c", "d"):
        assert code_of(office.post(office.signed(terminal, said(boot_id)))) == (403, "cloned")
    office.decide(reinstate, terminal.terminal)
    assert [heard("c"), heard("c")] == [204, 204]
    assert [heard("b"), heard("c")] == [204, 403]


def test_an_oversized_body_is_refused_however_it_comes(
    office: Office, terminal: TerminalIdentity
) -> None:
    large = b" " * (LARGEST_HEARTBEAT + 1)
    request = office.signed(terminal, large)
    assert code_of(office.post(request)) == (413, "oversized")
    answer = office.client.post(office.url + ROUTE, content=iter([large]), headers=request.headers)
    assert code_of(answer) == (413, "oversized")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff",
        said()[:-1] + b',"name":"\xe5\xbc\xa0\xe4\xb8\x89"}',
        said()[:-1] + b',"last_verdict":"\xe5\xbc\xa0\xe4\xb8\x89"}',
        said()[:-1] + b',"errors":["138 0000 0000"]}',
        said()[:-1] + b',"restarts":{"a b":1}}',
        said()[:-1] + b',"sessions":-1}',
    ],
)
def test_a_heartbeat_says_nothing_but_what_is_listed(
    office: Office, terminal: TerminalIdentity, body: bytes
) -> None:
    assert code_of(office.post(office.signed(terminal, body))) == (422, "malformed")


def test_a_database_that_cannot_be_opened_is_said_and_the_catalogue_goes_on(
    tmp_path: Path, terminal: TerminalIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    if DATABASE_URL in os.environ:
        monkeypatch.setenv(DATABASE_URL, os.environ[DATABASE_URL].replace("/kiosk_", "/nothing_"))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "terminals.db").write_bytes(b"no database" * 100)
    with serving(tmp_path / "broken") as central, httpx.Client() as client:
        broken = Office(tmp_path / "broken", central.url, client)
        answer = broken.post(broken.signed(terminal, said()))
        assert code_of(answer) == (503, "busy")
        assert int(answer.headers["retry-after"]) > 0
        assert client.get(central.url + "/v1/health").status_code == 200
        assert client.get(central.url + "/v1/blobs/" + "0" * 64).status_code == 404


def test_a_database_that_fails_later_is_not_taken_for_a_bad_signature(tmp_path: Path) -> None:
    home = tmp_path / "office"
    home.mkdir()
    with serving(home) as central, httpx.Client() as client:
        office = Office(home, central.url, client)
        identity = enrolled(home, central.url, tmp_path / "terminal")
        with closing(Store.of_terminals(home)) as store, store.writing() as connection:
            connection.exec_driver_sql("DROP TABLE terminals")
        assert code_of(office.post(office.signed(identity, said()))) == (503, "busy")


def test_a_proxy_may_ask_under_another_host(office: Office, terminal: TerminalIdentity) -> None:
    request = office.signed(terminal, said())
    request.headers |= {"Host": "inner.example:8080", "X-Forwarded-For": "10.0.0.1", "Via": "1.1 p"}
    assert office.post(request).status_code == 204

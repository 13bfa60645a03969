"""Certificates that are somebody else's, out of date, ahead of the clock, or signed by nobody."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from kiosk.agent.outcomes import Applied, Failed
from kiosk.agent.verdicts import Verdict
from tests.agent.odd_platform import OddPlatform
from tests.central_process import PlatformHome
from tests.faults.conftest import ZooTerminal, now, unchanged

DAY = timedelta(days=1)
Issue = Callable[["Authorities"], tuple[str, str]]


@dataclass
class Authorities:
    """The one that terminals trust, its file, and one that nobody knows; ``folder`` for more."""

    trusted: trustme.CA
    strange: trustme.CA
    file: Path
    folder: Path

    def leaf(self, **how: object) -> tuple[str, str]:
        """Files of a certificate and its key, for 127.0.0.1 by the trusted one unless told."""
        authority = how.pop("by", self.trusted)
        names = how.pop("names", ("127.0.0.1",))
        certificate = authority.issue_cert(*names, **how)  # type: ignore[attr-defined]
        path = self.folder / "leaf.pem"
        certificate.private_key_and_cert_chain_pem.write_to_path(str(path))
        return str(path), str(path)

    def root(self) -> tuple[str, str]:
        """An authority's own certificate as a server's: signed by itself."""
        certificate, key = self.folder / "self.pem", self.folder / "self.key"
        self.strange.cert_pem.write_to_path(str(certificate))
        self.strange.private_key_pem.write_to_path(str(key))
        return str(certificate), str(key)


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    folder = tmp_path_factory.mktemp("certificates")
    trusted = trustme.CA()
    trusted.cert_pem.write_to_path(str(folder / "authority.pem"))
    return Authorities(trusted, trustme.CA(), folder / "authority.pem", folder)


@contextmanager
def tls_platform(home: Path, files: tuple[str, str]) -> Iterator[str]:
    """The platform's files over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    with OddPlatform(home) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.url.replace("http:", "https:")
        finally:
            server.shutdown()
            thread.join()


def test_a_good_certificate_is_no_hindrance(
    terminal: ZooTerminal, central: PlatformHome, authorities: Authorities
) -> None:
    with tls_platform(central.home, authorities.leaf()) as url:
        assert isinstance(terminal.pull(url=url, authorities=authorities.file), Applied)


@pytest.mark.parametrize(
    ("issue", "verdict"),
    [
        (lambda a: a.leaf(names=("platform.example",)), Verdict.TLS_WRONG_HOST),
        (lambda a: a.leaf(names=("10.0.0.1",)), Verdict.TLS_WRONG_HOST),
        (lambda a: a.leaf(not_before=now() - 9 * DAY, not_after=now() - DAY), Verdict.TLS_EXPIRED),
        (
            lambda a: a.leaf(not_before=now() + DAY, not_after=now() + 9 * DAY),
            Verdict.TLS_NOT_YET_VALID,
        ),
        (lambda a: a.leaf(by=a.strange), Verdict.TLS_UNTRUSTED),
        (lambda a: a.root(), Verdict.TLS_UNTRUSTED),
    ],
)
def test_a_certificate_that_will_not_do(
    terminal: ZooTerminal,
    central: PlatformHome,
    authorities: Authorities,
    issue: Issue,
    verdict: Verdict,
) -> None:
    terminal.pull()
    with unchanged(terminal), tls_platform(central.home, issue(authorities)) as url:
        outcome = terminal.pull(url=url, authorities=authorities.file)
        assert isinstance(outcome, Failed)
        assert outcome.verdict == verdict
    assert not isinstance(terminal.pull(), Failed)


@pytest.mark.parametrize(
    ("name", "verdict"), [("platform", Verdict.CURRENT), ("elsewhere", Verdict.TLS_WRONG_HOST)]
)
def test_a_name_is_one_of_the_certificates(
    terminal: ZooTerminal,
    central: PlatformHome,
    authorities: Authorities,
    name: str,
    verdict: Verdict,
) -> None:
    def look_up(host: str, port: int) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]

    with tls_platform(central.home, authorities.leaf(names=("platform.example",))) as url:
        asked = f"https://{name}.example:{url.rpartition(':')[2]}"
        outcome = terminal.pull(url=asked, authorities=authorities.file, look_up=look_up)
    assert outcome.verdict == verdict


def test_the_usual_authorities_do_not_trust_everybody(
    terminal: ZooTerminal, central: PlatformHome, authorities: Authorities
) -> None:
    with tls_platform(central.home, authorities.leaf()) as url:
        outcome = terminal.pull(url=url)
    assert isinstance(outcome, Failed)
    assert outcome.verdict == Verdict.TLS_UNTRUSTED


def test_authorities_that_are_not_there_are_no_authorities(
    terminal: ZooTerminal, central: PlatformHome, authorities: Authorities
) -> None:
    terminal.pull()
    with unchanged(terminal), tls_platform(central.home, authorities.leaf()) as url:
        outcome = terminal.pull(url=url, authorities=authorities.folder / "absent.pem")
    assert isinstance(outcome, Failed)
    assert outcome.verdict == Verdict.TLS_UNTRUSTED


def test_a_greeting_that_never_ends(terminal: ZooTerminal) -> None:
    terminal.pull()
    with unchanged(terminal), socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        begun = time.monotonic()
        outcome = terminal.pull(url=url, timeout=0.4)
        assert time.monotonic() - begun < 3
        assert isinstance(outcome, Failed)
        assert outcome.verdict == Verdict.SILENT

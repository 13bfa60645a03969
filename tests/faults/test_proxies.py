"""A proxy that a network prescribes is used, is passed by on this machine, and fails by name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
import trustme

from kiosk.agent.outcomes import Applied, Failed
from kiosk.agent.platform_api import Answered, Fetched, PlatformApi, proxies_for
from kiosk.agent.verdicts import Verdict
from kiosk.settings import BadSettings, Central, Settings, parse_settings
from kiosk.verbs.following import api_of
from tests.central_process import REGION, PlatformHome
from tests.faults.chaos_proxy import ChaosProxy, chaos_proxy
from tests.faults.conftest import ZooTerminal, unchanged
from tests.faults.faults import BlackHole, Refuse, Replace, Silence
from tests.faults.test_tls_zoo import tls_platform

NAME = "platform.example"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """One that names no proxy and no exception yet."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def test_the_environment_names_a_proxy(environment: pytest.MonkeyPatch) -> None:
    assert proxies_for(f"http://{NAME}") == {}
    environment.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    environment.setenv("https_proxy", "http://10.0.0.2:3128")
    assert proxies_for(f"http://{NAME}")["http"] == "http://10.0.0.1:3128"
    assert proxies_for(f"https://{NAME}")["https"] == "http://10.0.0.2:3128"
    environment.setenv("NO_PROXY", NAME)
    assert proxies_for(f"http://{NAME}") == {}


def test_a_setting_goes_before_the_environment(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    chosen = proxies_for(f"https://{NAME}", "http://10.0.0.9:8080")
    assert chosen == {"http": "http://10.0.0.9:8080", "https": "http://10.0.0.9:8080"}


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8610", "http://127.9.9.9", "http://localhost:1", "http://[::1]:8610"],
)
def test_this_very_machine_is_reached_without_one(
    environment: pytest.MonkeyPatch, url: str
) -> None:
    environment.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    environment.setenv("ALL_PROXY", "http://10.0.0.1:3128")
    assert proxies_for(url) == {}
    assert proxies_for(url, "http://10.0.0.9:8080") == {}


@pytest.mark.parametrize("url", ["http://10.0.0.7", "http://localhost.example", "http://127.cn"])
def test_only_this_very_machine_is(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    assert proxies_for(url)["http"] == "http://10.0.0.1:3128"


def test_a_catalogue_comes_through_the_environments_proxy(
    terminal: ZooTerminal, proxy: ChaosProxy, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("HTTP_PROXY", proxy.url)
    assert isinstance(terminal.pull(url=f"http://{NAME}"), Applied)
    assert {seen.headers["Host"] for seen in proxy.seen} == {NAME}


def test_a_catalogue_comes_through_a_tunnel(
    terminal: ZooTerminal, central: PlatformHome, tmp_path: Path
) -> None:
    authority = trustme.CA()
    authorities, leaf = tmp_path / "authority.pem", tmp_path / "leaf.pem"
    authority.cert_pem.write_to_path(str(authorities))
    authority.issue_cert(NAME).private_key_and_cert_chain_pem.write_to_path(str(leaf))
    with (
        tls_platform(central.home, (str(leaf), str(leaf))) as url,
        chaos_proxy(url) as proxy,
    ):
        outcome = terminal.pull(url=f"https://{NAME}", proxy=proxy.url, authorities=authorities)
        assert isinstance(outcome, Applied)
        assert {(seen.method, seen.target) for seen in proxy.seen} == {("CONNECT", f"{NAME}:443")}


def test_kiosk_toml_names_a_proxy_and_whom_to_trust(
    central: PlatformHome, proxy: ChaosProxy, tmp_path: Path
) -> None:
    authority = trustme.CA()
    authorities, leaf = tmp_path / "authority.pem", tmp_path / "leaf.pem"
    authority.cert_pem.write_to_path(str(authorities))
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(leaf))
    by_proxy = Central(url=f"http://{NAME}", proxy=proxy.url)
    with tls_platform(central.home, (str(leaf), str(leaf))) as url:
        by_tls = Central(url=url, authorities=str(authorities))
        for road in (by_proxy, by_tls):
            with closing(api_of(Settings(central=road))) as api:
                assert isinstance(api.manifest(REGION), Fetched)


@pytest.mark.parametrize("bad", ["10.0.0.1:3128", "socks5://10.0.0.1", "http://a b", "http://a/b"])
def test_a_proxy_in_kiosk_toml_must_be_an_address(bad: str) -> None:
    with pytest.raises(BadSettings, match=r"central\.proxy"):
        parse_settings(f'[central]\nproxy = "{bad}"\n', Path("kiosk.toml"))


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password(
    terminal: ZooTerminal, proxy: ChaosProxy, scheme: str
) -> None:
    terminal.pull()
    proxy.always(Replace(407, b"", (("Proxy-Authenticate", "Basic"),)))
    with unchanged(terminal):
        outcome = terminal.pull(url=f"{scheme}://{NAME}", proxy=proxy.url)
        assert isinstance(outcome, Failed)
        assert outcome.verdict == Verdict.PROXY


def test_a_proxy_is_given_its_password_and_no_log_is(
    terminal: ZooTerminal, proxy: ChaosProxy
) -> None:
    through = proxy.url.replace("http://", "http://canteen:secret-word@")
    terminal.pull(url=f"http://{NAME}", proxy=through)
    assert proxy.seen[0].headers["Proxy-Authorization"].startswith("Basic ")
    proxy.always(Refuse())
    outcome = terminal.pull(url=f"http://{NAME}", proxy=through)
    assert isinstance(outcome, Failed)
    assert outcome.verdict == Verdict.PROXY
    assert "secret-word" not in outcome.detail


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("fault", [BlackHole(), Silence()])
def test_a_proxy_that_says_nothing(
    terminal: ZooTerminal, proxy: ChaosProxy, fault: BlackHole | Silence, scheme: str
) -> None:
    proxy.always(fault)
    outcome = terminal.pull(url=f"{scheme}://{NAME}", proxy=proxy.url, timeout=0.4)
    assert isinstance(outcome, Failed)
    through_a_plain_proxy = isinstance(fault, Silence) and scheme == "http"
    assert outcome.verdict == (Verdict.SILENT if through_a_plain_proxy else Verdict.PROXY)


@pytest.mark.parametrize("bad", ["http://", "socks9://10.0.0.1", "http://[::1", "http://a b:1"])
def test_an_address_of_a_proxy_that_cannot_be_one(bad: str) -> None:
    with closing(PlatformApi(f"http://{NAME}", timeout_seconds=1, proxy=bad)) as api:
        outcome = api.send("GET", "/v1/health")
    assert not isinstance(outcome, Answered)
    assert outcome.verdict in (Verdict.BAD_ADDRESS, Verdict.PROXY)

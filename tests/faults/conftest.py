"""A terminal behind the chaos proxy, a real platform process before it, and what is on its disk."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import VerifyKey

from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.outcomes import Outcome
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.pull import Subscription
from kiosk.central.publishing import Published
from kiosk.timekeeping import read_clock
from offline_cache import CATALOGUE_FILE
from offline_cache._sqlite import connect
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter
from tests.central_process import REGION, PlatformHome, serving
from tests.faults.chaos_proxy import ChaosProxy, chaos_proxy
from tests.sample_records import a_job, a_notice

SITE = Site(36.6665, 117.0253)
PATIENT = 20.0
"""Seconds for calls that are to succeed, on however busy a machine."""
NUMBERS = itertools.count(1000)
OF_CONTACT = {"contact", "sums"}
"""Tables that tell of a try, and so may change when one fails."""


@dataclass
class ZooTerminal:
    """One terminal's home; every pull may go by another road."""

    home: Path
    key: VerifyKey
    url: str

    def pull(self, *, timeout: float = PATIENT, url: str = "", **how: Any) -> Outcome:
        """One pull through the production code; ``how`` goes to ``PlatformApi``."""
        api = PlatformApi(url or self.url, timeout_seconds=timeout, **how)
        with closing(api), closing(CatalogueWriter(self.home / CATALOGUE_FILE, SITE)) as catalogue:
            return Subscription(
                api,
                catalogue,
                home=self.home,
                region=REGION,
                platform=FollowedPlatform(self.home, self.key, REGION),
                clock=read_clock,
            ).pull()

    def content(self) -> dict[str, list[Any]]:
        """Every row of every table of the catalogue, except what tells of tries."""
        path = self.home / CATALOGUE_FILE
        with closing(connect(path, read_only=True, busy_seconds=1)) as reading:
            tables = reading.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            names = [name for (name,) in tables if name not in OF_CONTACT]
            return {name: reading.execute(f"SELECT * FROM '{name}'").fetchall() for name in names}


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformHome]:
    """A published platform; whoever publishes more leaves every test able to pull."""
    home = PlatformHome(tmp_path_factory.mktemp("central"))
    home.take(*(a_job(number) for number in range(50)), a_notice())
    home.publish(at=now())
    yield home
    home.store.close()


@pytest.fixture(scope="session")
def central_url(central: PlatformHome) -> Iterator[str]:
    with serving(central.home) as process:
        yield process.url


@pytest.fixture
def proxy(central_url: str) -> Iterator[ChaosProxy]:
    with chaos_proxy(central_url, seed=4) as standing:
        yield standing


@pytest.fixture
def terminal(tmp_path: Path, central: PlatformHome, proxy: ChaosProxy) -> ZooTerminal:
    """A terminal without a catalogue."""
    home = tmp_path / "terminal"
    home.mkdir()
    return ZooTerminal(home, VerifyKey(bytes.fromhex(central.public_key)), proxy.url)


@pytest.fixture
def publish_one_more(central: PlatformHome) -> Callable[[], int]:
    """Publishes a version with one more job; its number is the answer."""

    def publish() -> int:
        central.take(a_job(next(NUMBERS)), at=now())
        outcome = central.publish(at=now())
        assert isinstance(outcome, Published)
        return outcome.manifest.version

    return publish


@contextmanager
def unchanged(terminal: ZooTerminal) -> Iterator[None]:
    """What happens in the block changes no row of the catalogue."""
    before = terminal.content()
    assert before["state"], "there is nothing that could be kept"
    yield
    assert terminal.content() == before
    assert list(terminal.home.glob(".incoming-*")) == []

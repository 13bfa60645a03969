"""A platform with two versions' worth of records, and a terminal that follows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from nacl.signing import VerifyKey

from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.pull import Subscription
from kiosk.records import Record
from kiosk.timekeeping import ClockReading
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter
from tests.agent.odd_platform import OddPlatform, odd_platform
from tests.central_process import NOW, REGION, PlatformHome
from tests.sample_records import a_job, a_notice

SITE = Site(36.6665, 117.0253)


@dataclass
class Terminal:
    """One terminal's home, its subscription and what its screen would read."""

    home: Path
    subscription: Subscription
    catalogue: CatalogueWriter
    now: list[datetime]

    def shown(self) -> list[Record]:
        """Jobs and notices as a screen reads them."""
        with closing(CatalogueReader(self.home / "catalogue.db")) as reader:
            today = NOW.date()
            jobs = reader.jobs(JobQuery(today=today), limit=10_000)
            return [*sorted((n.job for n in jobs), key=lambda j: j.id), *reader.notices(today)]


@pytest.fixture
def central(tmp_path: Path) -> Iterator[PlatformHome]:
    home = PlatformHome(tmp_path / "central")
    home.take(*(a_job(number) for number in range(50)), a_notice())
    home.publish()
    yield home
    home.store.close()


@pytest.fixture
def platform(central: PlatformHome) -> Iterator[OddPlatform]:
    with odd_platform(central.home) as server:
        yield server


@pytest.fixture
def terminal(tmp_path: Path, central: PlatformHome, platform: OddPlatform) -> Iterator[Terminal]:
    home = tmp_path / "terminal"
    home.mkdir()
    api = PlatformApi(platform.url, timeout_seconds=2)
    now = [NOW]
    with closing(api), closing(CatalogueWriter(home / "catalogue.db", SITE)) as catalogue:
        subscription = Subscription(
            api,
            catalogue,
            home=home,
            region=REGION,
            platform=FollowedPlatform(home, VerifyKey(bytes.fromhex(central.public_key)), REGION),
            clock=lambda: ClockReading(now[0], "", 0.0),
        )
        yield Terminal(home, subscription, catalogue, now)

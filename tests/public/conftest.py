"""A platform in this process whose clock the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from kiosk.central.app import create_app
from kiosk.central.moderation import refuse
from kiosk.records import Record
from tests.central_process import NOW, REGION, PlatformHome


@dataclass
class Site:
    """What the platform publishes, and a browser without a face before it."""

    platform: PlatformHome
    client: TestClient
    now: datetime = NOW

    def publish(self, *records: Record) -> None:
        """Take ``records`` in and publish."""
        self.platform.take(*records, at=self.now)
        self.platform.publish(at=self.now)

    def withdraw(self, record_id: str) -> None:
        """As a moderator does it."""
        refuse(self.platform.store, record_id, by="示例", at=self.now)
        self.platform.publish(at=self.now)

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """The page at ``path`` below the region, such as ``/j/job-full``."""
        kind, _, record = path[1:].partition("/")
        return self.client.get(f"/{kind}/{REGION}/{record}", headers=headers)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    home = PlatformHome(tmp_path / "central")
    site: Site

    def now() -> datetime:
        return site.now

    with TestClient(create_app(home.home, now)) as client:
        site = Site(home, client)
        yield site
    home.store.close()

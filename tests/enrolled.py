"""A terminal that a real platform knows, for tests of whatever a terminal says to it.

Usable by any test: ``terminal = enrolled(central.home, url, tmp_path / "terminal")``.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.agent.enrolling import enrol
from kiosk.agent.identity import TerminalIdentity, load_identity
from kiosk.agent.platform_api import PlatformApi
from kiosk.central.enrolment import issue_token
from kiosk.central.keys import signing_key
from kiosk.central.store import Store
from kiosk.contract.terminals import EnrolmentToken
from kiosk.settings import load_settings
from tests.central_process import REGION

SITE = "示例社区食堂"


def a_token(
    platform: Path, url: str, *, valid: timedelta = timedelta(days=14), site: str = SITE
) -> EnrolmentToken:
    """A token that the platform in ``platform`` has given out."""
    now = datetime.now(UTC)
    with closing(Store.of_terminals(platform)) as store:
        until = now + valid
        secret = issue_token(store, site=site, region=REGION, issued_at=now, expires_at=until)
    return EnrolmentToken(
        url=url,
        region=REGION,
        key=signing_key(platform).verify_key.encode().hex(),
        token=secret,
        site=site,
        expires_at=until,
    )


def enrolled(platform: Path, url: str, home: Path) -> TerminalIdentity:
    """The terminal of ``home``, known to the platform in ``platform`` that answers at ``url``."""
    home.mkdir(exist_ok=True)
    with closing(PlatformApi(url, timeout_seconds=5)) as api:
        enrol(home, a_token(platform, url), load_settings(home), api)
    identity = load_identity(home)
    assert identity is not None
    return identity

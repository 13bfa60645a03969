"""What ``kiosk agent`` and ``kiosk sync`` share: a terminal ready to follow its platform."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from nacl.signing import VerifyKey

from kiosk.agent.lock import AnotherAgent, sole_agent
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.pull import INCOMING, Subscription
from kiosk.agent.trust import NoTrustedKey, trusted_key
from kiosk.geo.datum import to_wgs84
from kiosk.records import Position
from kiosk.settings import Settings, Station
from kiosk.verbs.refusals import CommandRefused
from offline_cache import CATALOGUE_FILE
from offline_cache.faults import CatalogueFault
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter


@contextmanager
def subscription_in(home: Path, settings: Settings) -> Iterator[Subscription]:
    """Subscription of the terminal in ``home``, which nobody else may serve meanwhile."""
    try:
        trusted = trusted_key(home, settings)
        with sole_agent(home):
            _clear_away(home)
            with _opened(home, settings, trusted) as subscription:
                yield subscription
    except (NoTrustedKey, AnotherAgent, CatalogueFault) as error:
        raise CommandRefused(str(error)) from error
    except OSError as error:
        raise CommandRefused(f"{home} cannot be worked in: {error}.") from error


@contextmanager
def _opened(home: Path, settings: Settings, trusted: VerifyKey) -> Iterator[Subscription]:
    central = settings.central
    api = PlatformApi(central.url, timeout_seconds=settings.agent.timeout_seconds)
    catalogue = CatalogueWriter(home / CATALOGUE_FILE, site_of(settings.station))
    with closing(api), closing(catalogue):
        yield Subscription(
            api,
            catalogue,
            home=home,
            region=central.region,
            trusted=trusted,
            now=lambda: datetime.now(UTC),
        )


def site_of(station: Station) -> Site:
    """Where distances are measured from."""
    place = to_wgs84(Position(lat=station.lat, lon=station.lon, datum=station.datum))
    return Site(place.lat, place.lon)


def _clear_away(home: Path) -> None:
    """Remove what a killed agent was fetching."""
    for folder in home.glob(f"{INCOMING}*"):
        shutil.rmtree(folder, ignore_errors=True)

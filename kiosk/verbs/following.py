"""What ``kiosk agent``, ``sync`` and ``bundle`` share: a terminal ready to follow its platform."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from kiosk.agent.asking import Ask, NoAnswer, ask_agent
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.following import Follower
from kiosk.agent.lock import AnotherAgent, sole_agent
from kiosk.agent.outcomes import Outcome
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.trust import NoTrustedKey, trusted_key
from kiosk.geo.datum import to_wgs84
from kiosk.records import Position
from kiosk.settings import Settings, Station
from kiosk.timekeeping import read_clock
from kiosk.verbs.refusals import CommandRefused
from offline_cache.site import Site

PATIENCE_SECONDS: Final = 900.0
"""How long a verb waits for a running agent; a first catalogue over a slow line takes minutes."""


@contextmanager
def follower_in(home: Path, settings: Settings) -> Iterator[Follower]:
    """Follower of the terminal in ``home``, which nobody else may serve meanwhile.

    ``AnotherAgent`` where somebody does.
    """
    platform = followed_platform(home, settings)
    try:
        with sole_agent(home), closing(api_of(settings)) as api:
            follower = Follower(
                home,
                api,
                region=settings.central.region,
                site=site_of(settings.station),
                platform=platform,
                clock=read_clock,
            )
            with closing(follower):
                yield follower
    except OSError as error:
        raise CommandRefused(f"{home} cannot be worked in: {error}.") from error


def done_in(home: Path, settings: Settings, ask: Ask) -> Outcome:
    """Outcome of ``ask``, done here or by the agent that is at work in ``home``."""
    try:
        with follower_in(home, settings) as follower:
            return follower.answer(ask)
    except AnotherAgent:
        pass
    try:
        return ask_agent(home, ask, threading.Event().wait, seconds=PATIENCE_SECONDS)
    except NoAnswer as error:
        raise CommandRefused(str(error)) from error
    except OSError as error:
        raise CommandRefused(f"The agent in {home} cannot be asked: {error}.") from error


def api_of(settings: Settings, url: str = "", *, seconds: float | None = None) -> PlatformApi:
    """Calls to the platform that kiosk.toml names, or to ``url`` by the same way there.

    Each is given the ``seconds`` of kiosk.toml, or others.
    """
    central = settings.central
    return PlatformApi(
        url or central.url,
        timeout_seconds=seconds or settings.agent.timeout_seconds,
        proxy=central.proxy,
        authorities=Path(central.authorities) if central.authorities else None,
    )


def followed_platform(home: Path, settings: Settings) -> FollowedPlatform:
    """Whose catalogue the terminal in ``home`` believes."""
    try:
        root = trusted_key(home, settings)
    except NoTrustedKey as error:
        raise CommandRefused(str(error)) from error
    return FollowedPlatform(home, root, settings.central.region)


def site_of(station: Station) -> Site:
    """Where distances are measured from."""
    place = to_wgs84(Position(lat=station.lat, lon=station.lon, datum=station.datum))
    return Site(place.lat, place.lon)

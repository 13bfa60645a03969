"""The one writer of a home's catalogue, and everything it may be fed from."""

from __future__ import annotations

import shutil
from pathlib import Path

from kiosk.agent.asking import Ask
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.outcomes import Failed, Outcome
from kiosk.agent.pull import INCOMING, Subscription
from kiosk.agent.sources import CatalogueSource, UnusableSource, local_source
from kiosk.agent.verdicts import Verdict
from kiosk.timekeeping import Clock
from offline_cache import CATALOGUE_FILE
from offline_cache.faults import CatalogueFault
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter


class Follower:
    """Feeds the catalogue of ``home``; used by one thread of the one process that holds the lock.

    The file is opened with the first pull and let go of by ``release``, so that whoever cares for
    it in between finds it closed.
    """

    def __init__(
        self,
        home: Path,
        live: CatalogueSource,
        *,
        region: str,
        site: Site,
        platform: FollowedPlatform,
        clock: Clock,
    ) -> None:
        self._home = home
        self._live = live
        self._region = region
        self._site = site
        self._platform = platform
        self._clock = clock
        self._writer: CatalogueWriter | None = None
        self._subscription: Subscription | None = None
        _clear_away(home)

    def pull(self) -> Outcome:
        """Follow the platform over the network, once."""
        try:
            if self._subscription is None:
                self._subscription = self._subscribed(self._live, live=True)
        except CatalogueFault as fault:
            return Failed(Verdict.CATALOGUE, str(fault))
        return self._subscription.pull()

    def take(self, path: Path) -> Outcome:
        """Take what a folder or a bundle brings, once."""
        try:
            with local_source(path) as source:
                return self._subscribed(source, live=False).pull()
        except UnusableSource as error:
            return Failed(Verdict.NOT_A_MANIFEST, str(error))
        except CatalogueFault as fault:
            return Failed(Verdict.CATALOGUE, str(fault))

    def answer(self, ask: Ask) -> Outcome:
        """Do what a verb asks for."""
        return self.pull() if ask.source is None else self.take(Path(ask.source))

    def release(self) -> None:
        """Let go of the file until the next pull."""
        if self._writer is not None:
            self._writer.close()
        self._writer = self._subscription = None

    close = release

    def _subscribed(self, source: CatalogueSource, *, live: bool) -> Subscription:
        if self._writer is None:
            self._writer = CatalogueWriter(self._home / CATALOGUE_FILE, self._site)
        return Subscription(
            source,
            self._writer,
            home=self._home,
            region=self._region,
            platform=self._platform,
            clock=self._clock,
            live=live,
        )


def _clear_away(home: Path) -> None:
    """Remove what a killed agent was fetching."""
    for folder in home.glob(f"{INCOMING}*"):
        shutil.rmtree(folder, ignore_errors=True)

"""One terminal as production puts it together: the boot ladder, the follower, the night's care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
from nacl.signing import VerifyKey

from kiosk.agent.boot import Boot
from kiosk.agent.care import NightlyCare
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.following import Follower
from kiosk.agent.glance import glance, terminal_now
from kiosk.agent.outcomes import Outcome
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.posting import Posting
from kiosk.agent.signing import Voice
from kiosk.timekeeping import ClockReading
from offline_cache import OUTBOX_FILE
from offline_cache.site import Site
from tests.soak.phases import PHASE, WatchedSource

TIMEOUT_SECONDS = 10.0
_PAUSE_SECONDS = 3_600.0


class Surroundings(msgspec.Struct, kw_only=True):
    """Everything about a terminal that outlives its processes; hours and skew in seconds."""

    home: str
    url: str
    region: str
    root: str
    lat: float
    lon: float
    boot: int = 0
    booted_at: float = 0.0
    skew: float = 0.0

    def reading(self) -> ClockReading:
        """What this terminal's clocks say."""
        now = datetime.now(UTC)
        return ClockReading(
            now + timedelta(seconds=self.skew),
            f"boot-{self.boot}",
            now.timestamp() - self.booted_at,
        )

    @property
    def site(self) -> Site:
        """Where it stands."""
        return Site(self.lat, self.lon)


@dataclass
class Terminal:
    """The agent of ``surroundings``; made by ``start``."""

    surroundings: Surroundings
    home: Path
    boot: Boot
    apis: tuple[PlatformApi, PlatformApi]
    follower: Follower
    care: NightlyCare
    posting: Posting
    waited: list[float]
    ended_in: str = "idle"

    def poll(self) -> Outcome:
        """Follow the platform once."""
        PHASE.enter("starting")
        try:
            outcome = self.follower.pull()
        finally:
            self.ended_in = PHASE.now
            PHASE.enter("idle")
        self.boot.ready()
        return outcome

    def take(self, stick: Path) -> Outcome:
        """Take what a stick brings."""
        PHASE.enter("starting")
        try:
            return self.follower.take(stick)
        finally:
            self.ended_in = PHASE.now
            PHASE.enter("idle")

    def push(self, turns: int) -> None:
        """Turns of the duty that sends; where it would wait, the time passes at once."""
        for _ in range(turns):
            PHASE.enter("posting")
            if self.posting.run():
                self.waited[0] += _PAUSE_SECONDS
                self.posting.run()
            self.ended_in = PHASE.now
            PHASE.enter("idle")

    def be_cared_for(self) -> None:
        """As if it were night."""
        self.care.distrust()
        self.care.run()

    def stop(self) -> None:
        """End as one that was told to."""
        self.drop()
        self.boot.ended()

    def drop(self) -> None:
        """Let go of everything without a word."""
        self.follower.close()
        self.posting.close()
        for api in self.apis:
            api.close()


def start(surroundings: Surroundings) -> Terminal:
    """The agent comes up in its home."""
    home = Path(surroundings.home)
    clock = surroundings.reading

    def now() -> datetime:
        return terminal_now(clock, lambda: glance(home))

    def platform() -> FollowedPlatform:
        root = VerifyKey(bytes.fromhex(surroundings.root))
        return FollowedPlatform(home, root, surroundings.region)

    boot = Boot(home, now=now, boot_id=clock().boot_id)
    boot.rise()
    hearing = PlatformApi(surroundings.url, timeout_seconds=TIMEOUT_SECONDS)
    speaking = PlatformApi(surroundings.url, timeout_seconds=TIMEOUT_SECONDS)
    follower = Follower(
        home,
        WatchedSource(hearing),
        region=surroundings.region,
        site=surroundings.site,
        platform=platform(),
        clock=clock,
    )
    waited = [0.0]
    posting = Posting(
        home / OUTBOX_FILE,
        Voice(home, speaking, now=now).signed,
        lambda: platform().key,
        now=now,
        rng=Random(1),
        monotonic=lambda: waited[0],
    )
    care = NightlyCare(home, release=follower.release, now=now, rng=Random(1))
    return Terminal(surroundings, home, boot, (hearing, speaking), follower, care, posting, waited)

"""The agent's day: pull, say so in one calm line, wait a jittered while, again.

Being offline is ordinary for a terminal and is never logged as a warning.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from random import Random
from typing import Final, Protocol

from kiosk.agent.outcomes import Applied, Failed, Outcome, UpToDate

LONGEST_BACKOFF_SECONDS: Final = 900.0
LONGEST_PATIENCE_SECONDS: Final = 3600.0
"""What a ``Retry-After`` may ask for at most."""
_JITTER: Final = 0.2

log = logging.getLogger(__name__)


class Pulling(Protocol):
    """Something that can be pulled again and again."""

    def pull(self) -> Outcome:
        """One try."""
        ...


def keep_pulling(
    subscription: Pulling, poll_seconds: float, rng: Random, wait: Callable[[float], bool]
) -> None:
    """Pull until ``wait``, which is given seconds, says that it is time to stop."""
    failures = 0
    while True:
        outcome = subscription.pull()
        failures = failures + 1 if isinstance(outcome, Failed) else 0
        log.info("%s", sentence(outcome))
        if wait(pause(outcome, failures, poll_seconds, rng)):
            return


def pause(outcome: Outcome, failures: int, poll_seconds: float, rng: Random) -> float:
    """Seconds until the next pull: ± 20 %, or full jitter up to a doubling bound after failures."""
    if isinstance(outcome, Failed):
        # Beyond 2**16 the bound is the longest anyway, and a float would overflow.
        bound = min(LONGEST_BACKOFF_SECONDS, poll_seconds * 2.0 ** min(failures - 1, 16))
        asked = min(outcome.retry_after or 0.0, LONGEST_PATIENCE_SECONDS)
        return max(1.0, rng.uniform(0, bound)) + asked
    return max(poll_seconds, outcome.backoff_seconds) * rng.uniform(1 - _JITTER, 1 + _JITTER)


def sentence(outcome: Outcome) -> str:
    """One line for a log."""
    match outcome:
        case Applied(version, counts):
            named = ", ".join(f"{name} {count}" for name, count in counts.items())
            return f"version {version} applied: {named}"
        case UpToDate(version):
            return f"version {version} is current"
        case Failed(verdict, detail):
            return f"catalogue kept as it is: {verdict} ({detail})"

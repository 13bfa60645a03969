"""The duty of following the platform: pull, say so in one calm line, wait a jittered while, again.

Being offline is ordinary for a terminal and is never logged as a warning.
"""

from __future__ import annotations

import logging
from random import Random
from typing import Final, Protocol

from kiosk.agent.answers import LONGEST_PATIENCE_SECONDS
from kiosk.agent.outcomes import Applied, Failed, Outcome, UpToDate
from kiosk.agent.verdicts import Verdict

LONGEST_BACKOFF_SECONDS: Final = 900.0
_JITTER: Final = 0.2

log = logging.getLogger(__name__)


class Pulling(Protocol):
    """Something that can be pulled again and again."""

    def pull(self) -> Outcome:
        """One try."""
        ...


class Following:
    """Pulls whenever it is due; ``poll_seconds`` apart while all is well."""

    name = "following"

    def __init__(self, subscription: Pulling, poll_seconds: float, rng: Random) -> None:
        self._subscription = subscription
        self._poll_seconds = poll_seconds
        self._rng = rng
        self._failures = 0

    def run(self) -> float:
        """One pull; seconds until the next."""
        outcome = self._subscription.pull()
        self._failures = self._failures + 1 if isinstance(outcome, Failed) else 0
        log.info("%s", sentence(outcome))
        return pause(outcome, self._failures, self._poll_seconds, self._rng)


def pause(outcome: Outcome, failures: int, poll_seconds: float, rng: Random) -> float:
    """Seconds until the next pull: ± 20 %, or full jitter up to a doubling bound after failures."""
    if isinstance(outcome, Failed):
        # Beyond 2**16 the bound is the longest anyway, and a float would overflow.
        bound = min(LONGEST_BACKOFF_SECONDS, poll_seconds * 2.0 ** min(failures - 1, 16))
        asked = min(outcome.retry_after or 0.0, LONGEST_PATIENCE_SECONDS)
        return max(1.0, rng.uniform(0, bound)) + asked
    asked = min(outcome.backoff_seconds, LONGEST_PATIENCE_SECONDS)
    return max(poll_seconds, asked) * rng.uniform(1 - _JITTER, 1 + _JITTER)


def sentence(outcome: Outcome) -> str:
    """One line for a log."""
    match outcome:
        case Applied(version, counts, _, verdict):
            named = ", ".join(f"{name} {count}" for name, count in counts.items())
            return f"version {version} applied: {named}{_aside(verdict)}"
        case UpToDate(version, _, verdict):
            return f"version {version} is current{_aside(verdict)}"
        case Failed(verdict, detail):
            return f"catalogue kept as it is: {verdict} ({detail})"


def _aside(verdict: Verdict) -> str:
    return "" if verdict is Verdict.CURRENT else f" ({verdict})"

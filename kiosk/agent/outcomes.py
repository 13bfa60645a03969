"""What one try to follow the platform came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.agent.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Applied:
    """A newer version is on the terminal; ``counts`` by collection, ``verdict`` on how it stands.

    ``verdict`` is ``CURRENT``, or ``EXPIRED`` where the platform itself has nothing fresher.
    """

    version: int
    counts: Mapping[str, int]
    backoff_seconds: int = 0
    verdict: Verdict = Verdict.CURRENT


@dataclass(frozen=True, slots=True)
class UpToDate:
    """The platform has what the terminal has; ``verdict`` as in ``Applied``."""

    version: int
    backoff_seconds: int = 0
    verdict: Verdict = Verdict.CURRENT


@dataclass(frozen=True, slots=True)
class Failed:
    """The terminal keeps what it has; ``detail`` is for the log, never for a screen."""

    verdict: Verdict
    detail: str
    retry_after: float | None = None


Outcome = Applied | UpToDate | Failed

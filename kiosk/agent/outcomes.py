"""What one try to follow the platform came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.agent.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Applied:
    """A newer version is on the terminal; ``counts`` by collection."""

    version: int
    counts: Mapping[str, int]
    backoff_seconds: int = 0


@dataclass(frozen=True, slots=True)
class UpToDate:
    """The platform confirmed what the terminal has."""

    version: int
    backoff_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """The terminal keeps what it has; ``detail`` is for the log, never for a screen."""

    verdict: Verdict
    detail: str
    retry_after: float | None = None


Outcome = Applied | UpToDate | Failed

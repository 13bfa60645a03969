"""How a step of a pull gives up; it never leaves the pull."""

from __future__ import annotations

from kiosk.agent.outcomes import Failed
from kiosk.agent.verdicts import Verdict


class PullFailed(Exception):
    """Carries the outcome; whatever transaction it passes through is undone."""

    def __init__(self, verdict: Verdict, detail: str, retry_after: float | None = None) -> None:
        super().__init__(f"{verdict}: {detail}")
        self.outcome = Failed(verdict, detail, retry_after)

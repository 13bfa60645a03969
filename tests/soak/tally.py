"""How often which fault struck in which phase: a fault that never strikes proves nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tests.soak.phases import PHASES


class Tally:
    """Counts by (fault, phase)."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def hit(self, fault: str, phase: str) -> None:
        """``fault`` struck in ``phase``."""
        self.counts[fault, phase] += 1

    def lines(self) -> Iterable[str]:
        """A table for a terminal."""
        faults = sorted({fault for fault, _ in self.counts})
        phases = [p for p in PHASES if any(self.counts[fault, p] for fault in faults)]
        width = max(map(len, faults), default=0)
        yield " " * width + "".join(f"{phase:>10}" for phase in phases)
        for fault in faults:
            row = "".join(f"{self.counts[fault, phase] or '.':>10}" for phase in phases)
            yield f"{fault:<{width}}{row}"

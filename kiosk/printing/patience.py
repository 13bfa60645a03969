"""How long a printer is waited for; every wait of the room takes from one of these."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

STANDING_SECONDS: Final = 2.5
"""For one look at a printer, all in all: a person is told within three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds. ``connect``: to reach it; ``answer``: to one question.

    ``fault``: for a person to close a cover again; ``stall``: for a sheet of which nothing moves;
    ``busy``: for what passes by itself, as a hot head; ``silence``: for an IPP printer that took a
    sheet and says no more, since many draw for seconds without answering; ``whole``: for one
    sheet, from the first byte to the last centimetre; ``look``: between two looks at a sheet that
    is coming out.
    """

    connect: float = 1.2
    answer: float = 1.2
    fault: float = 1.5
    stall: float = 2.5
    busy: float = 15.0
    silence: float = 8.0
    whole: float = 60.0
    look: float = 0.3


class Deadline:
    """``seconds`` from now."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, never less than none."""
        return max(0.0, self._end - self._clock())

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0.0

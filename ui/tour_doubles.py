"""What a tour walks with instead of the real thing, so that it leaves nothing anywhere."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.submissions import SubmissionKind
from offline_cache.desk import Answer, Desk, Reached
from ui.letterbox import Laying


@dataclass(slots=True)
class LeapingClock:
    """A monotonic clock in seconds that can leap ahead, so that nobody waits for idle timers."""

    ahead: float = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return time.monotonic() + self.ahead


class PretendedOutbox:
    """A tour leaves nothing in anybody's outbox."""

    def has_room(self) -> bool:
        """Always."""
        return True

    def seal(self, plaintext: bytes, key: str) -> bytes | None:
        """Nothing, sealed."""
        return b""

    def lay(self, kind: SubmissionKind, reference: str, sealed: bytes, at: datetime) -> Laying:
        """As if it were kept."""
        return Laying.LAID


class PretendedAgent:
    """Lays codes on a desk of its own: a tour makes no ticket that anybody could use."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._desk = Desk(home)

    def say(self, reached: Reached) -> None:
        """Answer every wish as if a phone had got so far."""
        for name in self._desk.wishes():
            self._desk.reply(name, replace(_MADE_UP, reached=reached))


_MADE_UP: Final = Answer(
    reached=Reached.SHOWN,
    address=f"https://jyj.example.cn/p#{'MadeUpForPictures' * 11}",
    code="20261234",
    online=True,
    submission="00000000-0000-0000-0000-000000000000",
    reference="7K2M-9QXT",
)

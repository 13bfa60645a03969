"""An outbox of the tests: seals into plain sight, keeps in memory, and fails when told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.submissions import SubmissionKind
from ui.letterbox import Laying


@dataclass
class OutboxDouble:
    """``busy`` tries are answered BUSY first; ``full`` has no room; ``broken`` refuses."""

    busy: int = 0
    full: bool = False
    broken: bool = False
    kept: list[tuple[SubmissionKind, str, bytes, datetime]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def has_room(self) -> bool:
        return not self.full

    def seal(self, plaintext: bytes, key: str) -> bytes | None:
        self.keys.append(key)
        return plaintext[::-1]

    def lay(self, kind: SubmissionKind, reference: str, sealed: bytes, at: datetime) -> Laying:
        if self.busy:
            self.busy -= 1
            return Laying.BUSY
        if self.broken or self.full:
            return Laying.REFUSED
        self.kept.append((kind, reference, sealed, at))
        return Laying.LAID

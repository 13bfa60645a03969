"""The screen's door to outbox.db: what a person leaves is sealed at once and laid in.

Plaintext lives in this process's memory only. An outbox that the agent holds this instant is asked
again, without a word; every other fault means the same to a person: not here, not now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

import msgspec
from PySide6.QtCore import QObject, QTimer

from kiosk.submissions import Application, CallBack, JobReport, SubmissionKind
from ui.catalogue import Catalogue

RETRY_MS: Final = 80
MOST_TRIES: Final = 50
"""Four seconds; the agent holds the file for milliseconds."""


Body = JobReport | Application | CallBack


class Laying(StrEnum):
    """What became of one try to lay something in."""

    LAID = "laid"
    BUSY = "busy"
    REFUSED = "refused"


class Outbox(Protocol):
    """What this door needs of sealing and of the outbox; faults are answers, never raised."""

    def has_room(self) -> bool:
        """Whether one more would be taken; asked before a person chooses anything."""
        ...

    def seal(self, plaintext: bytes, key: str) -> bytes | None:
        """``plaintext`` for the platform's ``key`` (hex) only; None where that cannot be done."""
        ...

    def lay(self, kind: SubmissionKind, reference: str, sealed: bytes, at: datetime) -> Laying:
        """Keep ``sealed`` until the platform has it: one try, without waiting."""
        ...


class Letterbox(QObject):
    """Takes what a person leaves at this terminal, or says beforehand that it cannot."""

    def __init__(self, outbox: Outbox, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outbox = outbox
        self._catalogue = catalogue

    def takes(self) -> bool:
        """Whether something left now could be sealed and kept."""
        return bool(self._key()) and self._outbox.has_room()

    def leave(
        self, kind: SubmissionKind, body: Body, reference: str, then: Callable[[bool], None]
    ) -> None:
        """Seal ``body`` and lay it in; ``then`` hears whether it is kept, now or in a moment."""
        sealed = self._outbox.seal(msgspec.json.encode(body), self._key())
        if sealed is None:
            then(False)
            return
        at = self._catalogue.now()
        self._try(lambda: self._outbox.lay(kind, reference, sealed, at), then, MOST_TRIES)

    def _try(self, lay: Callable[[], Laying], then: Callable[[bool], None], tries: int) -> None:
        laying = lay()
        if laying is Laying.BUSY and tries > 1:
            QTimer.singleShot(RETRY_MS, self, lambda: self._try(lay, then, tries - 1))
        else:
            then(laying is Laying.LAID)

    def _key(self) -> str:
        state = self._catalogue.state
        return state.sealing_key if state else ""

"""The letterbox's way to the real outbox and the real sealing, loaded when first wanted."""

from __future__ import annotations

import logging
from contextlib import closing
from datetime import datetime
from pathlib import Path

from kiosk.submissions import SubmissionKind
from ui.letterbox import Laying

_log = logging.getLogger(__name__)


class SealedOutbox:
    """The outbox at ``path``, opened for each question: the agent makes it, the screen never."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def has_room(self) -> bool:
        """Whether one more would be taken; a file that is busy this instant is believed to."""
        from offline_cache.outbox import Outbox, OutboxBusy, OutboxFault  # noqa: PLC0415

        try:
            with closing(Outbox(self._path)) as outbox:
                return outbox.has_room()
        except OutboxBusy:
            return True
        except OutboxFault as fault:
            _log.info("Nothing can be left here: %s", fault)
            return False

    def seal(self, plaintext: bytes, key: str) -> bytes | None:
        """``plaintext`` sealed to ``key`` (64 hex digits); None for a key that is none."""
        from kiosk.sealing import SealingFailed, seal  # noqa: PLC0415

        try:
            return seal(plaintext, key)
        except SealingFailed as failure:
            _log.error("Nothing can be sealed: %s", failure)
            return None

    def lay(self, kind: SubmissionKind, reference: str, sealed: bytes, at: datetime) -> Laying:
        """One try to add it, without waiting."""
        from offline_cache.outbox import Outbox, OutboxBusy, OutboxFault  # noqa: PLC0415

        try:
            with closing(Outbox(self._path)) as outbox:
                outbox.add(kind, reference, sealed, at)
        except OutboxBusy:
            return Laying.BUSY
        except OutboxFault as fault:
            _log.error("What was left was not taken: %s", fault)
            return Laying.REFUSED
        return Laying.LAID

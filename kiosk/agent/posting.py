"""The outbox as a duty of the agent: made at the start, sent from, and never simply thrown away.

A damaged file is set aside whole, for a person with more patience, and a new one takes its place
with every row that is still sound: what residents leave tomorrow must not be lost too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final

from nacl.signing import VerifyKey

from kiosk.agent.heartbeat import OutboxFigures
from kiosk.agent.push import Push
from kiosk.agent.signing import SignedApi
from offline_cache.outbox_faults import OutboxFault, OutboxUnreadable
from offline_cache.outbox_queue import OutboxQueue
from offline_cache.outbox_rescue import rescue_outbox
from offline_cache.outbox_schema import prepare_outbox

TRY_AGAIN_SECONDS: Final = 60.0
DAMAGED: Final = "outbox_damaged"
UNUSABLE: Final = "outbox_unusable"

log = logging.getLogger(__name__)


class Posting:
    """Sends from the outbox at ``path``; opened with the first turn, by the thread that uses it."""

    name = "outbox"

    def __init__(
        self,
        path: Path,
        signed: Callable[[], SignedApi | None],
        platform_key: Callable[[], VerifyKey],
        *,
        now: Callable[[], datetime],
        rng: Random,
        monotonic: Callable[[], float],
    ) -> None:
        self._path = path
        self._signed = signed
        self._platform_key = platform_key
        self._now = now
        self._rng = rng
        self._monotonic = monotonic
        self._queue: OutboxQueue | None = None
        self._push: Push | None = None
        self.errors: tuple[str, ...] = ()
        """Names of what is wrong with the file, for the heartbeat."""

    def run(self) -> float:
        """Send what is due; seconds until the next turn."""
        try:
            if self._push is None:
                self._open()
            assert self._push is not None
            return self._push.run()
        except OutboxUnreadable as fault:
            self.close()
            return self._rescue(fault)
        except OutboxFault as fault:
            log.info("nothing can be sent just now: %s", fault)
            self.errors = (UNUSABLE,)
            return TRY_AGAIN_SECONDS

    def figures(self) -> OutboxFigures:
        """What waits; nothing known counts as nothing."""
        if self._queue is None:
            return OutboxFigures()
        try:
            counts = self._queue.counts()
        except OutboxFault:
            return OutboxFigures()
        age = (self._now() - counts.oldest).total_seconds() if counts.oldest else 0.0
        return OutboxFigures(counts.waiting, max(0, int(age)), counts.parked)

    def close(self) -> None:
        """Let go of the file."""
        if self._queue is not None:
            self._queue.close()
        self._queue = self._push = None

    def _rescue(self, fault: OutboxUnreadable) -> float:
        self.errors = (DAMAGED,)
        try:
            rescued = rescue_outbox(self._path, self._now())
        except OutboxFault as other:
            log.error("%s It cannot be rescued just now: %s", fault, other)
            return TRY_AGAIN_SECONDS
        log.error("%s It was set aside as %s; %d rows go on.", fault, rescued.aside, rescued.rows)
        return 0.0

    def _open(self) -> None:
        prepare_outbox(self._path)
        self._queue = OutboxQueue(self._path)
        self._push = Push(
            self._queue,
            self._signed,
            self._platform_key,
            rng=self._rng,
            monotonic=self._monotonic,
        )
        self.errors = tuple(name for name in self.errors if name == DAMAGED)

"""The duty of saying, every five minutes, how the terminal is.

Only the fields of the contract's ``Heartbeat`` exist, and none of them can hold what a person
typed: figures, versions and names of verdicts. A terminal that is not enrolled says nothing.
"""

from __future__ import annotations

import logging
import resource
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from random import Random
from typing import Final

import msgspec

from kiosk.agent.answers import Unreachable
from kiosk.agent.care_record import read_record
from kiosk.agent.printer_watch import noted_state
from kiosk.agent.signing import SignedApi
from kiosk.contract.terminals import Heartbeat
from kiosk.timekeeping import Clock
from offline_cache.rows import CatalogueState

INTERVAL_SECONDS: Final = 300.0
ROUTE: Final = "/v1/heartbeats"
_JITTER: Final = 0.2
_MEGABYTE: Final = 1_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """What waits in the outbox: rows, the age of the oldest in seconds, and rows set aside."""

    waiting: int = 0
    oldest_s: int = 0
    parked: int = 0


class Heartbeats:
    """Says how the terminal of ``home`` is whenever it is due.

    ``signed`` gives the way to send, None before enrolment; ``catalogue`` and ``outbox`` are read
    anew for each heartbeat, and so are the short names of ``errors``; ``now`` is the terminal's
    time.
    """

    name = "heartbeat"

    def __init__(
        self,
        signed: Callable[[], SignedApi | None],
        *,
        home: Path,
        version: str,
        catalogue: Callable[[], CatalogueState | None],
        outbox: Callable[[], OutboxFigures],
        clock: Clock,
        now: Callable[[], datetime],
        rng: Random,
        errors: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        self._signed = signed
        self._home = home
        self._version = version
        self._catalogue = catalogue
        self._outbox = outbox
        self._clock = clock
        self._now = now
        self._rng = rng
        self._errors = errors

    def run(self) -> float:
        """One heartbeat, where there is somebody to be; seconds until the next."""
        asked = 0.0
        signed = self._signed()
        if signed is not None:
            said = msgspec.json.encode(self.heartbeat(signed))
            answer = signed.send("POST", ROUTE, said, expect=(HTTPStatus.NO_CONTENT,))
            if isinstance(answer, Unreachable):
                log.info("not heard: %s (%s)", answer.verdict, answer.detail)
                asked = answer.retry_after or 0.0
        return max(asked, INTERVAL_SECONDS * self._rng.uniform(1 - _JITTER, 1 + _JITTER))

    def heartbeat(self, signed: SignedApi) -> Heartbeat:
        """How the terminal is now."""
        reading = self._clock()
        state, outbox, now = self._catalogue(), self._outbox(), self._now()
        return Heartbeat(
            version=self._version,
            boot_id=reading.boot_id,
            uptime_s=max(0, int(reading.since_boot)),
            restarts={cause.value: n for cause, n in read_record(self._home).starts.items()},
            catalogue_version=state.version if state else None,
            catalogue_age_s=_age(state, now) if state else None,
            last_verdict=(state.verdict if state else None) or "",
            outbox_waiting=outbox.waiting,
            outbox_oldest_s=outbox.oldest_s,
            outbox_parked=outbox.parked,
            disk_free_mb=shutil.disk_usage(self._home).free // _MEGABYTE,
            memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // _MEGABYTE,
            printer=noted_state(self._home),
            clock_offset_s=round((now + signed.offset - reading.wall).total_seconds()),
            errors=self._errors(),
        )


def _age(state: CatalogueState, now: datetime) -> int:
    """Seconds since the platform last said that this is its catalogue."""
    return max(0, int((now - (state.contact_at or state.published_at)).total_seconds()))

"""How one terminal stands, read beside a running agent: what ``doctor`` and ``status`` tell."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.agent.care_record import CareRecord, read_record
from kiosk.agent.lock import agent_at_work
from kiosk.records import CHINA_TIME
from kiosk.settings import Settings
from kiosk.timekeeping import Clock, TrustedTime, trusted_time
from offline_cache import CATALOGUE_FILE, OUTBOX_FILE
from offline_cache.faults import CatalogueFault
from offline_cache.outbox_faults import OutboxFault, OutboxMissing
from offline_cache.outbox_queue import OutboxCounts, OutboxQueue
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
from offline_cache.row_id import MOST_JOBS
from offline_cache.rows import CatalogueState

MISSED_POLLS: Final = 3
"""After so many polls without the platform a terminal counts as offline, as on the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``state`` and ``jobs`` (in force) are None where the catalogue cannot be read.

    ``outbox`` is what keeps it from being read, where something does.
    ``offset`` is how far the machine's clock is behind the terminal's time.
    """

    home: Path
    settings: Settings
    state: CatalogueState | None
    jobs: int | None
    time: TrustedTime
    offset: timedelta
    agent_at_work: bool
    record: CareRecord
    outbox: OutboxCounts | OutboxFault

    @property
    def published_age(self) -> timedelta | None:
        """How old what is shown is."""
        return self.since(self.state.published_at) if self.state else None

    @property
    def contact_age(self) -> timedelta | None:
        """How long ago the platform last confirmed it."""
        state = self.state
        return self.since(state.contact_at or state.applied_at) if state else None

    @property
    def offline(self) -> bool:
        """Whether several polls were missed, or none ever succeeded.

        Whoever has heard the platform since the machine was switched on is in no doubt of the time.
        """
        patience = timedelta(seconds=MISSED_POLLS * self.settings.agent.poll_seconds)
        age = self.contact_age
        return age is None or age > patience or self.time.doubtful

    def since(self, moment: datetime) -> timedelta:
        """How long ago ``moment`` was."""
        return max(timedelta(), self.time.now - moment)


def standing(home: Path, settings: Settings, clock: Clock) -> Standing:
    """How the terminal in ``home`` stands now."""
    reading = clock()
    path = home / CATALOGUE_FILE
    state = jobs = None
    time = trusted_time(reading, None)
    try:
        with closing(CatalogueReader(path)) as reader:
            state = reader.state()
            if state is not None:
                time = trusted_time(reading, state.anchor, state.published_at)
            jobs = _jobs_in_force(reader, time.now)
    except CatalogueFault:
        pass  # doctor examines the file and names what is wrong with it
    return Standing(
        home=home,
        settings=settings,
        state=state,
        jobs=jobs,
        time=time,
        offset=time.now - reading.wall,
        agent_at_work=agent_at_work(home),
        record=read_record(home),
        outbox=_waiting(home / OUTBOX_FILE),
    )


def _waiting(path: Path) -> OutboxCounts | OutboxFault:
    try:
        with closing(OutboxQueue(path)) as outbox:
            return outbox.counts()
    except OutboxMissing:
        return OutboxCounts()
    except OutboxFault as fault:
        return fault


def _jobs_in_force(reader: CatalogueReader, now: datetime) -> int:
    return reader.count_jobs(JobQuery(today=now.astimezone(CHINA_TIME).date()), cap=MOST_JOBS)

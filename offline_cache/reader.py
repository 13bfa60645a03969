"""The catalogue as the screen sees it: read only, never waiting, every answer finished at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk.records import Activity, Notice, Place, PlaceKind, Policy
from offline_cache.query import JobQuery, NearbyJob
from offline_cache.rows import CatalogueState


class CatalogueReader:
    """Raises a ``CatalogueFault`` (offline_cache.faults) where the file cannot answer."""

    def __init__(self, path: Path) -> None:
        raise NotImplementedError

    def jobs(self, query: JobQuery, *, limit: int, offset: int = 0) -> list[NearbyJob]:
        """Matching jobs, nearest first; place unknown after them, remote work last."""
        raise NotImplementedError

    def count_jobs(self, query: JobQuery, *, cap: int = 1000) -> int:
        """How many jobs match, at most ``cap``."""
        raise NotImplementedError

    def job(self, job_id: str) -> NearbyJob | None:
        """The job of this id, even if expired."""
        raise NotImplementedError

    def policies(self, today: date) -> list[Policy]:
        """Policies in force, newest first."""
        raise NotImplementedError

    def policy(self, policy_id: str) -> Policy | None:
        """The policy of this id."""
        raise NotImplementedError

    def places(self, *kinds: PlaceKind) -> list[tuple[Place, int | None]]:
        """Places of these kinds (all without an argument) with metres, nearest first."""
        raise NotImplementedError

    def activities(self, today: date) -> list[Activity]:
        """Activities that have not ended before ``today``, soonest first."""
        raise NotImplementedError

    def notices(self, today: date) -> list[Notice]:
        """Notices in force, newest first."""
        raise NotImplementedError

    def state(self) -> CatalogueState | None:
        """The version on this terminal; None before the first one."""
        raise NotImplementedError

    def changed(self) -> bool:
        """Whether somebody wrote since this was last asked; a locked file says False."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the file."""
        raise NotImplementedError

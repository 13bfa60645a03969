"""The agent's side of the catalogue: the only process that writes or checkpoints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from offline_cache.rows import CatalogueRow, CatalogueState
from offline_cache.site import Site


class Publishing:
    """One version being applied, inside one transaction."""

    def replace(self, collection: str, rows: Iterable[CatalogueRow]) -> int:
        """Make ``collection`` hold exactly ``rows`` (streamed); how many there were."""
        raise NotImplementedError

    def upsert(self, collection: str, rows: Iterable[CatalogueRow]) -> int:
        """Add ``rows`` or put them in the place of those with the same id; how many."""
        raise NotImplementedError

    def remove(self, collection: str, ids: Iterable[str]) -> int:
        """Take rows away; how many were there to take."""
        raise NotImplementedError

    def hashes(self, collection: str) -> Iterator[tuple[str, bytes]]:
        """(id, row hash) of every row in order of id."""
        raise NotImplementedError

    def finish(self, state: CatalogueState) -> None:
        """Record what the file now equals; without it nothing is committed."""
        raise NotImplementedError


class CatalogueWriter:
    """Opens or creates the file; another ``site`` than the stored one re-measures all jobs."""

    def __init__(self, path: Path, site: Site) -> None:
        raise NotImplementedError

    def state(self) -> CatalogueState | None:
        """The version applied last; None before the first one."""
        raise NotImplementedError

    @contextmanager
    def publishing(self) -> Iterator[Publishing]:
        """One transaction: committed at the end, undone whole by any exception."""
        raise NotImplementedError
        yield

    def close(self) -> None:
        """Let go of the file."""
        raise NotImplementedError

"""What the tests of this folder put into a catalogue, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.records import Record
from offline_cache.reader import CatalogueReader
from offline_cache.rows import CatalogueRow
from offline_cache.writer import CatalogueWriter
from tests import job_shapes

OpenWriter = Callable[..., CatalogueWriter]
OpenReader = Callable[[], CatalogueReader]


@dataclass(frozen=True)
class Sample:
    """A catalogue file and what was put into it."""

    path: Path
    rows: list[CatalogueRow]


def publish(writer: CatalogueWriter, version: int = 1, **collections: Iterable[Record]) -> None:
    """Apply one version that replaces the named collections."""
    with writer.publishing() as publishing:
        for name, records in collections.items():
            publishing.replace(name, map(job_shapes.catalogue_row, records))
        publishing.finish(job_shapes.state_of(version))

"""A catalogue of 2,000 jobs, made once, and an empty one for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_cache.reader import CatalogueReader
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter
from tests import job_shapes
from tests.offline_cache.catalogues import OpenReader, OpenWriter, Sample, publish


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    path = tmp_path_factory.mktemp("sample") / "catalogue.db"
    rows = [job_shapes.catalogue_row(job) for job in job_shapes.jobs(2_000)]
    writer = CatalogueWriter(path, job_shapes.SITE)
    publish(writer, jobs=[row.record for row in rows])
    writer.close()
    return Sample(path, rows)


@pytest.fixture(scope="session")
def sample_reader(sample: Sample) -> Iterator[CatalogueReader]:
    reader = CatalogueReader(sample.path)
    yield reader
    reader.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.db"


@pytest.fixture
def open_writer(path: Path) -> Iterator[OpenWriter]:
    opened: list[CatalogueWriter] = []

    def open_one(site: Site = job_shapes.SITE) -> CatalogueWriter:
        opened.append(CatalogueWriter(path, site))
        return opened[-1]

    yield open_one
    for writer in opened:
        writer.close()


@pytest.fixture
def open_reader(path: Path) -> Iterator[OpenReader]:
    opened: list[CatalogueReader] = []

    def open_one() -> CatalogueReader:
        opened.append(CatalogueReader(path))
        return opened[-1]

    yield open_one
    for reader in opened:
        reader.close()

"""A platform in a fresh home for each test, once with SQLite and once with PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from kiosk.central.places import DATABASE_URL
from tests.central_process import PlatformHome
from tests.postgres import Postgres

DATABASES: Final = ("sqlite", "postgresql")


@contextmanager
def database_named(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let every platform made inside, in this process or another, keep its tables there."""
    if request.param == "sqlite":
        yield request.param
        return
    server = request.getfixturevalue("postgres")
    assert isinstance(server, Postgres)
    address = server.fresh()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(DATABASE_URL, address)
        yield request.param
    server.drop(address)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of database that the platform of this test has."""
    with database_named(request) as kind:
        yield kind


@pytest.fixture(scope="module", params=DATABASES)
def database_of_module(request: pytest.FixtureRequest) -> Iterator[str]:
    """The same for the tests of one file that share a platform."""
    with database_named(request) as kind:
        yield kind


@pytest.fixture
def platform(database: str, tmp_path: Path) -> Iterator[PlatformHome]:
    home = PlatformHome(tmp_path / "central")
    yield home
    home.store.close()

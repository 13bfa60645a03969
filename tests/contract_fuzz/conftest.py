"""One fuzzed platform for each file of tests, once with SQLite and once with PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.central.conftest import database_of_module  # noqa: F401
from tests.contract_fuzz.desk import FuzzedPlatform, fuzzed_platform


@pytest.fixture(scope="module")
def platform(
    database_of_module: str,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[FuzzedPlatform]:
    """The platform that the cases of one file are sent to."""
    with fuzzed_platform(tmp_path_factory.mktemp("fuzzed")) as platform:
        yield platform

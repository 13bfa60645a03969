"""One platform of two workers for all races, once with SQLite and once with PostgreSQL.

It takes longer to start than most races to run; it ends with the last of them, not of all tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from tests.central.conftest import DATABASES, database_named
from tests.races.desk import RacingDesk, racing_desk

_HERE: Final = Path(__file__).parent
_running: Final = ExitStack()


@pytest.fixture(scope="session", params=DATABASES)
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RacingDesk]:
    """The desk that the races are run at."""
    with _running:
        _running.enter_context(database_named(request))
        yield _running.enter_context(racing_desk(tmp_path_factory.mktemp("race")))


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """End the platform with the last race."""
    if nextitem is None or not nextitem.path.is_relative_to(_HERE):
        _running.close()

"""A platform in a fresh home for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.central_process import PlatformHome


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[PlatformHome]:
    home = PlatformHome(tmp_path / "central")
    yield home
    home.store.close()

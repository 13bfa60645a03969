"""Every road is gone twice: online, and with the agent's network cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.road.road import Road, open_road

CUT = "the agent's network is cut"


@pytest.fixture(params=["online", CUT])
def road(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Road]:
    with open_road(tmp_path, cut=request.param == CUT) as road:
        yield road

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.central.places import UnusablePlace, places_of
from kiosk.central.store import Store, StoreUnusable

HOME = Path("/srv/kiosk")


def test_without_a_word_everything_is_in_the_home() -> None:
    places = places_of(HOME, {})
    assert places.catalogue.render_as_string() == "sqlite:////srv/kiosk/central.db"
    assert places.road.render_as_string() == "sqlite:////srv/kiosk/terminals.db"
    assert places.files == HOME / "files"
    assert places == places_of(HOME, {"DATABASE_URL": " ", "FILES_URL": ""})


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_one_address_holds_both(scheme: str) -> None:
    places = places_of(HOME, {"DATABASE_URL": f"{scheme}://u:p@db:5433/jobs?sslmode=require"})
    assert places.catalogue == places.road
    assert places.road.drivername == "postgresql+psycopg"
    assert places.road.render_as_string(hide_password=False).endswith(
        "://u:p@db:5433/jobs?sslmode=require"
    )


def test_files_may_be_elsewhere() -> None:
    assert places_of(HOME, {"FILES_URL": "s3://city/kiosk"}).files == "s3://city/kiosk"


@pytest.mark.parametrize(
    "address",
    [
        "geheim",
        "postgresql",
        "postgresql://u:geheim@h:port/d",
        "postgres://u:geheim@[::1/d",
        "mysql://u:geheim@h/d",
        "postgresql+asyncpg://u:geheim@h/d",
        "sqlite:///geheim.db",
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(UnusablePlace, match=r"^DATABASE_URL .* postgresql://.*\.$") as caught:
        places_of(HOME, {"DATABASE_URL": address})
    assert "geheim" not in str(caught.value)
    assert "geheim" not in repr(caught.value.__cause__)
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(StoreUnusable, match="DATABASE_URL"):
        Store.in_home(tmp_path)

"""Alive and ready are two things: a process that answers may have lost its database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from kiosk.central.openapi import openapi_document
from tests.central_process import PlatformHome, serving
from tests.postgres import Postgres
from tests.sample_records import a_job


@contextmanager
def asking(home: Path) -> Iterator[httpx.Client]:
    with serving(home) as central, httpx.Client(base_url=central.url) as client:
        yield client


def test_a_platform_that_is_well_is_alive_and_ready(platform: PlatformHome) -> None:
    with asking(platform.home) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").json() == {"status": "ready"}, "before the first publication"
        platform.take(a_job())
        platform.publish()
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_a_database_it_is_alive_and_not_ready(database: str, tmp_path: Path) -> None:
    (tmp_path / "terminals.db").write_bytes(b"no database" * 100)
    with asking(tmp_path) as client:
        refused(client, "database_unusable")
        (tmp_path / "terminals.db").unlink()
        assert client.get("/readyz").status_code == 200, "it is tried anew each time"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_server_that_went_away_is_noticed_and_its_return_too(
    database: str, tmp_path: Path, postgres: Postgres
) -> None:
    with asking(tmp_path) as client:
        assert client.get("/readyz").status_code == 200
        name = os.environ["DATABASE_URL"].partition("?")[0].rpartition("/")[2]
        postgres.admin(f"ALTER DATABASE {name} RENAME TO {name}_away", alone_in=name)
        refused(client, "database_unusable")
        postgres.admin(f"ALTER DATABASE {name}_away RENAME TO {name}")
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("lost", ["home", "regions"])
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_without_its_files_it_is_not_ready(platform: PlatformHome, lost: str) -> None:
    with asking(platform.home) as client:
        assert client.get("/readyz").status_code == 200
        place = platform.home if lost == "home" else platform.home / "regions"
        shutil.rmtree(place, ignore_errors=True)
        place.write_bytes(b"a file where a folder was")
        refused(client, "catalogue_unreadable")


def test_neither_is_part_of_the_contract_with_terminals() -> None:
    assert "healthz" not in openapi_document()
    assert "readyz" not in openapi_document()


def refused(client: httpx.Client, code: str) -> None:
    """503 with the reason in one sentence and no more of it than is good for strangers."""
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, code)
    assert answer.json()["detail"].endswith(".")
    assert "/" not in answer.json()["detail"]
    assert int(answer.headers["retry-after"]) > 0
    assert client.get("/healthz").status_code == 200

"""An admin desk for each test; with PostgreSQL as well where the store decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache

from kiosk.central.admin import passwords
from tests.admin.desk import AdminDesk, admin_desk
from tests.central.conftest import database

__all__ = ["database"]


@pytest.fixture(autouse=True)
def _passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second each would be minutes here."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(1, 64, 1))
    passwords._decoy.cache_clear()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates that were compiled for an earlier test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture(autouse=True)
def _templates_are_compiled_once(compiled: BytecodeCache, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering = partial(Environment, bytecode_cache=compiled)
    monkeypatch.setattr("starlette_admin.base.Environment", remembering)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[AdminDesk]:
    with admin_desk(tmp_path) as found:
        yield found


@pytest.fixture
def desk_anywhere(database: str, tmp_path: Path) -> Iterator[AdminDesk]:
    """The same on either database."""
    with admin_desk(tmp_path) as found:
        yield found

"""One resident at one terminal, once with SQLite at the platform and once with PostgreSQL."""

from __future__ import annotations

from tests.central.conftest import database_of_module  # noqa: F401

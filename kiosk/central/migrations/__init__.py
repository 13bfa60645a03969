"""How a database of an older program becomes one of this: two chains of alembic revisions.

The catalogue's tables and the road's have a chain each, with a version table each, so that both fit
into one PostgreSQL database and still live in two SQLite files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, MetaData, inspect, text

from kiosk.central.tables import Base, RoadBase

FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Chain:
    """The revisions in the folder ``name``; a file is named as its revision, and they sort."""

    name: str
    tables: MetaData

    @property
    def folder(self) -> Path:
        """Where the revisions stand."""
        return FOLDER / self.name

    @property
    def version_table(self) -> str:
        """The table that says how far a database has come."""
        return f"{self.name}_revision"

    def revisions(self) -> list[str]:
        """All that this program knows, oldest first."""
        return sorted(path.stem for path in self.folder.glob(f"{self.name}_*.py"))

    def standing(self, connection: Connection) -> str | None:
        """The revision that the database behind ``connection`` has; None before the first."""
        if not inspect(connection).has_table(self.version_table):
            return None
        version: str | None = connection.scalar(
            text(f"SELECT version_num FROM {self.version_table}")
        )
        return version


CATALOGUE: Final = Chain("catalogue", Base.metadata)
ROAD: Final = Chain("road", RoadBase.metadata)

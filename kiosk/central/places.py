"""Where a platform keeps what it was given, read from the environment here and nowhere else.

``DATABASE_URL`` names one PostgreSQL database for everything; without it there are two SQLite files
in the home, since a publication locks the one and must not keep terminals waiting at the other.
``FILES_URL`` names where residents' files go; without it that is a folder in the home.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DATABASE_URL: Final = "DATABASE_URL"
FILES_URL: Final = "FILES_URL"
FILE_NAME: Final = "central.db"
TERMINALS_FILE: Final = "terminals.db"
FILES_FOLDER: Final = "files"
_DRIVER: Final = "postgresql+psycopg"
_POSTGRESQL: Final = frozenset({"postgres", "postgresql", _DRIVER})


class UnusablePlace(Exception):
    """What the environment says cannot be used; the message is one sentence without a password."""


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of one platform: its catalogue's tables, the road's tables, residents' files.

    ``files`` is a path, or an address for fsspec such as ``s3://bucket/prefix``.
    """

    catalogue: URL
    road: URL
    files: Path | str


def places_of(home: Path, environment: Mapping[str, str] | None = None) -> Places:
    """Where the platform in ``home`` keeps its things; ``UnusablePlace``."""
    said = os.environ if environment is None else environment
    files = said.get(FILES_URL, "").strip() or home / FILES_FOLDER
    address = said.get(DATABASE_URL, "").strip()
    if address:
        url = _postgresql(address)
        return Places(url, url, files)
    return Places(_sqlite(home / FILE_NAME), _sqlite(home / TERMINALS_FILE), files)


def _sqlite(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))


def _postgresql(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # What could not be taken apart may hold a password anywhere, also in the error's own words.
        raise UnusablePlace(
            f"{DATABASE_URL} is no address like postgresql://user:password@host/database."
        ) from None
    if url.drivername not in _POSTGRESQL:
        raise UnusablePlace(
            f"{DATABASE_URL} begins with '{url.drivername}:'; it names a PostgreSQL database as "
            "postgresql://user:password@host/database, or is left away for SQLite in the home."
        )
    return url.set(drivername=_DRIVER)

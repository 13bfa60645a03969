"""A platform of which everything that it writes can be looked through, wherever it keeps it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import time

import psycopg
from sqlalchemy import select

from kiosk.central.places import DATABASE_URL, places_of
from kiosk.central.resident_files import resident_files
from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.ticket_tables import PhoneFileRow
from kiosk.sealing import unseal
from tests.canary.searching import Found, Search
from tests.central_process import REPOSITORY, PlatformHome
from tests.sample_records import a_job


@dataclass
class SeizablePlatform:
    """A platform below ``folder``; its tables are where the environment says, since ``began``."""

    folder: Path
    began: float = field(default_factory=time)

    def __post_init__(self) -> None:
        (self.folder / "temporary").mkdir(parents=True)
        published = PlatformHome(self.home)
        published.take(a_job())
        published.publish(at=datetime.now(UTC))  # a terminal believes no clock far beyond it
        published.store.close()

    @property
    def home(self) -> Path:
        """What ``--home`` names."""
        return self.folder / "home"

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Its process; gives the address."""
        command = [sys.executable, "-m", "kiosk", "central", "serve", "--home", str(self.home)]
        command += ["--port", "0", "--publish-every", "0"]
        own = {"TMPDIR": str(self.folder / "temporary"), "PYTHONPATH": str(REPOSITORY)}
        with (
            (self.folder / "central.log").open("ab") as log,
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ | own
            ) as process,
        ):
            assert process.stdout is not None
            url = process.stdout.readline().rpartition(" at ")[2].strip()
            try:
                assert url, "the platform did not start"
                yield url
            finally:
                process.kill()

    def searched(self, search: Search) -> list[Found]:
        """What somebody finds who carries off all its disks, keys and all, and cannot unseal."""
        return search.below(self.folder, *self._tables_elsewhere())

    def opened(self) -> tuple[dict[str, list[bytes]], list[bytes]]:
        """What its keys open: bodies by kind, and files."""
        keys, files = sealing_keys(self.home), resident_files(places_of(self.home))
        bodies: dict[str, list[bytes]] = {}
        with closing(Store.of_terminals(self.home)) as store, store.reading() as connection:
            for row in connection.execute(select(SubmissionRow.kind, SubmissionRow.sealed)):
                bodies.setdefault(row.kind, []).append(unseal(row.sealed, keys))
            names = connection.scalars(select(PhoneFileRow.id)).all()
        found = [files.get(f"phone/{name}") for name in names]
        return bodies, [unseal(content, keys) for content in found if content is not None]

    def _tables_elsewhere(self) -> list[Path]:
        """Files of PostgreSQL: those of this database, and the log that all of them share."""
        address = os.environ.get(DATABASE_URL)
        if not address:
            return []
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            row = connection.execute(
                "SELECT current_setting('data_directory'), oid FROM pg_database"
                " WHERE datname = current_database()"
            ).fetchone()
        assert row is not None
        cluster = Path(row[0])
        segments = (path for path in (cluster / "pg_wal").iterdir() if path.is_file())
        written = [path for path in segments if path.stat().st_mtime >= self.began]
        assert written, "PostgreSQL wrote no log"
        return [cluster / "base" / str(row[1]), *written]

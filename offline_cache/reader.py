"""The catalogue as the screen sees it: read only, never waiting, every answer finished at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from kiosk.records import CHINA_TIME, Activity, Job, Notice, Place, PlaceKind, Policy
from offline_cache._sqlite import Connection, connect, faults_named
from offline_cache.faults import CatalogueBusy, CatalogueMissing, CatalogueUnwritable
from offline_cache.layout import SCHEMA, read_site, read_state, refuse_newer, schema_of
from offline_cache.lines import R, line_reader, read_job
from offline_cache.query import JobQuery, NearbyJob
from offline_cache.row_id import metres_of
from offline_cache.rows import CatalogueState
from offline_cache.search import count_rows, find_lines, find_mentions


class CatalogueReader:
    """Raises a ``CatalogueFault`` (offline_cache.faults) where the file cannot answer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.exists():
            raise CatalogueMissing(f"There is no catalogue at {path} yet: run `kiosk sync --once`.")
        with faults_named(path):
            self._connection = connect(path, read_only=True, busy_seconds=0)
        try:
            with faults_named(path):
                self._connection.execute("PRAGMA query_only = ON")
                self._connection.execute("PRAGMA cache_size = -8000")
                schema = schema_of(self._connection)
                self._data_version = self._read_data_version()
            refuse_newer(schema, path)
            if schema < SCHEMA:  # being made, or of an older program: only the writer may change it
                raise CatalogueMissing(f"{path} is not made whole yet: run `kiosk sync --once`.")
        except CatalogueUnwritable as error:
            self._connection.close()
            # A catalogue has a rollback journal only while it is being made, before its first WAL.
            if path.with_name(f"{path.name}-journal").exists():
                raise CatalogueMissing(
                    f"The making of {path} was cut off: run `kiosk sync --once`."
                ) from error
            raise
        except BaseException:
            self._connection.close()
            raise

    def jobs(self, query: JobQuery, *, limit: int, offset: int = 0) -> list[NearbyJob]:
        """Matching jobs, nearest first; place unknown after them, remote work last."""
        with self._answering() as connection:
            found = find_lines(connection, query, limit=limit, offset=offset)
        return [NearbyJob(read_job(line).record, metres_of(row)) for row, line in found]

    def mentions(self, query: JobQuery, *, limit: int) -> list[NearbyJob]:
        """Jobs whose description or requirements hold the text, nearest first; slow."""
        if not query.text.strip():
            return []
        with self._answering() as connection:
            lines = find_mentions(connection, query)
        found = (NearbyJob(read_job(line).record, metres_of(row)) for row, line in lines)
        said = (nearby for nearby in found if _mentions(nearby.job, query.text))
        return list(islice(said, limit))

    def count_jobs(self, query: JobQuery, *, cap: int = 1000) -> int:
        """How many jobs match, at most ``cap``."""
        with self._answering() as connection:
            return count_rows(connection, query, cap=cap)

    def job(self, job_id: str) -> NearbyJob | None:
        """The job of this id, even if it has expired."""
        with self._answering() as connection:
            found = connection.execute(
                "SELECT row, line FROM jobs WHERE id = ?", (job_id,)
            ).fetchone()
        return found and NearbyJob(read_job(found[1]).record, metres_of(found[0]))

    def policies(self, today: date) -> list[Policy]:
        """Policies in force, newest first."""
        policies = [p for p in self._all("policies", Policy) if _in_force(p, today)]
        return sorted(policies, key=lambda p: p.issued_on or p.updated_at.date(), reverse=True)

    def policy(self, policy_id: str) -> Policy | None:
        """The policy of this id, even if it has expired."""
        with self._answering() as connection:
            found = connection.execute(
                "SELECT line FROM policies WHERE id = ?", (policy_id,)
            ).fetchone()
        return found and line_reader(Policy)(found[0]).record

    def places(self, *kinds: PlaceKind) -> list[tuple[Place, int | None]]:
        """Places of these kinds (all without an argument) with straight metres, nearest first."""
        with self._answering() as connection:
            site = read_site(connection)
        places = [
            (place, site.metres_to(place.position) if site else None)
            for place in self._all("places", Place)
            if not kinds or place.kind in kinds
        ]
        return sorted(places, key=lambda found: (found[1] is None, found[1] or 0, found[0].id))

    def activities(self, today: date) -> list[Activity]:
        """Activities that have not ended before ``today``, soonest first."""
        activities = (a for a in self._all("activities", Activity) if _in_force(a, today))
        coming = [a for a in activities if a.ends_at.astimezone(CHINA_TIME).date() >= today]
        return sorted(coming, key=lambda a: a.starts_at)

    def notices(self, today: date) -> list[Notice]:
        """Notices in force, newest first."""
        notices = [n for n in self._all("notices", Notice) if _in_force(n, today)]
        return sorted(notices, key=_last_touched, reverse=True)

    def state(self) -> CatalogueState | None:
        """The version on this terminal; None before the first one."""
        with self._answering() as connection:
            return read_state(connection)

    def changed(self) -> bool:
        """Whether somebody wrote since this was last asked; a locked file says False for now."""
        try:
            with faults_named(self._path):
                now = self._read_data_version()
        except CatalogueBusy:
            return False
        before, self._data_version = self._data_version, now
        return now != before

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _read_data_version(self) -> int:
        found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return found

    def _all(self, collection: str, record_type: type[R]) -> list[R]:
        with self._answering() as connection:
            lines = connection.execute(f"SELECT line FROM {collection} ORDER BY id").fetchall()
        read = line_reader(record_type)
        return [read(line).record for (line,) in lines]

    @contextmanager
    def _answering(self) -> Iterator[Connection]:
        """One consistent view of the file, let go of before anybody draws."""
        with faults_named(self._path):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")


def _in_force(record: Policy | Activity | Notice, today: date) -> bool:
    return record.valid_through is None or record.valid_through >= today


def _last_touched(record: Notice) -> datetime:
    return record.updated_at


def _mentions(job: Job, text: str) -> bool:
    return any(text in words for words in (job.description, job.requirements) if words)

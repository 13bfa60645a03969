"""What holds of a terminal after every step, looked at as the screen would and row by row."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.contract.lines import RECORD_TYPES, row_hash
from kiosk.records import CHINA_TIME
from kiosk.timekeeping import LONGEST_SILENCE
from offline_cache import CATALOGUE_FILE
from offline_cache._sqlite import connect
from offline_cache.faults import CatalogueFault, CatalogueMissing
from offline_cache.lines import read_job
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
from offline_cache.rows import CatalogueState
from offline_cache.site import Site
from tests.soak.model import Content, Model, Unreadable, digests, hold

_SLACK = timedelta(hours=1)


@dataclass
class Searched:
    """``what`` was searched through last, title by title; None to search through it all again."""

    what: object = None


def held_version(
    home: Path,
    model: Model,
    site: Site | None,
    *,
    being_made: bool = False,
    searched: Searched | None = None,
) -> int | None:
    """Version that the catalogue in ``home`` equals; None where there is none yet.

    ``Violation`` where it equals no published one. ``site`` is where its distances must be
    measured from, if that is known. Only while it is ``being_made`` for the first time may the
    catalogue be unreadable. What is ``searched`` already is not searched through once more.
    """
    path = home / CATALOGUE_FILE
    try:
        with closing(CatalogueReader(path)) as reader:
            state = reader.state()
            rows = _rows(path)
            if state is None:
                hold(not any(rows.values()), "there are rows without a version")
                return None
            hold(state.version in model.versions, f"version {state.version} was never published")
            version = model.versions[state.version]
            _check_rows(rows, version.content, state)
            indexed = _check_list(reader, path, version.content, site)
            now = (state.version, state.applied_at, indexed)
            if searched is None or searched.what != now:
                _check_search(reader, version.content, model)
            if searched is not None:
                searched.what = now
            _check_times(state)
            return state.version
    except CatalogueMissing:
        return None
    except CatalogueFault as fault:
        if being_made:
            return None
        raise Unreadable(f"the screen cannot read the catalogue: {fault}") from fault


def _rows(path: Path) -> dict[str, dict[str, tuple[bytes, bytes]]]:
    with closing(connect(path, read_only=True, busy_seconds=5)) as connection:
        return {
            name: {
                i: (line, row_digest)
                for i, line, row_digest in connection.execute(f"SELECT id, line, hash FROM {name}")
            }
            for name in RECORD_TYPES
        }


def _check_rows(
    rows: dict[str, dict[str, tuple[bytes, bytes]]], content: Content, state: CatalogueState
) -> None:
    for name, expected in content.items():
        got = {i: line for i, (line, _) in rows[name].items()}
        missing, odd = expected.keys() - got.keys(), got.keys() - expected.keys()
        other = {i for i in expected.keys() & got.keys() if expected[i] != got[i]}
        hold(
            not (missing or odd or other),
            f"{name} are not version {state.version}: missing {sorted(missing)}, "
            f"too many {sorted(odd)}, other lines {sorted(other)}",
        )
        hold(all(row_hash(line) == h for line, h in rows[name].values()), f"a hash in {name}")
    expected_digests = {name: digest for name, (_, digest) in digests(content).items()}
    hold(dict(state.digests) == expected_digests, f"digests are not of version {state.version}")


def _check_list(
    reader: CatalogueReader, path: Path, content: Content, site: Site | None
) -> set[int]:
    today = datetime.now(CHINA_TIME).date()
    nearby = reader.jobs(JobQuery(today=today), limit=10_000)
    listed = {found.job.id for found in nearby}
    hold(listed == content["jobs"].keys(), "the list is not the catalogue's jobs")
    hold(reader.count_jobs(JobQuery(today=today)) == len(listed), "the count is another")
    if site is not None:
        measured = all(found.metres == site.metres_to(found.job.position) for found in nearby)
        hold(measured, "distances are measured from elsewhere")
    with closing(connect(path, read_only=True, busy_seconds=5)) as connection:
        indexed = {row for (row,) in connection.execute("SELECT rowid FROM job_index")}
        stored = {row for (row,) in connection.execute("SELECT row FROM jobs")}
    hold(indexed == stored, "the index is not of these jobs")
    return indexed


def _check_search(reader: CatalogueReader, content: Content, model: Model) -> None:
    today = datetime.now(CHINA_TIME).date()
    titles = {i: read_job(line).record.title for i, line in content["jobs"].items()}
    for job_id, title in titles.items():
        found = reader.jobs(JobQuery(text=title.split()[-1], today=today), limit=9)
        hold([f.job.id for f in found] == [job_id], f"{job_id} is not found by its title {title}")
    for title in model.retired - set(titles.values()):
        hold(
            not reader.jobs(JobQuery(text=title.split()[-1], today=today), limit=9),
            f"{title} is found, which is not there",
        )


def _check_times(state: CatalogueState) -> None:
    latest = datetime.now(UTC) + LONGEST_SILENCE + _SLACK
    for name, moment in (("applied_at", state.applied_at), ("contact_at", state.contact_at)):
        if moment is not None:
            hold(
                state.published_at - LONGEST_SILENCE <= moment <= latest,
                f"{name} is {moment}, by a clock that is wrong",
            )

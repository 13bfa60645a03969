"""Catalogues with the digests that a platform would sign, in a few versions, for tests of care."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from kiosk.digests import collection_digest
from kiosk.records import Job, Notice
from kiosk.timekeeping import Anchor, ClockReading
from offline_cache._sqlite import connect
from offline_cache.rows import COLLECTIONS, Contact
from offline_cache.writer import CatalogueWriter
from tests import job_shapes
from tests.sample_records import a_notice

PUBLISHED: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SEALING_KEY: Final = "5e" * 32


@dataclass(frozen=True)
class Content:
    """Everything in a catalogue that a person or a program can be shown, whatever its row ids."""

    state: tuple[Any, ...] | None
    site: tuple[float, float] | None
    lines: frozenset[tuple[str, str, bytes]]
    index: frozenset[tuple[str, str, int, int]]


def jobs_of(version: int, count: int) -> list[Job]:
    """Jobs of one version: a few are other jobs than before, or have come or gone."""
    jobs = list(job_shapes.jobs(count))
    other = list(job_shapes.jobs(count, seed=99))
    for step in range(1, version):
        for at in range(step, count, 9):
            jobs[at] = replace(other[at], id=jobs[at].id)
    return [job for at, job in enumerate(jobs) if at % 11 != version]


def apply(writer: CatalogueWriter, version: int, count: int = 60) -> None:
    """Make ``writer``'s catalogue equal ``version``, as a delta where there was one before."""
    before = writer.state() is not None
    jobs = jobs_of(version, count)
    notices: list[Notice] = [a_notice(n, title=f"示例通知{version}") for n in range(3)]
    with writer.publishing() as publishing:
        if before:
            ids = {job.id for job in jobs}
            publishing.upsert("jobs", map(job_shapes.catalogue_row, jobs))
            gone = [i for i, _ in publishing.hashes("jobs") if i not in ids]
            publishing.remove("jobs", gone)
        else:
            publishing.replace("jobs", map(job_shapes.catalogue_row, jobs))
        publishing.replace("notices", map(job_shapes.catalogue_row, notices))
        digests = {name: collection_digest(publishing.hashes(name)) for name in COLLECTIONS}
        publishing.finish(
            replace(
                job_shapes.state_of(version),
                published_at=PUBLISHED + timedelta(hours=version),
                digests=digests,
                sealing_key=SEALING_KEY,
            )
        )


def contact(minutes: int) -> Contact:
    """A good try to hear the platform, ``minutes`` after everything began."""
    at = PUBLISHED + timedelta(minutes=minutes)
    return Contact(
        tried_at=at,
        verdict="current",
        heard_at=at,
        anchor=Anchor(at, ClockReading(at, "this-boot", 60.0 * minutes)),
    )


def make(path: Path, *versions: int, count: int = 60) -> Path:
    """A closed catalogue at ``path`` to which ``versions`` were applied, one after the other."""
    with closing(CatalogueWriter(path, job_shapes.SITE)) as writer:
        for version in versions:
            apply(writer, version, count)
            writer.note_contact(contact(60 * version + 1))
    return path


def flip(path: Path, byte: int, bit: int) -> None:
    """Turn one bit of a closed file round."""
    content = bytearray(path.read_bytes())
    content[byte] ^= 1 << bit
    path.write_bytes(content)


def flip_within(path: Path, needle: bytes, offset: int = 0) -> None:
    """Turn a bit of the first place where ``needle`` stands in a closed file."""
    at = path.read_bytes().index(needle)
    flip(path, at + offset, 0)


def content(path: Path) -> Content:
    """What the catalogue at ``path`` holds once an agent has opened it."""
    with closing(CatalogueWriter(path, job_shapes.SITE)):
        pass
    with closing(connect(path, read_only=True, busy_seconds=1)) as rows:
        state = rows.execute("SELECT * FROM state LEFT JOIN contact").fetchone()
        site = rows.execute("SELECT * FROM site").fetchone()
        lines = {
            (name, i, line)
            for name in COLLECTIONS
            for i, line in rows.execute(f"SELECT id, line FROM {name}").fetchall()
        }
        rows.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, job_index, instance)")
        index = rows.execute(
            "SELECT term, coalesce(id, '?'), doc >> 24, offset FROM temp.words"
            " LEFT JOIN jobs ON jobs.row = doc"
        ).fetchall()
        assert len(index) == len(set(index))
        return Content(state, site, frozenset(lines), frozenset(index))

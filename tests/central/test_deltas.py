"""Deltas against their definition: from every version since, to exactly what stands now."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import pytest
from sqlalchemy import func, select

from kiosk.central.deltas import HORIZON, HOURLY_FOR, NEWEST_VERSIONS, thinned
from kiosk.central.publishing import Published, blob_file
from kiosk.central.tables import Publication, PublishedRow
from kiosk.contract.lines import Line, collection_digest, encode_line, row_hash
from kiosk.contract.manifest import Blob, Collection, Manifest
from tests.central_process import NOW, REGION, PlatformHome
from tests.sample_records import a_job, a_notice

Rows = dict[str, bytes]


def lines_of(platform: PlatformHome, blob: Blob) -> list[tuple[Line, bytes]]:
    unpacked = gzip.decompress(blob_file(platform.home, blob.sha256).read_bytes())
    return [(msgspec.json.decode(raw, type=Line), raw) for raw in unpacked.splitlines()]


def rows_of(platform: PlatformHome, collection: Collection) -> Rows:
    return {line.id: raw for line, raw in lines_of(platform, collection.snapshot)}


def after(platform: PlatformHome, rows: Rows, blob: Blob) -> Rows:
    changed = dict(rows)
    for line, raw in lines_of(platform, blob):
        if memoryview(line.record).nbytes:
            changed[line.id] = raw
        else:
            changed.pop(line.id, None)
    return changed


def digest(rows: Rows) -> str:
    return collection_digest((i, row_hash(raw)) for i, raw in sorted(rows.items()))


def jobs_of(manifest: Manifest) -> Collection:
    return next(c for c in manifest.collections if c.name == "jobs")


def check_every_way(platform: PlatformHome, history: list[Manifest]) -> int:
    """Every delta of the newest manifest, from every version it is good for; how many."""
    newest = jobs_of(history[-1])
    held = {m.version: rows_of(platform, jobs_of(m)) for m in history}
    tried = 0
    for delta in newest.deltas:
        for version, rows in held.items():
            if version < delta.from_version:
                continue
            once = after(platform, rows, delta.blob)
            assert digest(once) == newest.digest, f"{version} by the delta from {delta}"
            assert after(platform, once, delta.blob) == once
            tried += 1
    return tried


@contextmanager
def a_platform() -> Iterator[PlatformHome]:
    with TemporaryDirectory() as folder:
        platform = PlatformHome(Path(folder))
        yield platform
        platform.store.close()


@pytest.mark.parametrize("seed", range(6))
def test_any_history_is_followed_from_any_version(seed: int) -> None:
    random = Random(seed)
    with a_platform() as platform:
        platform.take(*(a_job(number) for number in range(30)))
        history = [platform.publish().manifest]
        tried = 0
        for step in range(1, 12):
            at = NOW + timedelta(minutes=20 * step)
            for _ in range(random.randrange(4)):
                number = random.randrange(34)
                until = random.choice((NOW.date() + timedelta(30), NOW.date() - timedelta(1)))
                title = random.choice(("保洁员", "保安", "面点师"))
                platform.take(a_job(number, title=title, valid_through=until))
            published = platform.publish(at=at)
            if isinstance(published, Published):
                history.append(published.manifest)
                tried += check_every_way(platform, history)
        assert tried > 20


def test_what_came_and_went_between_leaves_no_trace(platform: PlatformHome) -> None:
    platform.take(*(a_job(number) for number in range(10)))
    history = [platform.publish().manifest]
    platform.take(a_job(99))
    history.append(platform.publish(at=NOW + timedelta(minutes=1)).manifest)
    platform.take(a_job(99, valid_through=NOW.date() - timedelta(days=1)))
    history.append(platform.publish(at=NOW + timedelta(minutes=2)).manifest)
    first = jobs_of(history[-1]).deltas[0]
    assert first.from_version == 1
    (tombstone,) = lines_of(platform, first.blob)
    assert tombstone[1] == encode_line(Line(id="job-0099"))
    assert check_every_way(platform, history) == 3


def test_what_changed_and_changed_back_is_sent(platform: PlatformHome) -> None:
    platform.take(*(a_job(number) for number in range(10)))
    history = [platform.publish().manifest]
    for step, title in enumerate(("保安", "前台文员3"), start=1):
        platform.take(a_job(3, title=title))
        history.append(platform.publish(at=NOW + timedelta(minutes=step)).manifest)
    assert jobs_of(history[0]).digest == jobs_of(history[2]).digest
    assert check_every_way(platform, history) == 3


def test_a_collection_that_did_not_change_has_no_delta(platform: PlatformHome) -> None:
    platform.take(*(a_job(number) for number in range(10)), a_notice())
    platform.publish()
    platform.take(a_job(1, title="保安"))
    manifest = platform.publish(at=NOW + timedelta(minutes=1)).manifest
    assert {c.name: len(c.deltas) for c in manifest.collections if c.deltas} == {"jobs": 1}


def test_a_delta_of_more_than_half_is_not_offered(platform: PlatformHome) -> None:
    platform.take(*(a_job(number) for number in range(10)))
    platform.publish()
    platform.take(*(a_job(number, title="保安") for number in range(6)))
    manifest = platform.publish(at=NOW + timedelta(minutes=1)).manifest
    assert jobs_of(manifest).deltas == ()


def test_versions_are_thinned_as_they_age() -> None:
    now = datetime(2026, 6, 30, 12, 7, tzinfo=UTC)
    every_ten_minutes = [(n, now - timedelta(minutes=10) * (40 * 144 - n)) for n in range(40 * 144)]
    kept = thinned(every_ten_minutes, now)
    at = dict(every_ten_minutes)
    assert kept == sorted(kept)
    assert {v for v, _ in every_ten_minutes[-NEWEST_VERSIONS:]} <= set(kept)
    assert all(now - at[v] <= HORIZON for v in kept)
    assert len(kept) <= NEWEST_VERSIONS + 49 + 31
    gaps = [(at[b] - at[a], now - at[b]) for a, b in pairwise(kept)]
    assert all(gap <= timedelta(days=1) for gap, _ in gaps)
    assert all(gap <= timedelta(hours=1) for gap, age in gaps if age < HOURLY_FOR)
    oldest = min(at[v] for v in kept)
    assert now - oldest > HORIZON - timedelta(days=1)


def test_beyond_the_horizon_everything_is_forgotten(platform: PlatformHome) -> None:
    platform.take(*(a_job(number) for number in range(10)))
    platform.publish()
    platform.take(a_job(1, valid_through=NOW.date() - timedelta(days=1)))
    platform.publish(at=NOW + timedelta(minutes=1))
    late = NOW + HORIZON + timedelta(days=1)
    platform.take(a_job(2, title="保安"))
    manifest = platform.publish(at=late).manifest
    assert jobs_of(manifest).deltas == ()
    with platform.store.reading() as connection:
        gone = select(func.count()).select_from(PublishedRow).where(~PublishedRow.present)
        assert connection.scalar(gone) == 0
        assert connection.scalars(select(Publication.version)).all() == [manifest.version]
        assert connection.scalars(
            select(Publication.version).where(Publication.region == REGION)
        ).all() == [3]

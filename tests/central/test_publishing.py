from __future__ import annotations

import gzip
import hashlib
import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import IO

import pytest
from nacl.signing import SigningKey

from kiosk.central import publishing
from kiosk.central.files import write_atomically
from kiosk.central.keys import KEY_FILE, UnusableKey, signing_key
from kiosk.central.places import DATABASE_URL, FILE_NAME
from kiosk.central.publishing import (
    RENEW_BEFORE,
    VALID_FOR,
    Published,
    Unchanged,
    blob_file,
    manifest_file,
    publish_to,
    regions_in,
)
from kiosk.central.sweeping import blobs_of
from kiosk.central.tables import Base
from kiosk.contract.envelope import Untrusted
from kiosk.contract.lines import collection_digest, row_hash
from kiosk.contract.manifest import Collection, open_manifest
from tests.central_process import NOW, REGION, PlatformHome
from tests.sample_records import a_job, a_notice


def collection(platform: PlatformHome, name: str = "jobs", region: str = REGION) -> Collection:
    manifest = platform.publish(region).manifest
    return next(c for c in manifest.collections if c.name == name)


def lines(platform: PlatformHome, published: Collection) -> list[bytes]:
    packed = blob_file(platform.home, published.snapshot.sha256).read_bytes()
    assert hashlib.sha256(packed).hexdigest() == published.snapshot.sha256
    assert len(packed) == published.snapshot.size
    unpacked = gzip.decompress(packed)
    assert len(unpacked) == published.snapshot.unpacked_size
    assert packed[4:8] == bytes(4), "a time in the header would make the same content two blobs"
    return unpacked.splitlines()


def test_a_blob_is_what_its_manifest_says(platform: PlatformHome) -> None:
    jobs = [a_job(number) for number in range(30)]
    platform.take(*reversed(jobs))
    published = collection(platform)
    rows = lines(platform, published)
    assert published.count == len(rows) == 30
    pairs = [(job.id, row_hash(row)) for job, row in zip(jobs, rows, strict=True)]
    assert published.digest == collection_digest(pairs)


def test_the_manifest_is_signed_and_only_its_key_opens_it(platform: PlatformHome) -> None:
    platform.take(a_job())
    platform.publish()
    raw = manifest_file(platform.home, REGION).read_bytes()
    manifest, _ = open_manifest(raw, signing_key(platform.home).verify_key)
    assert (manifest.version, manifest.region) == (1, REGION)
    assert manifest.expires_at - manifest.published_at == VALID_FOR
    with pytest.raises(Untrusted, match="wrong_key"):
        open_manifest(raw, SigningKey.generate().verify_key)


def test_nothing_new_is_no_new_version(platform: PlatformHome) -> None:
    platform.take(a_job())
    assert isinstance(platform.publish(), Published)
    before = manifest_file(platform.home, REGION).read_bytes()
    assert isinstance(platform.publish(at=NOW + timedelta(hours=1)), Unchanged)
    assert manifest_file(platform.home, REGION).read_bytes() == before


def test_an_expiring_manifest_is_renewed(platform: PlatformHome) -> None:
    platform.take(a_job())
    first = platform.publish().manifest
    later = platform.publish(at=first.expires_at - RENEW_BEFORE).manifest
    assert later.version == 2
    assert later.collections == first.collections


def test_a_crash_before_the_manifest_file_is_made_good(platform: PlatformHome) -> None:
    platform.take(a_job())
    platform.publish()
    path = manifest_file(platform.home, REGION)
    raw = path.read_bytes()
    path.unlink()
    assert isinstance(platform.publish(), Unchanged)
    assert path.read_bytes() == raw


def test_what_a_clock_running_ahead_signed_is_signed_anew(platform: PlatformHome) -> None:
    platform.take(a_job(valid_through=None))
    platform.publish(at=NOW + timedelta(days=90))
    right = platform.publish().manifest
    assert (right.version, right.published_at) == (2, NOW)
    assert isinstance(platform.publish(at=NOW + timedelta(hours=1)), Unchanged)


def test_nobody_publishes_between_the_record_and_the_file(
    platform: PlatformHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def watched(path: Path, content: bytes) -> None:
        if path.name == "manifest.json":
            assert somebody_publishes(platform)
            written.append(path)
        write_atomically(path, content)

    monkeypatch.setattr(publishing, "write_atomically", watched)
    platform.take(a_job())
    platform.publish()
    assert written == [manifest_file(platform.home, REGION)]
    assert not somebody_publishes(platform)


def somebody_publishes(platform: PlatformHome) -> bool:
    """Whether another one that wants to publish would have to wait."""
    if DATABASE_URL in os.environ:
        with platform.store.reading() as connection:
            mine = "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            held = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND {mine}"
            return bool(connection.exec_driver_sql(held).scalar())
    with closing(sqlite3.connect(platform.home / FILE_NAME, timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return "locked" in str(error)
    return False


def test_a_publication_during_a_copy_is_copied_too(
    platform: PlatformHome, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    platform.take(a_job(1))
    platform.publish()
    copying = publishing.shutil.copyfileobj

    def slowly(source: IO[bytes], goal: IO[bytes]) -> None:
        monkeypatch.undo()
        platform.take(a_job(2))
        platform.publish(at=NOW + timedelta(minutes=1))
        copying(source, goal)

    monkeypatch.setattr(publishing.shutil, "copyfileobj", slowly)
    path = publish_to(platform.home, REGION, tmp_path / "tree", NOW)
    assert path.read_bytes() == manifest_file(platform.home, REGION).read_bytes()
    manifest, _ = open_manifest(path.read_bytes(), signing_key(platform.home).verify_key)
    assert manifest.version == 2
    assert all(blob_file(tmp_path / "tree" / "v1", name).is_file() for name in blobs_of(manifest))


def test_a_lost_database_does_not_turn_the_version_back(platform: PlatformHome) -> None:
    for number in range(3):
        platform.take(a_job(number))
        platform.publish()
    with platform.store.writing() as connection:
        Base.metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE catalogue_revision")
    platform.store.close()
    again = PlatformHome(platform.home)
    again.take(a_job(7))
    assert again.publish().manifest.version == 4
    again.store.close()


def test_expired_records_are_left_out(platform: PlatformHome) -> None:
    today = date(2026, 3, 2)
    platform.take(
        a_job(1, valid_through=today - timedelta(days=1)),
        a_job(2, valid_through=today),
        a_notice(1, valid_through=None),
        a_notice(2, valid_through=today - timedelta(days=1)),
    )
    assert collection(platform).count == 1
    assert collection(platform, "notices").count == 1


def test_the_last_day_is_a_day_in_china(platform: PlatformHome) -> None:
    platform.take(a_job(1, valid_through=date(2026, 3, 2)))
    before_midnight_there = NOW.replace(hour=15, minute=59)
    assert platform.publish(at=before_midnight_there).manifest.collections[0].count == 1
    after = before_midnight_there + timedelta(minutes=1)
    assert platform.publish(at=after).manifest.collections[0].count == 0


@pytest.mark.parametrize(
    ("imported_for", "published_for", "count"),
    [
        ("370102", "370102", 1),
        ("370000", "370102", 1),
        ("370100", "370102", 1),
        ("370100", "370102004", 1),
        ("370102004", "370102", 1),
        ("370102", "370000", 1),
        ("370102", "370100", 1),
        ("370202", "370102", 0),
        ("370202", "370100", 0),
        ("370102005", "370102004", 0),
        ("110000", "370000", 0),
    ],
)
def test_a_region_has_what_is_around_and_within_it(
    platform: PlatformHome, imported_for: str, published_for: str, count: int
) -> None:
    platform.take(a_job(), region=imported_for)
    assert collection(platform, region=published_for).count == count


def test_regions_are_those_imported_or_published(platform: PlatformHome) -> None:
    assert regions_in(platform.store) == []
    platform.take(a_job(), region="370000")
    platform.publish("370102")
    assert regions_in(platform.store) == ["370000", "370102"]


def test_the_same_content_makes_the_same_blob(platform: PlatformHome) -> None:
    platform.take(a_job(1))
    first = collection(platform).snapshot
    platform.take(a_job(2))
    assert collection(platform).snapshot != first
    platform.take(a_job(2, valid_through=date(2026, 1, 1)))
    assert collection(platform).snapshot == first
    names = {path.name for path in (platform.home / "blobs").iterdir()}
    assert not [name for name in names if len(name) != 64]


def test_the_signing_key_is_made_once_and_private(platform: PlatformHome) -> None:
    key = signing_key(platform.home)
    assert signing_key(platform.home) == key
    assert (platform.home / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (platform.home / "keys").iterdir() if "." not in path.name] == []


def test_a_broken_signing_key_is_never_replaced(platform: PlatformHome) -> None:
    signing_key(platform.home)
    (platform.home / KEY_FILE).write_text("broken")
    with pytest.raises(UnusableKey, match="not a signing key"):
        signing_key(platform.home)
    assert (platform.home / KEY_FILE).read_text() == "broken"


def test_memory_does_not_grow_with_the_catalogue(platform: PlatformHome) -> None:
    import tracemalloc

    def peak(count: int) -> int:
        platform.take(*(a_job(number, description="岗位" * 300) for number in range(count)))
        tracemalloc.start()
        platform.publish()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)
    small = peak(1000)
    assert peak(4000) < small * 2

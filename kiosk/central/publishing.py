"""From what was taken in to what terminals may show: blobs, then one signed manifest.

A region's catalogue holds the records of the region itself, of the regions around it (a provincial
hotline is good everywhere) and of those within it. The version rises only when a terminal would see
a difference, or when the manifest would soon expire.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from nacl.signing import SigningKey
from sqlalchemy import ColumnElement, Connection, insert, or_, select

from kiosk.central.files import write_atomically
from kiosk.central.snapshots import write_snapshot
from kiosk.central.store import Store
from kiosk.central.tables import Entry, Publication, State
from kiosk.contract.envelope import Untrusted
from kiosk.contract.lines import RECORD_TYPES
from kiosk.contract.manifest import (
    Collection,
    Manifest,
    open_manifest,
    sign_manifest,
)
from kiosk.records import CHINA_TIME

VALID_FOR: Final = timedelta(days=14)
"""After so long without contact a terminal says 请先打电话核实 (contract.md)."""
RENEW_BEFORE: Final = timedelta(days=7)
"""An unchanged catalogue is signed anew when less than this is left of its validity."""
_ROWS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Published:
    """A new version stands."""

    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What stands is what would be published."""

    manifest: Manifest


Publishing = Published | Unchanged


def manifest_file(home: Path, region: str) -> Path:
    """Where the manifest of ``region`` stands."""
    return home / "regions" / region / "manifest.json"


def blob_file(home: Path, sha256: str) -> Path:
    """Where the blob of that name stands."""
    return home / "blobs" / sha256


def regions_in(store: Store) -> list[str]:
    """Every region that a feed was imported for or that was published before."""
    with store.reading() as connection:
        imported = connection.scalars(select(Entry.region).distinct())
        published = connection.scalars(select(Publication.region).distinct())
        return sorted({*imported, *published})


def publish(store: Store, home: Path, region: str, key: SigningKey, now: datetime) -> Publishing:
    """Publish ``region`` from ``store`` into the files of ``home``; ``now`` carries its offset."""
    path = manifest_file(home, region)
    with store.writing() as connection:
        version, newest = _last(connection, region)
        collections = tuple(_snapshots(connection, home, region, now.astimezone(CHINA_TIME).date()))
        last = _opened(newest, key)
        standing = _opened(path.read_bytes() if path.is_file() else None, key)
        result: Publishing
        if last is not None and _still_good(last, collections, now):
            result = Unchanged(last)
        else:
            floor = max(version, standing.version if standing else 0)
            result = Published(_following(floor, region, collections, now))
        raw = sign_manifest(result.manifest, key)
        if isinstance(result, Published):
            connection.execute(insert(Publication).values(_publication(result.manifest, raw)))
    if not path.is_file() or path.read_bytes() != raw:
        write_atomically(path, raw)
    return result


def _snapshots(
    connection: Connection, home: Path, region: str, today: date
) -> Iterator[Collection]:
    for name in RECORD_TYPES:
        wanted = (
            select(Entry.id, Entry.line)
            .where(Entry.collection == name, Entry.state == State.ACCEPTED)
            .where(or_(Entry.valid_through.is_(None), Entry.valid_through >= today))
            .where(_applies_in(region))
            .order_by(Entry.id)
        )
        rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(wanted)
        yield write_snapshot(name, rows, home / "blobs")


def _applies_in(region: str) -> ColumnElement[bool]:
    around = {region[:2] + "0000", region[:4] + "00", region[:6], region}
    within = region.removesuffix("00").removesuffix("00") if len(region) == 6 else region
    return or_(Entry.region.in_(around), Entry.region.startswith(within))


def _last(connection: Connection, region: str) -> tuple[int, bytes | None]:
    newest = connection.execute(
        select(Publication.version, Publication.manifest)
        .where(Publication.region == region)
        .order_by(Publication.version.desc())
        .limit(1)
    ).one_or_none()
    return (newest.version, newest.manifest) if newest else (0, None)


def _opened(raw: bytes | None, key: SigningKey) -> Manifest | None:
    try:
        return None if raw is None else open_manifest(raw, key.verify_key)[0]
    except Untrusted:
        return None


def _still_good(last: Manifest, collections: tuple[Collection, ...], now: datetime) -> bool:
    return last.collections == collections and last.expires_at - now > RENEW_BEFORE


def _following(
    version: int, region: str, collections: tuple[Collection, ...], now: datetime
) -> Manifest:
    return Manifest(
        region=region,
        version=version + 1,
        published_at=now,
        expires_at=now + VALID_FOR,
        collections=collections,
    )


def _publication(manifest: Manifest, raw: bytes) -> dict[str, Any]:
    return {
        "region": manifest.region,
        "version": manifest.version,
        "published_at": manifest.published_at,
        "expires_at": manifest.expires_at,
        "manifest": raw,
    }

"""From what was taken in to what terminals may show: blobs, then one signed manifest.

A region's catalogue holds the records of the region itself, of the regions around it (a provincial
hotline is good everywhere) and of those within it. The version rises only when a terminal would see
a difference, or when the manifest would soon expire.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
from nacl.signing import SigningKey, VerifyKey
from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from kiosk.central.changes import ChangeLog, HashedRow
from kiosk.central.deltas import HORIZON, thinned, write_deltas
from kiosk.central.files import draft_in, put_in_place, write_atomically
from kiosk.central.keys import key_chain
from kiosk.central.sealing_keys import sealing_key
from kiosk.central.snapshots import write_snapshot
from kiosk.central.store import Store
from kiosk.central.sweeping import blobs_of, sweep
from kiosk.central.tables import Entry, Publication, State
from kiosk.contract.envelope import Untrusted
from kiosk.contract.lines import RECORD_TYPES, row_hash
from kiosk.contract.manifest import Collection, Manifest, open_manifest, sign_manifest
from kiosk.records import CHINA_TIME

VALID_FOR: Final = timedelta(days=14)
"""After so long without contact a terminal says 请先打电话核实 (contract.md)."""
REGIONS: Final = "regions"
"""Folder of the home with a folder for each region."""
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
    return home / REGIONS / region / "manifest.json"


def publish_to(home: Path, region: str, folder: Path, now: datetime) -> Path:
    """Copy what terminals fetch of ``region`` into ``folder``, for any server that serves files.

    Blobs come first and the manifest last, so that whoever looks meanwhile sees the old catalogue
    or the new one. Gives the manifest's place.
    """
    root = VerifyKey(bytes.fromhex(key_chain(home).root))
    tree = folder / "v1"
    raw = b""
    # Again where another publication came meanwhile: an old manifest must not replace its own.
    while raw != (raw := manifest_file(home, region).read_bytes()):
        _copy_blobs(home, open_manifest(raw, root)[0], tree)
    path = manifest_file(tree, region)
    if not path.is_file() or path.read_bytes() != raw:
        write_atomically(path, raw)
    sweep(tree, root, now)
    return path


def _copy_blobs(home: Path, manifest: Manifest, tree: Path) -> None:
    for name in sorted(blobs_of(manifest)):
        source, place = blob_file(home, name), blob_file(tree, name)
        if not place.exists():
            with draft_in(place.parent) as draft, source.open("rb") as blob:
                shutil.copyfileobj(blob, draft)
                put_in_place(draft, place)
        place.touch()


def blob_file(home: Path, sha256: str) -> Path:
    """Where the blob of that name stands."""
    return home / "blobs" / sha256


def regions_in(store: Store) -> list[str]:
    """Every region that a feed was imported for or that was published before."""
    with store.reading() as connection:
        imported = connection.scalars(select(Entry.region).distinct())
        published = connection.scalars(select(Publication.region).distinct())
        return sorted({*imported, *published})


def publish(
    store: Store,
    home: Path,
    region: str,
    key: SigningKey,
    now: datetime,
    *,
    version_at_least: int = 1,
) -> Publishing:
    """Publish ``region`` from ``store`` into the files of ``home``; ``now`` carries its offset.

    ``version_at_least`` lifts the version over what terminals have seen of a platform that was
    lost and set up anew.
    """
    path = manifest_file(home, region)
    chain = key_chain(home)
    root = VerifyKey(bytes.fromhex(chain.root))
    with store.publishing(region) as connection:
        known, last = _last(connection, region, root)
        standing = _opened(path.read_bytes() if path.is_file() else None, root)
        floor = max(known, standing.version if standing else 0, version_at_least - 1)
        draft = Manifest(
            region=region,
            version=floor + 1,
            published_at=now,
            expires_at=now + VALID_FOR,
            sealing_key=sealing_key(home).public_key.encode().hex(),
            collections=tuple(_snapshots(connection, home, region, floor + 1, now)),
        )
        result: Publishing
        if last is not None and floor == last.version and _still_good(last, draft, now):
            result = Unchanged(last)
        else:
            result = Published(_with_deltas(connection, draft, home))
        raw = sign_manifest(result.manifest, key, chain.rotations)
        if isinstance(result, Published):
            connection.execute(insert(Publication).values(_publication(result.manifest, raw)))
            _forget(connection, region, now)
        # Under the lock: of two that publish at once, the older one must not come to stand last.
        if not path.is_file() or path.read_bytes() != raw:
            write_atomically(path, raw)
    sweep(home, root, now)
    return result


def _snapshots(
    connection: Connection, home: Path, region: str, version: int, now: datetime
) -> Iterator[Collection]:
    today = now.astimezone(CHINA_TIME).date()
    for name in RECORD_TYPES:
        wanted = (
            select(Entry.id, Entry.line)
            .where(Entry.collection == name, Entry.state == State.ACCEPTED)
            .where(or_(Entry.valid_through.is_(None), Entry.valid_through >= today))
            .where(_applies_in(region))
            .order_by(Entry.id)
        )
        rows = connection.execute(wanted, execution_options={"yield_per": _ROWS_AT_ONCE})
        hashed = (HashedRow(row.id, row.line, row_hash(row.line)) for row in rows)
        changes = ChangeLog(connection, region, name, version)
        yield write_snapshot(name, changes.noting(hashed), home / "blobs")


def _with_deltas(connection: Connection, manifest: Manifest, home: Path) -> Manifest:
    region = manifest.region
    versions = connection.execute(
        select(Publication.version, Publication.published_at)
        .where(Publication.region == region, Publication.version < manifest.version)
        .order_by(Publication.version)
    ).all()
    since = thinned([(row.version, row.published_at) for row in versions], manifest.published_at)
    collections = []
    for collection in manifest.collections:
        deltas = write_deltas(connection, region, collection.name, since, home / "blobs")
        collections.append(msgspec.structs.replace(collection, deltas=deltas))
    return msgspec.structs.replace(manifest, collections=tuple(collections))


def _forget(connection: Connection, region: str, now: datetime) -> None:
    """Let go of versions beyond the horizon, and of what only deltas from them would need."""
    mine = Publication.region == region
    newest = connection.scalar(select(func.max(Publication.version)).where(mine))
    older = (mine, Publication.version < newest)
    connection.execute(delete(Publication).where(*older, Publication.published_at < now - HORIZON))
    connection.execute(update(Publication).where(*older).values(manifest=b""))
    oldest = connection.scalar(select(func.min(Publication.version)).where(mine)) or 0
    for name in RECORD_TYPES:
        ChangeLog(connection, region, name, oldest).forget_gone(before_version=oldest)


def _applies_in(region: str) -> ColumnElement[bool]:
    around = {region[:2] + "0000", region[:4] + "00", region[:6], region}
    within = region.removesuffix("00").removesuffix("00") if len(region) == 6 else region
    return or_(Entry.region.in_(around), Entry.region.startswith(within))


def _last(connection: Connection, region: str, root: VerifyKey) -> tuple[int, Manifest | None]:
    newest = connection.execute(
        select(Publication.version, Publication.manifest)
        .where(Publication.region == region)
        .order_by(Publication.version.desc())
        .limit(1)
    ).one_or_none()
    return (newest.version, _opened(newest.manifest, root)) if newest else (0, None)


def _opened(raw: bytes | None, root: VerifyKey) -> Manifest | None:
    try:
        return None if raw is None else open_manifest(raw, root)[0]
    except Untrusted:
        return None


def _still_good(last: Manifest, draft: Manifest, now: datetime) -> bool:
    same = [(c.name, c.count, c.digest) for c in last.collections] == [
        (c.name, c.count, c.digest) for c in draft.collections
    ]
    # One that a clock running ahead has signed would put every terminal's time ahead as well.
    in_time = last.published_at <= now < last.expires_at - RENEW_BEFORE
    return same and last.sealing_key == draft.sealing_key and in_time


def _publication(manifest: Manifest, raw: bytes) -> dict[str, Any]:
    return {
        "region": manifest.region,
        "version": manifest.version,
        "published_at": manifest.published_at,
        "expires_at": manifest.expires_at,
        "manifest": raw,
    }

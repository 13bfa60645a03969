"""A believed manifest → the catalogue: fetch and check all, then apply all in one transaction.

What the rules of ``kiosk.lawful`` say again on the terminal is a matter of display (part 7): the
stored rows are what was signed, else their digest could not be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.agent.blobs import UnreadableBlob, catalogue_rows, sha256_of, unpacked_lines
from kiosk.agent.failure import PullFailed
from kiosk.agent.platform_api import PlatformApi, Unreachable
from kiosk.agent.verdicts import Verdict
from kiosk.contract.lines import RECORD_TYPES, collection_digest
from kiosk.contract.manifest import Blob, Collection, Manifest
from offline_cache.publishing import Publishing
from offline_cache.rows import CatalogueState
from offline_cache.writer import CatalogueWriter

LARGEST_BLOB: Final = 1 << 30
LARGEST_UNPACKED: Final = 8 << 30


def apply_version(
    manifest: Manifest,
    have: CatalogueState | None,
    api: PlatformApi,
    catalogue: CatalogueWriter,
    folder: Path,
    now: datetime,
) -> Mapping[str, int]:
    """Make ``catalogue`` equal ``manifest``; counts by collection. ``PullFailed`` changes nothing.

    Blobs wait in ``folder``, so that no transaction is open while the network is.
    """
    wanted = {c.name: c for c in manifest.collections if c.name in RECORD_TYPES}
    known = have.digests if have else {}
    changed = {name: c for name, c in wanted.items() if known.get(name) != c.digest}
    blobs = {name: _fetched(c.snapshot, api, folder / name) for name, c in changed.items()}
    with catalogue.publishing() as publishing:
        for name, collection in changed.items():
            _replace(publishing, collection, blobs[name])
        for name in RECORD_TYPES.keys() - wanted.keys():
            publishing.replace(name, ())
        publishing.finish(_state(manifest, wanted, now))
    return {name: collection.count for name, collection in wanted.items()}


def _fetched(snapshot: Blob, api: PlatformApi, path: Path) -> Path:
    if snapshot.size > LARGEST_BLOB or snapshot.unpacked_size > LARGEST_UNPACKED:
        raise PullFailed(Verdict.OVERSIZED, f"blob {snapshot.sha256} declares {snapshot.size}")
    with path.open("w+b") as file:
        answer = api.blob(snapshot.sha256, snapshot.size, file)
        if isinstance(answer, Unreachable):
            raise PullFailed(answer.verdict, answer.detail, answer.retry_after)
        if sha256_of(file) != snapshot.sha256:
            raise PullFailed(Verdict.BLOB_MISMATCH, f"other bytes for {path.name}")
    return path


def _replace(publishing: Publishing, collection: Collection, blob: Path) -> None:
    with blob.open("rb") as file:
        lines = unpacked_lines(file, collection.snapshot.unpacked_size)
        try:
            publishing.replace(collection.name, catalogue_rows(lines, collection.name))
        except UnreadableBlob as error:
            raise PullFailed(Verdict.UNREADABLE_BLOB, str(error)) from error
    if collection_digest(publishing.hashes(collection.name)) != collection.digest:
        raise PullFailed(Verdict.DIGEST_MISMATCH, f"{collection.name} is not what was signed")


def _state(
    manifest: Manifest, collections: Mapping[str, Collection], now: datetime
) -> CatalogueState:
    return CatalogueState(
        version=manifest.version,
        published_at=manifest.published_at,
        expires_at=manifest.expires_at,
        applied_at=now,
        digests={name: collection.digest for name, collection in collections.items()},
    )

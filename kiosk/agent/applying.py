"""A believed manifest → the catalogue: fetch and check all, then apply all in one transaction.

A collection that changed comes as a delta where there is one from the terminal's version or an
older one, else whole. If the delta is not to be had (a stick carries none), or what it leads to is
not what was signed, the collection comes whole, once.

What the rules of ``kiosk.lawful`` say again on the terminal is a matter of display (part 7): the
stored rows are what was signed, else their digest could not be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.agent.answers import Unreachable
from kiosk.agent.blobs import UnreadableBlob, catalogue_rows, sha256_of, unpacked_lines
from kiosk.agent.failure import PullFailed
from kiosk.agent.sources import CatalogueSource
from kiosk.agent.verdicts import Verdict
from kiosk.contract.lines import RECORD_TYPES, collection_digest
from kiosk.contract.manifest import Blob, Collection, Manifest
from offline_cache.publishing import Publishing
from offline_cache.rows import CatalogueState
from offline_cache.writer import CatalogueWriter

LARGEST_BLOB: Final = 1 << 30
LARGEST_UNPACKED: Final = 8 << 30


@dataclass(frozen=True, slots=True)
class _Step:
    """How one collection gets to its new state: by ``blob``, which is waiting at ``path``."""

    collection: Collection
    blob: Blob
    whole: bool
    path: Path


class _Mismatch(PullFailed):
    """A collection came out different from what was signed."""

    def __init__(self, name: str) -> None:
        super().__init__(Verdict.DIGEST_MISMATCH, f"{name} is not what was signed")
        self.name = name


def apply_version(
    manifest: Manifest,
    have: CatalogueState | None,
    source: CatalogueSource,
    catalogue: CatalogueWriter,
    folder: Path,
    now: datetime,
) -> Mapping[str, int]:
    """Make ``catalogue`` equal ``manifest``; counts by collection. ``PullFailed`` changes nothing.

    Blobs wait in ``folder``, so that no transaction is open while the network is.
    """
    wanted = {c.name: c for c in manifest.collections if c.name in RECORD_TYPES}
    known = have.digests if have else {}
    steps = {
        name: _fetched(_step(collection, have, folder), source)
        for name, collection in wanted.items()
        if known.get(name) != collection.digest
    }
    while True:
        try:
            _apply(manifest, wanted, steps, catalogue, now)
        except _Mismatch as mismatch:
            step = steps[mismatch.name]
            if step.whole:
                raise
            steps[mismatch.name] = _fetched(_whole(step.collection, folder), source)
        else:
            return {name: collection.count for name, collection in wanted.items()}


def _step(collection: Collection, have: CatalogueState | None, folder: Path) -> _Step:
    version = have.version if have and collection.name in have.digests else -1
    deltas = [delta for delta in collection.deltas if delta.from_version <= version]
    if not deltas:
        return _whole(collection, folder)
    nearest = max(deltas, key=lambda delta: delta.from_version)
    return _Step(collection, nearest.blob, whole=False, path=folder / f"{collection.name}.delta")


def _whole(collection: Collection, folder: Path) -> _Step:
    return _Step(collection, collection.snapshot, whole=True, path=folder / collection.name)


def _fetched(step: _Step, source: CatalogueSource) -> _Step:
    blob = step.blob
    if blob.size > LARGEST_BLOB or blob.unpacked_size > LARGEST_UNPACKED:
        raise PullFailed(Verdict.OVERSIZED, f"blob {blob.sha256} declares {blob.size}")
    with step.path.open("w+b") as file:
        answer = source.blob(blob.sha256, blob.size, file)
        if isinstance(answer, Unreachable):
            if answer.verdict is Verdict.NOT_FOUND and not step.whole:
                return _fetched(_whole(step.collection, step.path.parent), source)
            raise PullFailed(answer.verdict, answer.detail, answer.retry_after)
        if sha256_of(file) != blob.sha256:
            raise PullFailed(Verdict.BLOB_MISMATCH, f"other bytes for {step.path.name}")
    return step


def _apply(
    manifest: Manifest,
    wanted: Mapping[str, Collection],
    steps: Mapping[str, _Step],
    catalogue: CatalogueWriter,
    now: datetime,
) -> None:
    with catalogue.publishing() as publishing:
        for step in steps.values():
            _take(publishing, step)
        for name in RECORD_TYPES.keys() - wanted.keys():
            publishing.replace(name, ())
        publishing.finish(_state(manifest, wanted, now))


def _take(publishing: Publishing, step: _Step) -> None:
    name = step.collection.name
    with step.path.open("rb") as file:
        lines = unpacked_lines(file, step.blob.unpacked_size)
        try:
            if step.whole:
                publishing.replace(name, catalogue_rows(lines, name))
            else:
                gone: list[str] = []
                publishing.upsert(name, catalogue_rows(lines, name, gone))
                publishing.remove(name, gone)
        except UnreadableBlob as error:
            raise PullFailed(Verdict.UNREADABLE_BLOB, str(error)) from error
    if collection_digest(publishing.hashes(name)) != step.collection.digest:
        raise _Mismatch(name)


def _state(
    manifest: Manifest, collections: Mapping[str, Collection], now: datetime
) -> CatalogueState:
    return CatalogueState(
        version=manifest.version,
        published_at=manifest.published_at,
        expires_at=manifest.expires_at,
        applied_at=now,
        digests={name: collection.digest for name, collection in collections.items()},
        sealing_key=manifest.sealing_key,
    )

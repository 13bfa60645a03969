"""Making a bundle: a believed manifest and its snapshots, checked, in one file."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from kiosk.agent.answers import Fetched, Unreachable
from kiosk.agent.believing import believed
from kiosk.agent.blobs import sha256_of
from kiosk.agent.failure import PullFailed
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.sources import CatalogueSource, blob_name, manifest_name
from kiosk.agent.verdicts import Verdict
from kiosk.contract.manifest import Blob, Manifest

_CHUNK = 1 << 20


def write_bundle(
    path: Path, source: CatalogueSource, region: str, platform: FollowedPlatform
) -> Manifest:
    """Write the catalogue of ``region`` to ``path``; ``PullFailed`` or ``OSError`` leave no file.

    Only snapshots go in: the terminal it is for may have any version, or none.
    """
    answer = source.manifest(region)
    if isinstance(answer, Unreachable):
        raise PullFailed(answer.verdict, answer.detail)
    assert isinstance(answer, Fetched)  # nothing was asked about an earlier one
    manifest = believed(answer.raw, platform, region)
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open("wb") as file:
            with ZipFile(file, "w", ZIP_STORED) as bundle:
                bundle.writestr(ZipInfo(manifest_name(region)), answer.raw)
                # Two collections may be the same bytes, most often none at all.
                for blob in {c.snapshot.sha256: c.snapshot for c in manifest.collections}.values():
                    with bundle.open(
                        ZipInfo(blob_name(blob.sha256)), "w", force_zip64=True
                    ) as into:
                        _copy(blob, source, into)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _copy(blob: Blob, source: CatalogueSource, into: IO[bytes]) -> None:
    with TemporaryFile() as waiting:
        answer = source.blob(blob.sha256, blob.size, waiting)
        if isinstance(answer, Unreachable):
            raise PullFailed(answer.verdict, answer.detail)
        if sha256_of(waiting) != blob.sha256:
            raise PullFailed(Verdict.BLOB_MISMATCH, f"other bytes for {blob.sha256}")
        waiting.seek(0)
        while chunk := waiting.read(_CHUNK):
            into.write(chunk)

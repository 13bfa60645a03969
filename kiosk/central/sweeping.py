"""Taking away blobs that no terminal fetches any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from nacl.signing import VerifyKey

from kiosk.contract.envelope import Untrusted
from kiosk.contract.manifest import Manifest, open_manifest

KEPT_FOR: Final = timedelta(days=2)
"""A terminal on a slow line may still be fetching what an older manifest named."""


def sweep(folder: Path, root: VerifyKey, now: datetime) -> int:
    """Delete blobs of the tree ``folder`` that no standing manifest names; how many.

    A blob is spared for ``KEPT_FOR`` after it was last part of a publication. Nothing is deleted
    beside a manifest that ``root`` and its successors did not sign.
    """
    named = set[str]()
    for path in (folder / "regions").glob("*/manifest.json"):
        try:
            named |= blobs_of(open_manifest(path.read_bytes(), root)[0])
        except Untrusted:
            return 0  # somebody else's platform: nothing here is ours to delete
    oldest = (now - KEPT_FOR).timestamp()
    stale = [
        path
        for path in (folder / "blobs").iterdir()  # drafts of a killed publication too
        if path.name not in named and path.stat().st_mtime < oldest
    ]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def blobs_of(manifest: Manifest) -> set[str]:
    """Names of every blob that ``manifest`` names."""
    collections = manifest.collections
    deltas = {delta.blob.sha256 for c in collections for delta in c.deltas}
    return deltas | {c.snapshot.sha256 for c in collections}

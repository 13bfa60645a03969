"""What makes a manifest believed: whose it is, for whom it is, and that it is not an older one."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from kiosk.agent.failure import PullFailed
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.verdicts import Verdict
from kiosk.contract.envelope import Untrusted
from kiosk.contract.manifest import Manifest, open_manifest
from kiosk.timekeeping import Anchor, ClockReading
from offline_cache.rows import CatalogueState

CLIENT: Final = (0, 1, 0)
"""Version of this program, which a manifest's ``min_client`` is compared with."""


def believed(raw: bytes, platform: FollowedPlatform, region: str) -> Manifest:
    """Manifest inside ``raw``; ``PullFailed`` names why it is not believed.

    What was believed once is remembered before anything of it is applied.
    """
    try:
        manifest, signer = open_manifest(raw, platform.key)
    except Untrusted as error:
        raise PullFailed(Verdict(error.args[0]), "the manifest was not believed") from error
    if manifest.region != region:
        raise PullFailed(Verdict.WRONG_REGION, f"a manifest of region {manifest.region}")
    wanted = tuple(int(part) for part in re.findall(r"\d+", manifest.min_client))
    if wanted > CLIENT:
        raise PullFailed(Verdict.CLIENT_TOO_OLD, f"client {manifest.min_client} is wanted")
    if manifest.version < platform.version:
        raise PullFailed(
            Verdict.OLDER_VERSION, f"version {manifest.version} after {platform.version}"
        )
    platform.follow(signer, manifest.version)
    return manifest


def refuse_older(manifest: Manifest, have: CatalogueState | None) -> None:
    """``PullFailed`` for what the terminal already has in a newer or another form."""
    if have is None or manifest.version > have.version:
        return
    if manifest.version < have.version:
        raise PullFailed(Verdict.OLDER_VERSION, f"version {manifest.version} after {have.version}")
    if manifest.published_at != have.published_at:
        raise PullFailed(Verdict.OLDER_VERSION, f"another version {have.version}")


def expired(manifest: Manifest, said: datetime | None, now: datetime) -> bool:
    """Whether ``manifest`` has outlived itself by our time, or by what its own server ``said``."""
    return max(now, said or now) > manifest.expires_at


def anchor_from(manifest: Manifest, said: datetime | None, reading: ClockReading) -> Anchor | None:
    """The platform's time at ``reading``, if what it ``said`` can be.

    The header that says it is not signed, the manifest is: outside the manifest's own life the
    header is not believed, so that nobody on the way can shift a terminal by more than that.
    """
    if said is None or not manifest.published_at <= said <= manifest.expires_at:
        return None
    return Anchor(said, reading)

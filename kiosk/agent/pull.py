"""One pull: the manifest is believed only when signed, a blob only when its hash is right, and a
version is on the terminal only when every collection equals what was signed.

Deltas, key rotation and recovery are doors that stand open here for the next part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from nacl.signing import VerifyKey

from kiosk.agent.applying import apply_version
from kiosk.agent.failure import PullFailed
from kiosk.agent.outcomes import Applied, Failed, Outcome, UpToDate
from kiosk.agent.platform_api import Fetched, NotModified, PlatformApi, Unreachable
from kiosk.agent.verdicts import Verdict
from kiosk.contract.envelope import Untrusted
from kiosk.contract.manifest import Manifest, open_manifest
from offline_cache.faults import CatalogueFault
from offline_cache.rows import CatalogueState, Contact
from offline_cache.writer import CatalogueWriter

CLIENT: Final = (0, 1, 0)
"""Version of this program, which a manifest's ``min_client`` is compared with."""
INCOMING: Final = ".incoming-"
"""Prefix of the folders in a home that blobs wait in."""


class Subscription:
    """A terminal's following of one region; ``now`` gives moments that carry their offset."""

    def __init__(
        self,
        api: PlatformApi,
        catalogue: CatalogueWriter,
        *,
        home: Path,
        region: str,
        trusted: VerifyKey,
        now: Callable[[], datetime],
    ) -> None:
        self._api = api
        self._catalogue = catalogue
        self._home = home
        self._region = region
        self._trusted = trusted
        self._now = now
        self._seen: tuple[str, Manifest] | None = None

    def pull(self) -> Outcome:
        """Bring the terminal to the platform's version, and note what came of it."""
        try:
            outcome = self._outcome()
            now = self._now()
            failed = isinstance(outcome, Failed)
            verdict = outcome.verdict if isinstance(outcome, Failed) else Verdict.CURRENT
            heard_at = None if failed else now
            self._catalogue.note_contact(Contact(tried_at=now, verdict=verdict, heard_at=heard_at))
        except CatalogueFault as fault:
            return Failed(Verdict.CATALOGUE, str(fault))
        return outcome

    def _outcome(self) -> Outcome:
        try:
            return self._followed(self._catalogue.state())
        except PullFailed as failure:
            return failure.outcome
        except OSError as error:
            return Failed(Verdict.DISK, str(error))

    def _followed(self, have: CatalogueState | None) -> Applied | UpToDate:
        manifest = self._manifest(have)
        if have is not None and manifest.version == have.version:
            if manifest.published_at != have.published_at:
                raise PullFailed(Verdict.OLDER_VERSION, f"another version {have.version}")
            return UpToDate(have.version, manifest.backoff_seconds)
        if have is not None and manifest.version < have.version:
            raise PullFailed(
                Verdict.OLDER_VERSION, f"version {manifest.version} after {have.version}"
            )
        with TemporaryDirectory(dir=self._home, prefix=INCOMING) as folder:
            counts = apply_version(
                manifest, have, self._api, self._catalogue, Path(folder), self._now()
            )
        return Applied(manifest.version, counts, manifest.backoff_seconds)

    def _manifest(self, have: CatalogueState | None) -> Manifest:
        # An ETag is only worth sending while the terminal still holds what came with it.
        seen = self._seen if have and self._seen and self._seen[1].version == have.version else None
        answer = self._api.manifest(self._region, seen[0] if seen else None)
        match answer:
            case Unreachable(verdict, detail, retry_after):
                raise PullFailed(verdict, detail, retry_after)
            case NotModified():
                if seen is None:
                    raise PullFailed(Verdict.NOT_A_MANIFEST, "304 without having asked for it")
                return seen[1]
            case Fetched(raw, etag):
                manifest = self._believed(raw)
                self._seen = (etag, manifest) if etag else None
                return manifest

    def _believed(self, raw: bytes) -> Manifest:
        try:
            manifest, _ = open_manifest(raw, self._trusted)
        except Untrusted as error:
            raise PullFailed(Verdict(error.args[0]), "the manifest was not believed") from error
        if manifest.region != self._region:
            raise PullFailed(Verdict.WRONG_REGION, f"a manifest of region {manifest.region}")
        wanted = tuple(int(part) for part in re.findall(r"\d+", manifest.min_client))
        if wanted > CLIENT:
            raise PullFailed(Verdict.CLIENT_TOO_OLD, f"client {manifest.min_client} is wanted")
        return manifest

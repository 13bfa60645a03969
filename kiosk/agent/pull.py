"""One pull: the manifest is believed only when signed, a blob only when its hash is right, and a
version is on the terminal only when every collection equals what was signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kiosk.agent.answers import Fetched, NotModified, Unreachable
from kiosk.agent.applying import apply_version
from kiosk.agent.believing import anchor_from, believed, expired, refuse_older
from kiosk.agent.failure import PullFailed
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.outcomes import Applied, Failed, Outcome, UpToDate
from kiosk.agent.sources import CatalogueSource
from kiosk.agent.verdicts import Verdict
from kiosk.contract.manifest import Manifest
from kiosk.timekeeping import Anchor, Clock, trusted_time
from offline_cache.care_copy import GOOD_COPY_FILE
from offline_cache.care_files import remove
from offline_cache.faults import CatalogueFault
from offline_cache.rows import CatalogueState, Contact
from offline_cache.writer import CatalogueWriter

INCOMING: Final = ".incoming-"
"""Prefix of the folders in a home that blobs wait in."""


@dataclass(frozen=True, slots=True)
class _Heard:
    manifest: Manifest
    said: datetime | None
    anchor: Anchor | None


class Subscription:
    """A terminal's following of one region, from the network or from what was brought on a stick.

    ``live`` says that the source speaks for the platform as it is now, so that hearing it is
    contact; a stick is contact with the platform as it was when the stick was made.
    """

    def __init__(
        self,
        source: CatalogueSource,
        catalogue: CatalogueWriter,
        *,
        home: Path,
        region: str,
        platform: FollowedPlatform,
        clock: Clock,
        live: bool = True,
    ) -> None:
        self._source = source
        self._catalogue = catalogue
        self._home = home
        self._region = region
        self._platform = platform
        self._clock = clock
        self._live = live
        self._seen: tuple[str, Manifest] | None = None

    def pull(self) -> Outcome:
        """Bring the terminal to the source's version, and note what came of it."""
        try:
            have = self._catalogue.state()
            outcome, heard = self._outcome(have)
            self._catalogue.note_contact(self._contact(outcome, heard, have))
        except CatalogueFault as fault:
            return Failed(Verdict.CATALOGUE, str(fault))
        return outcome

    def _outcome(self, have: CatalogueState | None) -> tuple[Outcome, _Heard | None]:
        heard = None
        try:
            heard = self._heard(have)
            return self._followed(heard, have), heard
        except PullFailed as failure:
            return failure.outcome, heard
        except OSError as error:
            return Failed(Verdict.DISK, str(error)), heard

    def _followed(self, heard: _Heard, have: CatalogueState | None) -> Applied | UpToDate:
        manifest = heard.manifest
        now = self._now(heard, have)
        if self._platform.moved:
            have = None  # its version is another platform's or region's, and says nothing here
        refuse_older(manifest, have)
        verdict = Verdict.EXPIRED if expired(manifest, heard.said, now) else Verdict.CURRENT
        if have is not None and manifest.version == have.version:
            return UpToDate(have.version, manifest.backoff_seconds, verdict)
        with TemporaryDirectory(dir=self._home, prefix=INCOMING) as folder:
            counts = apply_version(manifest, have, self._source, self._catalogue, Path(folder), now)
        if self._platform.moved:
            remove(self._home / GOOD_COPY_FILE)  # of where the terminal was before
            self._platform.arrived()
        return Applied(manifest.version, counts, manifest.backoff_seconds, verdict)

    def _heard(self, have: CatalogueState | None) -> _Heard:
        # An ETag is only worth sending while the terminal still holds what came with it.
        seen = self._seen if have and self._seen and self._seen[1].version == have.version else None
        answer = self._source.manifest(self._region, seen[0] if seen else None)
        match answer:
            case Unreachable(verdict, detail, retry_after):
                raise PullFailed(verdict, detail, retry_after)
            case NotModified(date):
                if seen is None:
                    raise PullFailed(Verdict.NOT_A_MANIFEST, "304 without having asked for it")
                manifest = seen[1]
            case Fetched(raw, etag, date):
                manifest = believed(raw, self._platform, self._region)
                self._seen = (etag, manifest) if etag else None
        return _Heard(manifest, date, anchor_from(manifest, date, self._clock()))

    def _contact(
        self, outcome: Outcome, heard: _Heard | None, have: CatalogueState | None
    ) -> Contact:
        now = self._now(heard, have)
        heard_at = None
        if not isinstance(outcome, Failed) and heard is not None:
            before = have.contact_at if have else None
            at = now if self._live and outcome.verdict is Verdict.CURRENT else None
            made = heard.manifest.published_at
            heard_at = at or max(before or made, made)
        return Contact(
            tried_at=now,
            verdict=outcome.verdict,
            heard_at=heard_at,
            anchor=heard.anchor if heard else None,
        )

    def _now(self, heard: _Heard | None, have: CatalogueState | None) -> datetime:
        signed = [heard.manifest.published_at] if heard else []
        signed += [have.published_at] if have else []
        known = (heard and heard.anchor) or (have.anchor if have else None)
        return trusted_time(self._clock(), known, max(signed, default=None)).now

"""The platform's side of a schedule: one region, changed as the verbs change it, and its model."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
from nacl.signing import VerifyKey
from sqlalchemy import delete

from kiosk.agent.bundling import write_bundle
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.sources import FolderSource
from kiosk.central.keys import key_chain, rotate_key, signing_key
from kiosk.central.moderation import refuse
from kiosk.central.publishing import manifest_file, publish_to
from kiosk.central.tables import Entry, Publication, PublishedRow, WithdrawnEmployer
from kiosk.central.withdrawing import withdraw_employer
from kiosk.contract.envelope import Rotation, sign_envelope
from kiosk.contract.manifest import Manifest, open_manifest, sign_manifest
from kiosk.contract.submissions import RECEIPT_TYPE, Receipt
from kiosk.records import Job, Position
from tests.central_process import PlatformHome
from tests.sample_records import a_job, a_notice
from tests.soak.model import Model, digests

_FIRST_JOBS = 9
_DAYS_BEFORE = 4
_LIVE = timedelta(days=60)


class City:
    """One region of a platform that serves many; what it publishes is in ``model`` too."""

    def __init__(self, platform: PlatformHome, region: str, sticks: Path) -> None:
        self.model = Model()
        self.region = region
        self.lying = False
        self.misled = False
        self._platform = platform
        self._sticks = sticks
        self._employers = {"A": f"示例商贸{region}有限公司", "B": f"示例餐饮{region}店"}
        self._withdrawn: set[str] = set()
        self._count = 0
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self._today = midnight.date()
        self._now = midnight - timedelta(days=_DAYS_BEFORE)
        # A key of its own for every schedule, or a chain of a thousand links would be followed.
        shutil.rmtree(platform.home / "keys", ignore_errors=True)
        self.root = platform.public_key
        self.manifests: list[bytes] = []
        self.add(_FIRST_JOBS, "A")
        self.add(3, "B")
        self.put_notice(0)
        self.publish(1)

    # Rules

    def add(self, count: int, of: str) -> None:
        """New jobs of the employer ``of``."""
        jobs = [self._job(f"r{self.region}-{self._next():04}", of) for _ in range(count)]
        self._take(*jobs)

    def edit(self, which: int, count: int) -> None:
        """Jobs get another title; those that had expired come back."""
        jobs = self.model.jobs()
        for offset in range(min(count, len(jobs))):
            job = jobs[(which + offset) % len(jobs)]
            self._take(self._job(job.id, "B" if job.employer == self._employers["B"] else "A"))

    def delete(self, which: int) -> None:
        """A moderator takes a job away for good."""
        jobs = self.model.jobs()
        if jobs:
            job = jobs[which % len(jobs)]
            refuse(self._platform.store, job.id, by="示例", at=self._now)
            self._gone(job)
            self.model.hidden.pop(job.id, None)

    def expire(self, which: int) -> None:
        """A job's last day is over."""
        jobs = self.model.jobs()
        if jobs:
            job = jobs[which % len(jobs)]
            over = self._today - timedelta(days=_DAYS_BEFORE + 9)
            expired = replace(job, valid_through=over)
            self._platform.take(expired, region=self.region, at=self._now)
            self._gone(job)
            self.model.hidden[job.id] = expired

    def put_notice(self, which: int) -> None:
        """A notice comes, or says something else."""
        self._notice(which, self._until())

    def end_notice(self, which: int) -> None:
        """A notice is over."""
        notice_id = f"notice-{self._notice_number(which)}"
        if notice_id in self.model.shown:
            self._notice(which, self._today - timedelta(days=_DAYS_BEFORE + 9))
            del self.model.shown[notice_id]

    def withdraw(self) -> None:
        """Every post of an employer is taken off, and no other comes."""
        withdraw_employer(self._platform.store, self._employers["B"], by="示例", at=self._now)
        self._withdrawn.add("B")
        for job in self.model.jobs():
            if job.employer == self._employers["B"]:
                self._gone(job)
                self.model.hidden.pop(job.id, None)

    def rotate(self) -> None:
        """Another key signs from the next publication on."""
        rotate_key(self._platform.home)

    def publish(self, after: int) -> None:
        """Publish, ``after`` minutes later by the platform's clock."""
        self._now = min(self._now + timedelta(minutes=after), datetime.now(UTC))
        manifest = self._platform.publish(self.region, self._now).manifest
        self.lying = self.misled = False
        self.model.published(manifest, self._standing_raw())
        self._remember()

    def bring_news(self) -> None:
        """Something changes and is published at once."""
        self.edit(self._next(), 1)
        self.publish(1)

    def make_stick(self, slot: int, whole: int) -> None:
        """Put what stands on a stick: as a tree, or as one bundle."""
        if self.lying:
            return
        stick = self.stick(slot)
        shutil.rmtree(stick, ignore_errors=True)
        stick.unlink(missing_ok=True)
        tree = self._sticks / f"tree-{slot}" if whole else stick
        publish_to(self._platform.home, self.region, tree, self._now)
        if whole:
            believed = FollowedPlatform(self._sticks, VerifyKey(bytes.fromhex(self.root)), "")
            write_bundle(stick, FolderSource(tree), self.region, believed)
            shutil.rmtree(self._sticks / "keys", ignore_errors=True)
            shutil.rmtree(tree)

    def mislead(self, by: str) -> None:
        """A fault of the platform's: signed deltas that do not lead to what is signed."""
        standing = self._standing()
        jobs = standing.collections[0]
        blobs = [c.snapshot for c in standing.collections if c.count == 0]
        blobs += [delta.blob for delta in jobs.deltas] if by == "first" else []
        if self.lying or not jobs.deltas or not blobs:
            return
        self.misled = True
        misled = tuple(msgspec.structs.replace(delta, blob=blobs[-1]) for delta in jobs.deltas)
        self._sign(standing, msgspec.structs.replace(jobs, deltas=misled))

    def lie(self) -> None:
        """A fault of the platform's: a new version that is not what it says it is."""
        standing = self._standing()
        if not self.lying:
            jobs = msgspec.structs.replace(standing.collections[0], digest="0" * 64)
            self._sign(msgspec.structs.replace(standing, version=standing.version + 1), jobs)
            self.lying = True

    # What a terminal must fetch, and what the network may bring again

    def cheapest(self, version: int | None) -> set[str]:
        """Blobs that a terminal with ``version`` needs for what stands, and no others."""
        known = digests(self.model.versions[version].content) if version else {}
        wanted = set()
        for collection in self._standing().collections:
            if collection.name in known and known[collection.name][1] == collection.digest:
                continue
            fit = [d for d in collection.deltas if d.from_version <= (version or -1)]
            wanted.add(fit[-1].blob.sha256 if fit else collection.snapshot.sha256)
        return wanted

    def stick(self, slot: int) -> Path:
        """Where the stick of that number is, if it was made."""
        return self._sticks / f"stick-{slot}"

    def an_old_manifest(self, which: int) -> bytes:
        """A manifest that stood once, or stands."""
        return self.manifests[which % len(self.manifests)]

    def another_blob(self, which: int) -> bytes:
        """A blob of this region, whichever was asked for."""
        blobs = [c.snapshot for c in self._standing().collections]
        blobs += [delta.blob for c in self._standing().collections for delta in c.deltas]
        blob = blobs[which % len(blobs)]
        return (self._platform.home / "blobs" / blob.sha256).read_bytes()

    def a_receipt(self, record_id: str) -> bytes:
        """A receipt for other bytes under ``record_id``, signed as it ought to be."""
        receipt = Receipt(id=record_id, sha256="0" * 64, received_at=self._now)
        key, chain = signing_key(self._platform.home), key_chain(self._platform.home)
        return sign_envelope(msgspec.json.encode(receipt), RECEIPT_TYPE, key, chain.rotations)

    def close(self) -> None:
        """Leave nothing that the next schedule would stumble over."""
        shutil.rmtree(manifest_file(self._platform.home, self.region).parent)
        with self._platform.store.writing() as connection:
            for table in (Entry, Publication, PublishedRow):
                connection.execute(delete(table).where(table.region == self.region))
            connection.execute(delete(WithdrawnEmployer))

    # How it is done

    def _take(self, *jobs: Job) -> None:
        names = {self._employers[of] for of in self._withdrawn}
        self._platform.take(*jobs, region=self.region, at=self._now)
        for job in jobs:
            if job.employer not in names:
                self._gone(job)
                self.model.hidden.pop(job.id, None)
                self.model.shown[job.id] = job

    def _gone(self, job: Job) -> None:
        before = self.model.shown.pop(job.id, None)
        if isinstance(before, Job):
            self.model.retired.add(before.title)

    def _job(self, job_id: str, of: str) -> Job:
        number = self._next()
        place = Position(lat=36.66 + number % 31 / 500, lon=117.02 + number % 17 / 400)
        return a_job(
            id=job_id,
            title=f"前台文员 z{number:05}",
            employer=self._employers[of],
            valid_through=self._until(),
            position=place if number % 5 else None,
        )

    def _notice(self, which: int, until: date) -> None:
        notice = a_notice(
            self._notice_number(which), body=f"示例通知第 {self._next()} 次", valid_through=until
        )
        self._platform.take(notice, region=self.region, at=self._now)
        self.model.shown[notice.id] = notice

    def _notice_number(self, which: int) -> int:
        return int(self.region) * 10 + which

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _until(self) -> date:
        return self._today + _LIVE

    def _standing_raw(self) -> bytes:
        return manifest_file(self._platform.home, self.region).read_bytes()

    def _standing(self) -> Manifest:
        return open_manifest(self._standing_raw(), VerifyKey(bytes.fromhex(self.root)))[0]

    def _sign(self, manifest: Manifest, *collections: object) -> None:
        changed = {c.name: c for c in collections}  # type: ignore[attr-defined]
        whole = tuple(changed.get(c.name, c) for c in manifest.collections)
        wrong = msgspec.structs.replace(manifest, collections=whole)
        rotations: tuple[Rotation, ...] = key_chain(self._platform.home).rotations
        raw = sign_manifest(wrong, signing_key(self._platform.home), rotations)
        manifest_file(self._platform.home, self.region).write_bytes(raw)

    def _remember(self) -> None:
        raw = self._standing_raw()
        if raw not in self.manifests:
            self.manifests.append(raw)

"""What a region's terminals show now, for the pages that phones ask the platform for.

Read from the published files themselves, so that a phone sees what the screens see, and held in
memory for as long as the manifest is the same file.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Final

import msgspec
from nacl.signing import VerifyKey

from kiosk.central.keys import key_chain
from kiosk.central.publishing import blob_file, manifest_file
from kiosk.contract.lines import RECORD_TYPES, Line
from kiosk.contract.manifest import Manifest, open_manifest
from kiosk.records import Activity, Job, Policy, Record
from kiosk.text.normal import normal_form, normal_terms

LISTED: Final = 20
_LONGEST_WORDS: Final = 64
_SHOWN: Final = ("jobs", "policies", "activities")


@dataclass(frozen=True, slots=True)
class _Region:
    stamp: tuple[int, int]
    published_at: datetime | None
    records: Mapping[tuple[type[Record], str], Record]
    words: Mapping[str, str]


_NOWHERE: Final = _Region((0, 0), None, {}, {})
"""A region that was never published: a terminal may stand there before its catalogue does."""


class Shelf:
    """Published records of every region that was asked for; may be asked by many threads.

    A method raises ``OSError`` or ``Untrusted`` where the published files cannot be read.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._reading = Lock()
        self._regions: dict[str, _Region] = {}

    def published_at(self, region: str) -> datetime | None:
        """The moment that what is on screens is of; None for a region never published."""
        return self._region(region).published_at

    def job(self, region: str, record_id: str, today: date) -> Job | None:
        """The job of that id, if it is on screens on the day ``today``."""
        found = self._in_force(region, (Job, record_id), today)
        return found if isinstance(found, Job) else None

    def activity(self, region: str, record_id: str, today: date) -> Activity | None:
        """The activity of that id, if it is on screens on the day ``today``."""
        found = self._in_force(region, (Activity, record_id), today)
        return found if isinstance(found, Activity) else None

    def policy(self, region: str, record_id: str, today: date) -> Policy | None:
        """The policy of that id, if it is in force on the day ``today``."""
        found = self._in_force(region, (Policy, record_id), today)
        return found if isinstance(found, Policy) else None

    def jobs_near(self, region: str, division: str, words: str, today: date) -> list[Job]:
        """At most 20 jobs that hold all of ``words``: those of the same street code first."""
        terms = normal_terms(words[:_LONGEST_WORDS])
        shelf = self._region(region)
        fitting = [
            record
            for record in shelf.records.values()
            if isinstance(record, Job)
            and record.valid_through >= today
            and all(term in shelf.words[record.id] for term in terms)
        ]
        return sorted(fitting, key=lambda job: (_apart(job, division), job.id))[:LISTED]

    def _in_force(self, region: str, key: tuple[type[Record], str], today: date) -> Record | None:
        record = self._region(region).records.get(key)
        if record is None or (record.valid_through and record.valid_through < today):
            return None
        return record

    def _region(self, region: str) -> _Region:
        path = manifest_file(self._home, region)
        try:
            found = path.stat()
        except FileNotFoundError:
            return _NOWHERE
        stamp = (found.st_ino, found.st_mtime_ns)
        with self._reading:
            known = self._regions.get(region)
            if known is None or known.stamp != stamp:
                known = self._regions[region] = self._read(path, stamp)
            return known

    def _read(self, path: Path, stamp: tuple[int, int]) -> _Region:
        root = VerifyKey(bytes.fromhex(key_chain(self._home).root))
        manifest, _ = open_manifest(path.read_bytes(), root)
        # A policy may bear the id of a job.
        records = {(type(record), record.id): record for record in self._records(manifest)}
        words = {job.id: _words(job) for job in records.values() if isinstance(job, Job)}
        return _Region(stamp, manifest.published_at, records, words)

    def _records(self, manifest: Manifest) -> Iterator[Record]:
        for collection in manifest.collections:
            if collection.name not in _SHOWN:
                continue
            record_type = RECORD_TYPES[collection.name]
            with gzip.open(blob_file(self._home, collection.snapshot.sha256)) as lines:
                for line in lines:
                    raw = msgspec.json.decode(line, type=Line).record
                    yield msgspec.json.decode(raw, type=record_type)


def _apart(job: Job, division: str) -> int:
    if job.division is None:
        return 2
    return 0 if job.division == division else int(job.division[:6] != division[:6]) + 1


def _words(job: Job) -> str:
    return " ".join(
        normal_form(text) for text in (job.title, job.employer or "", job.address or "")
    )

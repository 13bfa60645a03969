"""What ought to be: the records of one region, and every version that was published of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.central.intake import canonical_line
from kiosk.contract.lines import RECORD_TYPES, collection_digest, row_hash
from kiosk.contract.manifest import Manifest
from kiosk.records import Job, Record

Content = dict[str, dict[str, bytes]]
"""Lines by id by collection."""


class Violation(Exception):
    """A promise was broken; the message says which."""


class Unreadable(Violation):
    """The screen cannot read the catalogue."""


def hold(kept: bool, promise: str) -> None:
    """``Violation`` unless the ``promise`` was kept."""
    if not kept:
        raise Violation(promise)


@dataclass
class Version:
    """One published version; ``raw`` is its manifest as it first stood."""

    number: int
    content: Content
    raw: bytes


@dataclass
class Model:
    """``shown`` are the records that the next publication will hold."""

    shown: dict[str, Record] = field(default_factory=dict)
    hidden: dict[str, Record] = field(default_factory=dict)
    retired: set[str] = field(default_factory=set)
    versions: dict[int, Version] = field(default_factory=dict)

    def jobs(self) -> list[Job]:
        """Jobs that can still be edited, in order of id; expired ones too."""
        jobs = [r for r in (self.shown | self.hidden).values() if isinstance(r, Job)]
        return sorted(jobs, key=lambda job: job.id)

    def content(self) -> Content:
        """What the next publication must hold."""
        lines: Content = {name: {} for name in RECORD_TYPES}
        of = {record_type: name for name, record_type in RECORD_TYPES.items()}
        for record_id, record in sorted(self.shown.items()):
            lines[of[type(record)]][record_id] = canonical_line(record)
        return lines

    def newest(self) -> Version:
        """The version that stands."""
        return self.versions[max(self.versions)]

    def published(self, manifest: Manifest, raw: bytes) -> None:
        """Keep what was published, and see that the platform says what it holds."""
        content = self.content()
        said = {c.name: (c.count, c.digest) for c in manifest.collections}
        hold(said == digests(content), f"version {manifest.version} says what it does not hold")
        known = self.versions.get(manifest.version)
        if known is None:
            hold(manifest.version > max(self.versions, default=0), "the platform's versions fell")
            self.versions[manifest.version] = Version(manifest.version, content, raw)
        else:
            hold(known.content == content, f"version {manifest.version} was published twice")


def digests(content: Content) -> dict[str, tuple[int, str]]:
    """Count and digest by collection."""
    return {
        name: (len(rows), collection_digest((i, row_hash(rows[i])) for i in sorted(rows)))
        for name, rows in content.items()
    }

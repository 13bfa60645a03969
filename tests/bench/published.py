"""A region published by the platform's own writers, without its store and its gate: those take
minutes for as many jobs as a bench needs, and what travels is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from kiosk.agent.trust import TRUSTED_KEY_FILE
from kiosk.central.blob_files import blob_writer
from kiosk.central.changes import HashedRow
from kiosk.central.files import write_atomically
from kiosk.central.keys import signing_key
from kiosk.central.publishing import VALID_FOR, manifest_file
from kiosk.central.snapshots import write_snapshot
from kiosk.contract.lines import RECORD_TYPES, Line, encode_line
from kiosk.contract.manifest import Collection, Delta, Manifest, sign_manifest
from kiosk.records import Record
from tests.central_process import REGION
from tests.job_shapes import catalogue_row


def hashed(records: Iterable[Record]) -> Iterator[HashedRow]:
    """What the platform publishes of ``records``."""
    for row in map(catalogue_row, records):
        yield HashedRow(row.id, row.line, row.hash)


def publish_jobs(
    home: Path,
    version: int,
    rows: Iterable[HashedRow],
    *,
    changed: Sequence[HashedRow] = (),
    gone: Sequence[str] = (),
) -> Collection:
    """Publish ``rows``, in order of id, as the jobs of ``version``; nothing else is there.

    ``changed`` and ``gone`` since the version before make its delta. Gives what the manifest says.
    """
    blobs = home / "blobs"
    jobs = write_snapshot("jobs", _ascending(rows), blobs)
    if changed or gone:
        with blob_writer(blobs) as writer:
            lines = [(row.id, row.line) for row in changed]
            lines += [(job_id, encode_line(Line(job_id))) for job_id in gone]
            for _, line in sorted(lines):
                writer.write(line)
            delta = Delta(version - 1, writer.put())
        jobs = Collection(jobs.name, jobs.count, jobs.digest, jobs.snapshot, (delta,))
    others = [write_snapshot(name, (), blobs) for name in RECORD_TYPES if name != "jobs"]
    now = datetime.now(UTC)
    manifest = Manifest(
        region=REGION,
        version=version,
        published_at=now,
        expires_at=now + VALID_FOR,
        collections=(jobs, *others),
    )
    write_atomically(manifest_file(home, REGION), sign_manifest(manifest, signing_key(home)))
    return jobs


def terminal_home(home: Path, central: Path, url: str) -> Path:
    """``home`` of a terminal that follows the platform of ``central`` at ``url``."""
    (home / TRUSTED_KEY_FILE).parent.mkdir(parents=True)
    (home / TRUSTED_KEY_FILE).write_text(signing_key(central).verify_key.encode().hex())
    point_at(home, url)
    return home


def point_at(home: Path, url: str) -> None:
    """Let the terminal in ``home`` look for its platform at ``url``."""
    (home / "kiosk.toml").write_text(f'[central]\nurl = "{url}"\nregion = "{REGION}"\n')


def _ascending(rows: Iterable[HashedRow]) -> Iterator[HashedRow]:
    before = ""
    for row in rows:
        assert before < row.id, "a snapshot comes in order of id"
        before = row.id
        yield row

"""What a catalogue gets once a night: a journal of no length.

No ``PRAGMA optimize``: its statistics would let the plans of one terminal differ from another's,
and those that are measured need none. No merging of the index either: FTS5 does enough of it while
deltas come in.
"""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from offline_cache._sqlite import connect, faults_named
from offline_cache.faults import CatalogueBusy

_BUSY_SECONDS: Final = 5.0


def tidy(path: Path) -> None:
    """Fold the journal of the catalogue at ``path`` into it and cut the journal to nothing.

    For the agent while its writer is closed: it is then the only one that checkpoints. A reader
    that is at work this instant only makes the journal stay until the next night.
    """
    with (
        suppress(CatalogueBusy),
        faults_named(path),
        closing(connect(path, read_only=False, busy_seconds=_BUSY_SECONDS)) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

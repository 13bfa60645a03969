"""The last good copy: one proven file to come back to, made by SQLite and never by copying bytes.

A file copy of a database in use is a torn one, and a copy that was not proven is a rumour.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final

from offline_cache._sqlite import connect, faults_named
from offline_cache.care import Condition, examine
from offline_cache.care_files import journals_of, put_in_place, remove

GOOD_COPY_FILE: Final = "catalogue.good.db"
"""Name in a terminal's home."""
ROOM_FACTOR: Final = 2
"""The copy is only made where so many times its size is free: the disk is not ours alone."""
_BUSY_SECONDS: Final = 5.0

FreeBytes = Callable[[Path], int]


class Copied(StrEnum):
    """What an attempt to copy came to."""

    MADE = "made"
    NO_ROOM = "no_room"
    NOT_SOUND = "not_sound"


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written in ``folder``."""
    return shutil.disk_usage(folder).free


def copy_proven(
    source: Path, goal: Path, *, room_factor: float = ROOM_FACTOR, free: FreeBytes = free_bytes
) -> Copied:
    """Replace ``goal`` by a copy of ``source``, one file without journals, checked once more.

    ``goal`` stays as it was unless ``MADE``. A ``CatalogueFault`` or ``OSError`` says why it could
    not be tried.
    """
    if free(goal.parent) < size_of(source) * room_factor:
        return Copied.NO_ROOM
    draft = goal.with_name(f"{goal.name}.draft")
    remove(draft)
    try:
        _copy(source, draft)
        if examine(draft, words=False).condition is not Condition.SOUND:
            return Copied.NOT_SOUND
        for journal in journals_of(draft):
            journal.unlink(missing_ok=True)
        put_in_place(draft, goal)
    finally:
        remove(draft)
    return Copied.MADE


def size_of(database: Path) -> int:
    """Bytes of ``database`` with its journals; 0 where there is none."""
    files = (database, *journals_of(database))
    return sum(file.stat().st_size for file in files if file.exists())


def _copy(source: Path, draft: Path) -> None:
    with (
        faults_named(source),
        closing(connect(source, read_only=True, busy_seconds=_BUSY_SECONDS)) as live,
        closing(connect(draft, read_only=False, busy_seconds=_BUSY_SECONDS)) as copy,
    ):
        # The draft is worth nothing before it is whole: it is synced once, at the end.
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA journal_mode = OFF")
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")

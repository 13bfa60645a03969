"""The files that are one catalogue, moved together and never apart.

A journal that is left beside another database is played into it, so the file and its journals go
aside as one set, and nothing is put in place while a journal of something else lies there.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

KEPT_SETS: Final = 2
"""Damaged catalogues that are kept for whoever wants to know what happened."""
_JOURNALS: Final = ("-wal", "-shm", "-journal")
_ASIDE: Final = ".aside-"


def set_aside(path: Path, now: datetime, keep: int | None = KEPT_SETS) -> Path | None:
    """Move the database at ``path`` and its journals out of the way; None if there is nothing.

    ``path`` is as good as new afterwards. Nobody may have it open for writing. The ``keep`` newest
    sets stay, None keeps them all.
    """
    if not any(file.exists() for file in (path, *journals_of(path))):
        return None
    aside = _free_name(path, now)
    # The database goes first: what a power cut leaves is then no half of a catalogue.
    for file, goal in zip((path, *journals_of(path)), (aside, *journals_of(aside)), strict=True):
        if file.exists():
            file.rename(goal)
    sync_folder(path.parent)
    if keep is not None:
        drop_old_sets(path, keep)
    return aside


def bring_back(aside: Path, path: Path) -> None:
    """Undo ``set_aside``: the catalogue and its journals have their old names again."""
    for journal, goal in zip(journals_of(aside), journals_of(path), strict=True):
        if journal.exists():
            journal.rename(goal)
    aside.rename(path)
    sync_folder(path.parent)


def sets_aside(path: Path) -> list[Path]:
    """Databases that were set aside from ``path``, the oldest first."""
    found = {
        file.with_name(file.name.removesuffix(suffix))
        for suffix in ("", *_JOURNALS)
        for file in path.parent.glob(f"{path.stem}{_ASIDE}*{path.suffix}{suffix}")
    }
    return sorted(found, key=lambda file: _number(file.name.partition(_ASIDE)[2]))


def drop_old_sets(path: Path, keep: int) -> None:
    """Forget all but the ``keep`` newest catalogues that were set aside from ``path``."""
    for database in sets_aside(path)[::-1][keep:]:
        remove(database)


def remove(database: Path) -> None:
    """Delete a database that nobody uses any more, and its journals."""
    for file in (database, *journals_of(database)):
        file.unlink(missing_ok=True)


def journals_of(database: Path) -> tuple[Path, ...]:
    """Names of the files that SQLite keeps beside ``database``."""
    return tuple(database.with_name(database.name + suffix) for suffix in _JOURNALS)


def put_in_place(draft: Path, goal: Path) -> None:
    """Give a finished, closed file its name for good: it is there whole or not at all."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(goal)
    sync_folder(goal.parent)


def sync_folder(folder: Path) -> None:
    """Let renamings outlive a power cut, where the system knows how to."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _free_name(path: Path, now: datetime) -> Path:
    # Numbered, because the clock of a terminal may have been put back since the last one.
    prefix = f"{path.stem}{_ASIDE}"
    last = max((_number(file.name.removeprefix(prefix)) for file in sets_aside(path)), default=0)
    stamp = now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{prefix}{last + 1:04}-{stamp}{path.suffix}")


def _number(text: str) -> int:
    digits = text.partition("-")[0]
    return int(digits) if digits.isdigit() else 0

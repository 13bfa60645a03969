"""What a pulled plug, or a worn disk, may leave of a terminal's files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

from kiosk.agent.followed import FOLLOWED_FILE
from offline_cache import CATALOGUE_FILE

_ZEROS: Final = bytes(512)


def pull_the_plug(home: Path, drop: Callable[[], None]) -> None:
    """``drop`` what is open, and leave the catalogue as it was before that, journal and all."""
    files = [file for file in home.glob(f"{CATALOGUE_FILE}*") if not file.name.endswith("-shm")]
    found = {file: file.read_bytes() for file in files}
    drop()
    for file in home.glob(f"{CATALOGUE_FILE}*"):
        file.unlink()
    for file, content in found.items():
        file.write_bytes(content)


def damage(home: Path, what: str, at: int) -> bool:
    """Damage the catalogue of ``home``, or its memory of the platform; whether there was any.

    ``what``: cut, flip (a bit), zeros (a sector), wal (a sector of the journal), gone, memory.
    ``at`` is counted round the size of the file. Nobody may have the file open.
    """
    if what == "memory":
        return _cut(home / FOLLOWED_FILE, at)
    path = home / CATALOGUE_FILE
    if what == "wal":
        path = path.with_name(path.name + "-wal")
    if not path.exists() or not path.stat().st_size:
        return False
    match what:
        case "cut":
            return _cut(path, at)
        case "gone":
            for file in home.glob(f"{CATALOGUE_FILE}*"):
                file.unlink()
        case "flip":
            _overwrite(path, at, flip=True)
        case _:
            _overwrite(path, at, flip=False)
    return True


def _cut(path: Path, at: int) -> bool:
    if not path.exists():
        return False
    os.truncate(path, at % path.stat().st_size)
    return True


def _overwrite(path: Path, at: int, *, flip: bool) -> None:
    at %= path.stat().st_size
    with path.open("r+b") as file:
        file.seek(at)
        there = file.read(1)
        file.seek(at)
        file.write(bytes([there[0] ^ 1 << Random(at).randrange(8)]) if flip else _ZEROS)

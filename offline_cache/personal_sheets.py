"""What is personal and wanted on paper: only ever in memory, for the seconds until it is drawn.

The screen lays it into memory-backed files and names it in an order; the agent takes it away before
it draws. Where a system has no such files, nothing personal is printed.
"""

from __future__ import annotations

import os
import re
import stat
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import uuid4

_PLACES: Final = (Path("/dev/shm"),)
_NAME: Final = re.compile(r"[0-9a-f-]{36}")
MOST_BYTES: Final = 1_000_000


class PersonalSheets:
    """The memory-backed folder that belongs to ``home`` alone."""

    def __init__(self, home: Path, places: tuple[Path, ...] = _PLACES) -> None:
        name = f"kiosk-{os.getuid()}-{sha256(str(home.resolve()).encode()).hexdigest()[:24]}"
        place = next((place for place in places if os.access(place, os.W_OK)), None)
        self._folder = place / name if place else None

    @property
    def possible(self) -> bool:
        """Whether anything personal can be printed at all."""
        return self._folder is not None

    def lay(self, content: bytes) -> str:
        """Keep ``content`` until it is taken or forgotten; its name. May raise ``OSError``."""
        if self._folder is None:
            raise OSError("there are no memory-backed files here")
        self._folder.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(self._folder):
            raise OSError(f"{self._folder} is somebody else's")
        name = str(uuid4())
        descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        return name

    def take(self, name: str) -> bytes | None:
        """What was laid under ``name``, which is gone with that; None where there is none."""
        if self._folder is None or not _NAME.fullmatch(name):
            return None
        path = self._folder / name
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
            path.unlink()
        except FileNotFoundError:
            return None
        return content if len(content) <= MOST_BYTES else None

    def forget(self) -> None:
        """The session has ended, or a screen or an agent begins: nobody's words are left here."""
        if self._folder is None or not _is_ours(self._folder):
            return
        for path in self._folder.iterdir():
            path.unlink(missing_ok=True)
        self._folder.rmdir()


def _is_ours(folder: Path) -> bool:
    """Whether nobody else can look into it: the place it lies in is open to everybody."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    private = not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and private

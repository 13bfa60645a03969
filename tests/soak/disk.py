"""A disk that can be full: a small file system of our own where the system allows one.

Where it does not (no name spaces for this user), files are limited in size instead: every write
beyond the limit fails, with another error than that of a full disk.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SIZE: Final = 24 << 20
"""Bytes; more than any terminal of a schedule needs."""
_INSIDE: Final = "KIOSK_SOAK_INSIDE"
_LARGE: Final = 1 << 40


class SmallDisk:
    """A file system of ``SIZE`` bytes in memory, filled by ballast."""

    name = "a small file system of our own"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / ".ballast"

    def fill(self, room: int) -> None:
        """Leave only ``room`` bytes, rounded down to pages."""
        self.make_room()
        free = os.statvfs(self.folder)
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_bsize - room))

    def make_room(self) -> None:
        """Undo ``fill``."""
        self._ballast.unlink(missing_ok=True)

    @contextmanager
    def bounds(self) -> Iterator[None]:
        """The disk is as full as it is for everybody."""
        yield

    def let_go(self) -> None:
        """Take the file system away."""
        subprocess.run(["umount", str(self.folder)], check=False, capture_output=True)


class LimitedFiles:
    """No file may grow beyond a limit (RLIMIT_FSIZE) while the terminal is at work."""

    name = "a limit on the size of files (no name spaces here)"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._limit = _LARGE

    def fill(self, room: int) -> None:
        """Let no file have more than ``room`` bytes."""
        self._limit = room

    def make_room(self) -> None:
        """Undo ``fill``."""
        self._limit = _LARGE

    @contextmanager
    def bounds(self) -> Iterator[None]:
        """Limit this process, and what it starts, for a while."""
        before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        limit = self._limit if most == resource.RLIM_INFINITY else min(self._limit, most)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def go_inside() -> None:
    """Start this program anew where it may mount a disk of its own, if the system lets it."""
    command = ["unshare", "--user", "--map-root-user", "--mount"]
    if os.environ.get(_INSIDE):
        return
    os.environ[_INSIDE] = "no"
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return
    os.environ[_INSIDE] = "yes"
    again = [sys.executable, "-m", "tests.soak", *sys.argv[1:]]
    os.execvp(command[0], [*command, *again])


def disk_at(folder: Path) -> SmallDisk | LimitedFiles:
    """The best disk that can be had at ``folder``."""
    folder.mkdir(parents=True)
    if os.environ.get(_INSIDE) == "yes":
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "soak", str(folder)]
        if subprocess.run(mount, check=False, capture_output=True).returncode == 0:
            return SmallDisk(folder)
    return LimitedFiles(folder)

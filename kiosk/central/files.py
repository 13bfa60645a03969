"""Files that a server may be reading while they are replaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content``; a reader sees the old file or the new one."""
    with draft_in(path.parent) as draft:
        draft.write(content)
        put_in_place(draft, path)


def put_new_secret(path: Path, secret: str) -> None:
    """Write ``secret`` on one line for its owner's eyes only, unless ``path`` is there already."""
    # Linked into place, so that two first uses at once agree on one secret.
    draft = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@contextmanager
def draft_in(folder: Path) -> Iterator[IO[bytes]]:
    """A new file in ``folder``, gone again unless it was put in place."""
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".draft-", delete=False) as draft:
        try:
            yield draft
        finally:
            Path(draft.name).unlink(missing_ok=True)


def put_in_place(draft: IO[bytes], path: Path) -> None:
    """Make ``draft`` the file at ``path``, on the disk before it has the name."""
    draft.flush()
    os.fsync(draft.fileno())
    os.fchmod(draft.fileno(), 0o644)
    Path(draft.name).rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

"""Small files that must be whole after a power cut: on the disk first, then under their name."""

from __future__ import annotations

import os
from pathlib import Path


def keep_file(path: Path, content: bytes, *, secret: bool = False) -> None:
    """Replace ``path`` by ``content``; what is ``secret`` was never readable by anyone else."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    mode = 0o600 if secret else 0o644
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

"""The keys that open what residents left; they lie apart from the database that holds it.

The newest one is named to terminals in the manifest. Older ones stay, since a terminal that was
off for a month still holds what it sealed to them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from nacl.exceptions import TypeError as NaclTypeError
from nacl.exceptions import ValueError as NaclValueError
from nacl.public import PrivateKey

from kiosk.central.files import put_new_secret
from kiosk.central.keys import UnusableKey

SEALING_KEYS_FILE: Final = Path("keys") / "central-sealing.key"


def sealing_key(home: Path) -> PrivateKey:
    """Key that submissions are sealed to now, made at first use."""
    return sealing_keys(home)[0]


def sealing_keys(home: Path) -> tuple[PrivateKey, ...]:
    """Every key of this platform, newest first; ``UnusableKey`` if the file holds anything else.

    The file has a key in hex on each line, the newest last, and is its owner's alone to read.
    """
    path = home / SEALING_KEYS_FILE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        put_new_secret(path, PrivateKey.generate().encode().hex())
    try:
        lines = path.read_text(encoding="ascii").split()
        keys = tuple(PrivateKey(bytes.fromhex(line)) for line in reversed(lines))
    except (OSError, ValueError, NaclValueError, NaclTypeError) as error:
        raise UnusableKey(
            f"{path} is not a list of sealing keys; put the right one back, since nothing else "
            "opens what residents left."
        ) from error
    if not keys:
        raise UnusableKey(f"{path} is empty; put the right one back.")
    return keys


def add_sealing_key(home: Path) -> PrivateKey:
    """Seal to a new key from the next publication on; the older ones go on opening."""
    lines = [key.encode().hex() for key in reversed(sealing_keys(home))]
    new = PrivateKey.generate()
    path = home / SEALING_KEYS_FILE
    draft = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("\n".join([*lines, new.encode().hex(), ""]))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return new

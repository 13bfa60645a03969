"""The key that signs a region's catalogues; whoever holds it decides what terminals show."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import SigningKey

from kiosk.central.files import write_atomically
from kiosk.contract.keys import PUBLIC_KEY_FILE

KEY_FILE: Final = Path("keys") / "central-signing.key"


class UnusableKey(Exception):
    """The signing key cannot be used; the message is one sentence."""


def signing_key(home: Path) -> SigningKey:
    """Key in ``home``, made at first use, readable by its owner only; hex on one line."""
    path = home / KEY_FILE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    try:
        key = SigningKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError, NaclValueError) as error:
        raise UnusableKey(
            f"{path} is not a signing key (64 hex digits); put the right one back, since terminals "
            "trust no other."
        ) from error
    public = key.verify_key.encode().hex() + "\n"
    if not _says(home / PUBLIC_KEY_FILE, public):
        write_atomically(home / PUBLIC_KEY_FILE, public.encode())
    return key


def _make(path: Path) -> None:
    # Linked into place, so that two first uses at once agree on one key.
    draft = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(SigningKey.generate().encode().hex().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()

"""The key that signs a region's catalogues; whoever holds it decides what terminals show.

``keys/rotations.json`` names the first key of this platform and every key after it, each signed by
the one before, so that a terminal that was off for a year follows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import SigningKey, VerifyKey

from kiosk.central.files import put_new_secret, write_atomically
from kiosk.contract.envelope import Rotation, rotate
from kiosk.contract.keys import PUBLIC_KEY_FILE

KEY_FILE: Final = Path("keys") / "central-signing.key"
NEXT_KEY_FILE: Final = Path("keys") / "central-signing.next"
CHAIN_FILE: Final = Path("keys") / "rotations.json"


class UnusableKey(Exception):
    """The signing key cannot be used; the message is one sentence."""


class Chain(msgspec.Struct, frozen=True):
    """The hex public key that came first, and the links from it to the one that signs now."""

    root: str
    rotations: tuple[Rotation, ...] = ()

    @property
    def newest(self) -> str:
        """Hex public key at the end."""
        return self.rotations[-1].key if self.rotations else self.root


def signing_key(home: Path) -> SigningKey:
    """Key in ``home``, made at first use, readable by its owner only; hex on one line."""
    path = home / KEY_FILE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _finish_rotation(home)
    if not path.exists():
        _make(path)
    key = _read(path)
    public = key.verify_key.encode().hex() + "\n"
    if not _says(home / PUBLIC_KEY_FILE, public):
        write_atomically(home / PUBLIC_KEY_FILE, public.encode())
    return key


def key_chain(home: Path) -> Chain:
    """How terminals get from the platform's first key to its present one."""
    try:
        return msgspec.json.decode((home / CHAIN_FILE).read_bytes(), type=Chain)
    except FileNotFoundError:
        if not (home / KEY_FILE).exists():
            signing_key(home)
        return Chain(_read(home / KEY_FILE).verify_key.encode().hex())
    except (OSError, msgspec.DecodeError) as error:
        raise UnusableKey(
            f"{home / CHAIN_FILE} cannot be read; put it back from a backup, since terminals "
            "follow a new key by it alone."
        ) from error


def rotate_key(home: Path) -> VerifyKey:
    """Sign with a new key from now on; the next publication tells the terminals.

    Killed at any moment it leaves the old key in force, or the new one with its link.
    """
    old = signing_key(home)
    chain = key_chain(home)
    (home / NEXT_KEY_FILE).unlink(missing_ok=True)
    _make(home / NEXT_KEY_FILE)
    new = _read(home / NEXT_KEY_FILE).verify_key
    longer = Chain(chain.root, (*chain.rotations, rotate(old, new)))
    write_atomically(home / CHAIN_FILE, msgspec.json.encode(longer) + b"\n")
    _finish_rotation(home)
    return signing_key(home).verify_key


def _finish_rotation(home: Path) -> None:
    path = home / NEXT_KEY_FILE
    if path.exists() and _read(path).verify_key.encode().hex() == key_chain(home).newest:
        path.replace(home / KEY_FILE)


def _read(path: Path) -> SigningKey:
    try:
        return SigningKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError, NaclValueError) as error:
        raise UnusableKey(
            f"{path} is not a signing key (64 hex digits); put the right one back, since terminals "
            "trust no other."
        ) from error


def _make(path: Path) -> None:
    put_new_secret(path, SigningKey.generate().encode().hex())


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()

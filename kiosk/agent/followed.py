"""What this terminal has seen of its platform: the key that signs now, and the newest version.

Kept apart from the catalogue, which may be lost and fetched again: whoever replays an old manifest
to a terminal that had to start anew is refused all the same.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import msgspec
from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import VerifyKey

from kiosk.agent.keeping import keep_file

FOLLOWED_FILE: Final = Path("keys") / "followed.json"


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """``root`` is the hex key a technician gave, ``key`` its successor by rotation.

    ``moved`` while the catalogue on the terminal is still that of another root or region, and
    ``sum`` is over the rest: with one flipped bit a terminal would refuse its platform for ever.
    """

    root: str
    key: str
    region: str
    version: int = 0
    moved: bool = False
    sum: str = ""


class FollowedPlatform:
    """The platform whose first key is ``root``; another root or region begins afresh."""

    def __init__(self, home: Path, root: VerifyKey, region: str) -> None:
        self._path = home / FOLLOWED_FILE
        fresh = Followed(root=_hex(root), key=_hex(root), region=region)
        found = _read(self._path)
        if found is None:
            self._now = fresh
        elif (found.root, found.region) == (fresh.root, fresh.region):
            self._now = found
        else:
            self._now = msgspec.structs.replace(fresh, moved=True)

    @property
    def key(self) -> VerifyKey:
        """The key that must sign, or the one that its successor must follow from."""
        return VerifyKey(bytes.fromhex(self._now.key))

    @property
    def version(self) -> int:
        """The newest version ever believed; 0 before the first."""
        return self._now.version

    @property
    def moved(self) -> bool:
        """Whether the catalogue on the terminal is not of this platform and region."""
        return self._now.moved

    def follow(self, key: VerifyKey, version: int) -> None:
        """Remember what was believed, on the disk; nothing that is older counts from now on."""
        now = msgspec.structs.replace(
            self._now, key=_hex(key), version=max(version, self._now.version)
        )
        self._keep(now)

    def arrived(self) -> None:
        """The catalogue on the terminal is of this platform and region from now on."""
        self._keep(msgspec.structs.replace(self._now, moved=False))

    def _keep(self, now: Followed) -> None:
        if now != self._now:
            summed = msgspec.structs.replace(now, sum=_sum_of(now))
            keep_file(self._path, msgspec.json.encode(summed))
            self._now = summed


def _hex(key: VerifyKey) -> str:
    return key.encode().hex()


def _sum_of(followed: Followed) -> str:
    bare = msgspec.json.encode(msgspec.structs.replace(followed, sum=""))
    return hashlib.sha256(bare).hexdigest()


def _read(path: Path) -> Followed | None:
    try:
        followed = msgspec.json.decode(path.read_bytes(), type=Followed)
        VerifyKey(bytes.fromhex(followed.key))
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, ValueError, NaclValueError):
        return None  # torn by a power cut: the chain leads from the root again
    return followed if followed.sum == _sum_of(followed) else None

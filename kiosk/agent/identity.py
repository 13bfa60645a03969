"""Who this terminal is to the platform: its name there, and the key that it made for itself.

The key is on the disk before the platform hears of it, and ``keys/terminal.json`` only after the
platform has answered; so an enrolment that was cut off anywhere is done again with the same key.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec
from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import SigningKey

from kiosk.agent.keeping import keep_file
from kiosk.contract.terminals import Enrolment
from offline_cache.care_files import sync_folder

KEY_FILE: Final = Path("keys") / "terminal.key"
NEXT_KEY_FILE: Final = Path("keys") / "terminal.next"
NAME_FILE: Final = Path("keys") / "terminal.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TerminalIdentity:
    """Id and site as the platform knows them, and the key that signs what goes up."""

    terminal: str
    site: str
    key: SigningKey = field(repr=False)


class UnusableIdentity(Exception):
    """What is on the disk is no identity; the message is one sentence."""


def load_identity(home: Path) -> TerminalIdentity | None:
    """Identity of the terminal in ``home``; None before enrolment, and where it is damaged."""
    try:
        return read_identity(home)
    except UnusableIdentity as error:
        log.warning("%s", error)
        return None


def read_identity(home: Path) -> TerminalIdentity | None:
    """Identity of the terminal in ``home``, None before enrolment; ``UnusableIdentity``."""
    path = home / NAME_FILE
    try:
        name = msgspec.json.decode(path.read_bytes(), type=Enrolment)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unusable(path) from error
    key = _read_key(home / KEY_FILE)
    if key is None:
        raise _unusable(home / KEY_FILE)
    return TerminalIdentity(name.terminal, name.site, key)


def own_key(home: Path, *, new: bool = False) -> SigningKey:
    """The key of the terminal in ``home``, made and on the disk before this returns.

    A ``new`` one lies beside that in use until ``remember`` is told of it.
    """
    path = home / (NEXT_KEY_FILE if new else KEY_FILE)
    key = _read_key(path)
    if key is None:
        key = SigningKey.generate()
        keep_file(path, key.encode().hex().encode() + b"\n", secret=True)
    return key


def remember(home: Path, enrolment: Enrolment, key: SigningKey) -> None:
    """This is what the platform calls the terminal in ``home`` and its ``key`` from now on.

    Cut off between the two files, it is made whole by the same command: the key that the token was
    used with goes to its place last.
    """
    keep_file(home / NAME_FILE, msgspec.json.encode(enrolment) + b"\n")
    if _read_key(home / NEXT_KEY_FILE) == key:
        (home / NEXT_KEY_FILE).replace(home / KEY_FILE)
        sync_folder((home / KEY_FILE).parent)


def _read_key(path: Path) -> SigningKey | None:
    try:
        return SigningKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, NaclValueError) as error:
        raise _unusable(path) from error


def _unusable(path: Path) -> UnusableIdentity:
    return UnusableIdentity(
        f"{path} cannot be used; ask the office for a new token and run "
        "'kiosk enroll --token FILE --again'."
    )

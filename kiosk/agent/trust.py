"""Whose signature this terminal believes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import VerifyKey

from kiosk.contract.keys import PUBLIC_KEY_FILE
from kiosk.settings import Settings

TRUSTED_KEY_FILE: Final = Path("keys") / "trusted.key"


class NoTrustedKey(Exception):
    """There is no key to check a catalogue with; the message says how to get one."""


def trusted_key(home: Path, settings: Settings) -> VerifyKey:
    """Key of kiosk.toml, else of ``keys/trusted.key``, else of a platform in the same home."""
    if settings.central.key:
        return _key(settings.central.key, "kiosk.toml, [central] key")
    for path in (home / TRUSTED_KEY_FILE, home / PUBLIC_KEY_FILE):
        try:
            return _key(path.read_text(encoding="ascii").strip(), str(path))
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise NoTrustedKey(f"{path} cannot be read; put the platform's key there.") from error
    raise NoTrustedKey(
        f"This terminal trusts no platform yet; copy {PUBLIC_KEY_FILE} of the platform's home to "
        f"{home / TRUSTED_KEY_FILE}."
    )


def _key(text: str, where: str) -> VerifyKey:
    try:
        return VerifyKey(bytes.fromhex(text))
    except (ValueError, NaclValueError) as error:
        raise NoTrustedKey(
            f"{where} is not a public key (64 hex digits); copy the platform's key there."
        ) from error

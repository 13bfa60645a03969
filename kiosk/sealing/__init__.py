"""What must not be readable at rest: sealed by whoever holds it, before any file sees it.

A sealed body is one byte that names the suite and what that suite makes of the plaintext. Suite 1
is libsodium's sealed box (X25519, XSalsa20-Poly1305): only the platform's private key opens it,
the terminal that made it cannot. Others, such as SM2 with SM4, get numbers of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nacl.exceptions import CryptoError
from nacl.exceptions import ValueError as NaclValueError
from nacl.public import PrivateKey, PublicKey, SealedBox

SUITE_SEALED_BOX: Final = 1


class SealingFailed(Exception):
    """The message is one sentence."""


class BadSealingKey(SealingFailed):
    """The platform's key is not one to seal to."""


class CannotUnseal(SealingFailed):
    """No key opens it."""


def seal(plaintext: bytes, sealing_key: str) -> bytes:
    """Seal ``plaintext`` to the platform's public key (64 hex digits)."""
    try:
        box = SealedBox(PublicKey(bytes.fromhex(sealing_key)))
    except (ValueError, NaclValueError) as error:
        raise BadSealingKey("The platform's sealing key is not 64 hex digits.") from error
    return bytes([SUITE_SEALED_BOX]) + box.encrypt(plaintext)


def unseal(sealed: bytes, keys: Iterable[PrivateKey]) -> bytes:
    """Plaintext inside ``sealed`` by the first of ``keys`` that opens it."""
    if sealed[:1] != bytes([SUITE_SEALED_BOX]):
        raise CannotUnseal("It is sealed by a suite that this program does not know.")
    for key in keys:
        try:
            return SealedBox(key).decrypt(sealed[1:])
        except CryptoError:
            continue
    raise CannotUnseal("It is sealed to none of this platform's keys, or damaged.")

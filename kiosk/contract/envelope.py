"""A signed envelope (DSSE): payload, its type and its signatures in one piece.

What is signed says what it is, so that a receipt can never be taken for a manifest; and the
signature is checked before the payload is parsed.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from typing import Final

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.exceptions import ValueError as NaclValueError
from nacl.signing import SigningKey, VerifyKey

SUITE_ED25519: Final = 1
_ROTATION: Final = b"jiuyejiao signing key 1 "


class Rotation(msgspec.Struct, frozen=True):
    """A new signing key (hex), signed by the key before it (hex signature)."""

    key: str
    signature: str


class Signature(msgspec.Struct, frozen=True):
    """``keyid`` is the hex public key, ``sig`` base64, ``suite`` names the algorithm."""

    keyid: str
    sig: str
    suite: int = SUITE_ED25519


class Envelope(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """DSSE envelope; ``rotations`` leads from the first key of the signer to the one that signed.

    The chain stands outside the payload, so that no byte of the payload is parsed before the key
    is known that must have signed it; each link is proven by its own signature.
    """

    payload: str
    payload_type: str
    signatures: tuple[Signature, ...]
    rotations: tuple[Rotation, ...] = ()


class Untrusted(Exception):
    """The envelope is not one that the trusted key signed; ``args[0]`` is the verdict's name."""


def rotate(old: SigningKey, new: VerifyKey) -> Rotation:
    """Link of a chain: ``old`` says that ``new`` signs from now on."""
    signed = old.sign(_ROTATION + new.encode()).signature
    return Rotation(new.encode().hex(), signed.hex())


def sign_envelope(
    payload: bytes, payload_type: str, key: SigningKey, rotations: Sequence[Rotation] = ()
) -> bytes:
    """JSON of an envelope around ``payload``; the same input gives the same bytes."""
    signed = key.sign(_pre_authentication_encoding(payload, payload_type)).signature
    signature = Signature(keyid=key.verify_key.encode().hex(), sig=b64encode(signed).decode())
    envelope = Envelope(b64encode(payload).decode(), payload_type, (signature,), tuple(rotations))
    return msgspec.json.encode(envelope)


def open_envelope(raw: bytes, payload_type: str, trusted: VerifyKey) -> tuple[bytes, VerifyKey]:
    """Payload, and the key that the signer uses now, if ``trusted`` or its successor signed.

    Otherwise ``Untrusted``. A key that was replaced signs nothing any more: only the last one of
    the chain that begins at ``trusted`` counts.
    """
    try:
        envelope = msgspec.json.decode(raw, type=Envelope)
        payload = b64decode(envelope.payload, validate=True)
        signatures = [(s, b64decode(s.sig, validate=True)) for s in envelope.signatures]
    except (msgspec.DecodeError, UnicodeDecodeError, Base64Error) as error:
        raise Untrusted("not_a_manifest") from error
    if envelope.payload_type != payload_type:
        raise Untrusted("unknown_schema")
    signer = followed(trusted, envelope.rotations)
    signed = _pre_authentication_encoding(payload, payload_type)
    if not any(
        s.suite == SUITE_ED25519 and _verified(signed, sig, signer) for s, sig in signatures
    ):
        raise Untrusted("wrong_key")
    return payload, signer


def followed(trusted: VerifyKey, rotations: Sequence[Rotation]) -> VerifyKey:
    """The key at the end of the chain as far as it can be followed from ``trusted``."""
    signer = trusted
    for link in rotations:
        try:
            key, signature = bytes.fromhex(link.key), bytes.fromhex(link.signature)
            if _verified(_ROTATION + key, signature, signer):
                signer = VerifyKey(key)
        except (ValueError, NaclValueError):
            continue
    return signer


def _verified(signed: bytes, signature: bytes, key: VerifyKey) -> bool:
    if len(signature) != 64:
        return False
    try:
        key.verify(signed, signature)
    except BadSignatureError:
        return False
    return True


def _pre_authentication_encoding(payload: bytes, payload_type: str) -> bytes:
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)

"""The manifest and its signed envelope (DSSE: payload and signature in one file).

Two cached files can disagree during a publish; one cannot.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from datetime import datetime
from typing import Final

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kiosk.records import Datum

PAYLOAD_TYPE: Final = "application/vnd.jiuyejiao.manifest+json"
SUITE_ED25519: Final = 1


class Snapshot(msgspec.Struct, frozen=True):
    """One whole collection in one blob. Sizes in bytes; ``digest`` per ``collection_digest``."""

    sha256: str
    size: int
    unpacked_size: int


class Delta(msgspec.Struct, frozen=True):
    """Idempotent changes since ``from_version``."""

    from_version: int
    sha256: str
    size: int
    unpacked_size: int


class Collection(msgspec.Struct, frozen=True):
    """State of one collection in this version."""

    name: str
    count: int
    digest: str
    snapshot: Snapshot
    deltas: tuple[Delta, ...] = ()


class Rotation(msgspec.Struct, frozen=True):
    """A new signing key (hex), signed by the key before it (hex signature over the new key)."""

    key: str
    signature: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a region's catalogue is at ``version``, which only ever rises."""

    schema: int = 1
    region: str
    version: int
    published_at: datetime
    expires_at: datetime
    datum: Datum = Datum.WGS84
    min_client: str = "0.1.0"
    backoff_seconds: int = 0
    rotations: tuple[Rotation, ...] = ()
    collections: tuple[Collection, ...]


class Signature(msgspec.Struct, frozen=True):
    """``keyid`` is the hex public key, ``sig`` base64, ``suite`` names the algorithm."""

    keyid: str
    sig: str
    suite: int = SUITE_ED25519


class Envelope(msgspec.Struct, frozen=True, rename="camel"):
    """DSSE envelope as it stands in manifest.json."""

    payload: str
    payload_type: str
    signatures: tuple[Signature, ...]


class UntrustedManifest(Exception):
    """The envelope is not one that the trusted key signed; ``args[0]`` is the verdict's name."""


def sign_manifest(manifest: Manifest, key: SigningKey) -> bytes:
    """Bytes of manifest.json for ``manifest``, signed with ``key``."""
    payload = msgspec.json.encode(manifest, order="deterministic")
    signed = key.sign(_pre_authentication_encoding(payload)).signature
    signature = Signature(keyid=key.verify_key.encode().hex(), sig=b64encode(signed).decode())
    envelope = Envelope(b64encode(payload).decode(), PAYLOAD_TYPE, (signature,))
    return msgspec.json.encode(envelope)


def open_manifest(raw: bytes, trusted: VerifyKey) -> Manifest:
    """Manifest inside ``raw`` if ``trusted`` signed it, else ``UntrustedManifest``.

    The signature is checked before the payload is parsed.
    """
    try:
        envelope = msgspec.json.decode(raw, type=Envelope)
        payload = b64decode(envelope.payload, validate=True)
        signatures = [(s, b64decode(s.sig, validate=True)) for s in envelope.signatures]
    except (msgspec.DecodeError, UnicodeDecodeError, Base64Error) as error:
        raise UntrustedManifest("not_a_manifest") from error
    if envelope.payload_type != PAYLOAD_TYPE:
        raise UntrustedManifest("unknown_schema")
    if not any(_verified(payload, s, sig, trusted) for s, sig in signatures):
        raise UntrustedManifest("wrong_key")
    try:
        manifest = msgspec.json.decode(payload, type=Manifest)
    except msgspec.DecodeError as error:
        raise UntrustedManifest("unknown_schema") from error
    if manifest.schema != 1:
        raise UntrustedManifest("unknown_schema")
    return manifest


def _verified(payload: bytes, signature: Signature, raw: bytes, trusted: VerifyKey) -> bool:
    if signature.suite != SUITE_ED25519 or len(raw) != 64:
        return False
    try:
        trusted.verify(_pre_authentication_encoding(payload), raw)
    except BadSignatureError:
        return False
    return True


def _pre_authentication_encoding(payload: bytes) -> bytes:
    kind = PAYLOAD_TYPE.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)

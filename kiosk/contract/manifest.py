"""The manifest: what a region's catalogue is at one version, in one signed envelope.

Two cached files can disagree during a publish; one cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from nacl.signing import SigningKey, VerifyKey

from kiosk.contract.envelope import Rotation, Untrusted, open_envelope, sign_envelope
from kiosk.records import Datum

MANIFEST_TYPE: Final = "application/vnd.jiuyejiao.manifest+json"


class Blob(msgspec.Struct, frozen=True):
    """A compressed file named by its hash. Sizes in bytes."""

    sha256: str
    size: int
    unpacked_size: int


class Delta(msgspec.Struct, frozen=True):
    """Everything that changed after ``from_version``, good for any version since.

    It holds the record as it is now wherever one was added or changed since then, and a tombstone
    wherever one went, so that applying it twice, or to a version in between, comes to the same.
    """

    from_version: int
    blob: Blob


class Collection(msgspec.Struct, frozen=True):
    """State of one collection in this version; ``digest`` per ``collection_digest``.

    ``deltas`` come in order of ``from_version``.
    """

    name: str
    count: int
    digest: str
    snapshot: Blob
    deltas: tuple[Delta, ...] = ()


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a region's catalogue is at ``version``, which only ever rises.

    ``sealing_key`` is the hex public key that submissions are sealed to; empty where the platform
    takes none.
    """

    schema: int = 1
    region: str
    version: int
    published_at: datetime
    expires_at: datetime
    datum: Datum = Datum.WGS84
    min_client: str = "0.1.0"
    backoff_seconds: int = 0
    sealing_key: str = ""
    collections: tuple[Collection, ...]


def sign_manifest(manifest: Manifest, key: SigningKey, rotations: Sequence[Rotation] = ()) -> bytes:
    """Bytes of manifest.json for ``manifest``, signed with ``key``."""
    payload = msgspec.json.encode(manifest, order="deterministic")
    return sign_envelope(payload, MANIFEST_TYPE, key, rotations)


def open_manifest(raw: bytes, trusted: VerifyKey) -> tuple[Manifest, VerifyKey]:
    """Manifest inside ``raw`` and the key that signs now, if ``trusted`` or its successor signed.

    Otherwise ``Untrusted``, whose first argument is the verdict's name.
    """
    payload, signer = open_envelope(raw, MANIFEST_TYPE, trusted)
    try:
        manifest = msgspec.json.decode(payload, type=Manifest)
    except msgspec.DecodeError as error:
        raise Untrusted("unknown_schema") from error
    if manifest.schema != 1:
        raise Untrusted("unknown_schema")
    return manifest, signer

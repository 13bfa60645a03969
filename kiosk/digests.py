"""How a published line and a collection of them are hashed: by the platform to sign them, by the
agent to believe them, and by the cache to prove that the disk still holds them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def row_hash(line: bytes) -> bytes:
    """16-byte hash of one canonical line, as stored beside the row."""
    return hashlib.sha256(line).digest()[:16]


def collection_digest(rows: Iterable[tuple[str, bytes]]) -> str:
    """Hex SHA-256 of a whole collection from (id, row hash) pairs **in order of id**."""
    digest = hashlib.sha256()
    for record_id, stored in rows:
        digest.update(record_id.encode())
        digest.update(b"\x00")
        digest.update(stored)
    return digest.hexdigest()

"""How a terminal becomes known to the platform, and what it says about its own health.

Every request of a known terminal is signed (RFC 9421, Ed25519) over method, target, body digest,
time and a nonce that is good once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec

TOKEN_FILE_SCHEMA: Final = 1
LARGEST_HEARTBEAT: Final = 1024
"""Bytes of JSON."""

HexKey = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Word = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[A-Za-z0-9_.+:-]*$")]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class EnrolmentToken(msgspec.Struct, frozen=True, kw_only=True):
    """The token file that a technician carries to a terminal: used once, good until it expires.

    ``key`` is the platform's public signing key, which the terminal trusts from then on.
    """

    schema: int = TOKEN_FILE_SCHEMA
    url: str
    region: str
    key: HexKey
    token: str
    site: str
    expires_at: datetime


class EnrolmentRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A terminal shows its token and the public half of the key that it has made."""

    token: str
    public_key: HexKey


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """The platform's answer: under which name it knows the terminal."""

    terminal: str
    site: str


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a terminal may say about itself; whatever is not listed here cannot be said.

    Ages and durations in seconds, sizes in megabytes. No text of a person stands in any field:
    words are names of verdicts and versions.
    """

    version: Word
    boot_id: Word
    uptime_s: Count
    restarts: dict[Word, Count] = {}
    catalogue_version: Count | None = None
    catalogue_age_s: Count | None = None
    last_verdict: Word = ""
    outbox_waiting: Count = 0
    outbox_oldest_s: Count = 0
    outbox_parked: Count = 0
    disk_free_mb: Count = 0
    memory_mb: Count = 0
    printer: Word = ""
    clock_offset_s: int = 0
    errors: tuple[Word, ...] = ()
    sessions: Count = 0

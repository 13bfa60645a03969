"""What goes up: a sealed submission in an envelope signed by its terminal, and its receipt.

The platform answers 201 the first time, 200 for the same id and bytes, 409 for the same id and
other bytes, 422 where it will never take it. Only a receipt with the digest of what was sent lets
the terminal forget it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec

from kiosk.submissions import SubmissionKind

SUBMISSION_TYPE: Final = "application/vnd.jiuyejiao.submission+json"
RECEIPT_TYPE: Final = "application/vnd.jiuyejiao.receipt+json"
LONGEST_SEALED: Final = 1_000_000
"""Bytes of one sealed body; files go by phone and never through a terminal."""

Uuid = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """Payload of an envelope of ``SUBMISSION_TYPE``; ``sha256`` is of the ``sealed`` bytes."""

    id: Uuid
    kind: SubmissionKind
    reference: str
    created_at: datetime
    terminal: str
    sha256: Sha256
    sealed: bytes


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Payload of an envelope of ``RECEIPT_TYPE``, signed with the key that signs the catalogue."""

    id: Uuid
    sha256: Sha256
    received_at: datetime

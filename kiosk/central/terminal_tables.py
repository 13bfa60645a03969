"""Tables of the terminals: who they are, what they last said, and which nonces are spent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.central.tables import Instant, RoadBase


class Standing(StrEnum):
    """Whether a terminal is listened to; ``CLONED`` waits for a person, ``REVOKED`` is for good."""

    ACTIVE = "active"
    CLONED = "cloned"
    REVOKED = "revoked"


class TokenRow(RoadBase):
    """An enrolment token, of which only the SHA-256 is kept; ``terminal`` is who used it."""

    __tablename__ = "enrolment_tokens"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    site: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(9))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    terminal: Mapped[str | None] = mapped_column(String(16))


class TerminalRow(RoadBase):
    """One terminal; ``public_key`` is hex, and no two terminals have the same."""

    __tablename__ = "terminals"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    site: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(9))
    public_key: Mapped[str] = mapped_column(String(64), unique=True)
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    standing: Mapped[Standing] = mapped_column(String(16))
    decided_by: Mapped[str | None] = mapped_column(String(128))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class SpentNonce(RoadBase):
    """A nonce that a terminal has used; forgotten when a request so old is refused anyway."""

    __tablename__ = "spent_nonces"
    __table_args__ = (Index("spent_nonces_by_time", "spent_at"),)

    terminal: Mapped[str] = mapped_column(String(16), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_at: Mapped[datetime] = mapped_column(Instant)


class LastHeartbeat(RoadBase):
    """What a terminal said last, as canonical JSON of the contract's ``Heartbeat``."""

    __tablename__ = "heartbeats"

    terminal: Mapped[str] = mapped_column(String(16), primary_key=True)
    heard_at: Mapped[datetime] = mapped_column(Instant)
    said: Mapped[bytes]


class SeenBoot(RoadBase):
    """A boot id that a terminal was heard with; ``over`` when another one came after it."""

    __tablename__ = "boots"

    terminal: Mapped[str] = mapped_column(String(16), primary_key=True)
    boot_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)
    over: Mapped[bool]

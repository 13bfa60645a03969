"""Tables of the road by phone: tickets, the files that phones sent, and codes that were guessed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.central.tables import Instant, RoadBase


class TicketRow(RoadBase):
    """A phone ticket that the platform has heard of, by the phone or by its terminal.

    ``code`` is its twin to be typed; ``opened_at`` is when a phone first came with it, ``moves``
    counts what the phone has done since; ``watched_at`` is when its terminal last asked.
    ``submission`` is set once, by the submission that used it up; ``applied`` says whether that
    went to the job of the ticket at once.
    """

    __tablename__ = "tickets"
    __table_args__ = (Index("tickets_by_expiry", "expires_at"),)

    terminal: Mapped[str] = mapped_column(String(16), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str] = mapped_column(String(400))
    expires_at: Mapped[datetime] = mapped_column(Instant)
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    watched_at: Mapped[datetime | None] = mapped_column(Instant)
    moves: Mapped[int] = mapped_column(default=0)
    submission: Mapped[str | None] = mapped_column(String(36))
    reference: Mapped[str | None] = mapped_column(String(16))
    applied: Mapped[bool | None]


class PhoneFileRow(RoadBase):
    """A file that came by phone: looked at, sealed, and kept under its ``id``.

    ``submission`` is what it belongs to; without one it is forgotten with its ticket.
    """

    __tablename__ = "phone_files"
    __table_args__ = (
        Index("phone_files_by_ticket", "terminal", "nonce"),
        Index("phone_files_by_submission", "submission"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    terminal: Mapped[str] = mapped_column(String(16))
    nonce: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(8))
    pages: Mapped[int | None]
    size: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(Instant)
    submission: Mapped[str | None] = mapped_column(String(36))


class CodeGuess(RoadBase):
    """A code that was typed and is none; ``address`` is a keyed digest of who typed it."""

    __tablename__ = "code_guesses"
    __table_args__ = (Index("code_guesses_by_time", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Instant)
    address: Mapped[str] = mapped_column(String(64))

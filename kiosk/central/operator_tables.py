"""Tables of the people at the platform: who they are, who is logged in, and what they opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.central.tables import Instant, RoadBase


class OperatorRow(RoadBase):
    """A person with a role; ``password`` is argon2's own text, which carries salt and cost."""

    __tablename__ = "operators"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str] = mapped_column(String(256))
    added_at: Mapped[datetime] = mapped_column(Instant)
    password_at: Mapped[datetime] = mapped_column(Instant)


class OperatorSession(RoadBase):
    """Somebody who is logged in; ``token`` is the SHA-256 of what the browser carries."""

    __tablename__ = "operator_sessions"
    __table_args__ = (Index("operator_sessions_by_operator", "operator"),)

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    operator: Mapped[str] = mapped_column(String(32))
    since: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)


class LoginAttempt(RoadBase):
    """A login that failed, or whose password is being looked at.

    ``name`` and ``address`` are keyed digests of what was typed and of where it came from.
    """

    __tablename__ = "login_attempts"
    __table_args__ = (
        Index("login_attempts_by_time", "at"),
        Index("login_attempts_by_name", "name"),
        Index("login_attempts_by_address", "address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Instant)
    name: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))


class AuditRow(RoadBase):
    """One thing that a person did; ``hash`` covers the row and ``before``, the hash of the last."""

    __tablename__ = "audit_log"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    operator: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(256))
    reason: Mapped[str] = mapped_column(String(256))
    address: Mapped[str] = mapped_column(String(64))
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

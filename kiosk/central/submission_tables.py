"""Table of what residents left: sealed, and each once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.central.tables import Instant, RoadBase


class SubmissionRow(RoadBase):
    """One submission; ``envelope`` is what its terminal signed, ``sealed`` the body inside."""

    __tablename__ = "submissions"
    __table_args__ = (Index("submissions_by_kind", "kind", "received_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    reference: Mapped[str] = mapped_column(String(16))
    terminal: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    sha256: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes]
    envelope: Mapped[bytes]

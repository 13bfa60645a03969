"""Tables of the central platform: what was taken in, and what was published from it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Index, String, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class State(StrEnum):
    """Where a record stands between a feed and a screen."""

    ACCEPTED = "accepted"
    HELD = "held"
    REFUSED = "refused"


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite alone would forget the offset."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Moment as it is stored, without its offset."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Moment as it is spoken of, with its offset."""
        return None if value is None else value.replace(tzinfo=UTC)


RecordId = String(128).with_variant(postgresql.VARCHAR(128, collation="C"), "postgresql")
"""Ordered by bytes everywhere: the order of lines in a blob and of ids in a digest."""


class Base(DeclarativeBase):
    """Registry of the tables that the catalogue is made from."""


class RoadBase(DeclarativeBase):
    """Registry of the tables of the road up: terminals, and what they send."""


class Entry(Base):
    """One record as it was taken in; ``line`` holds the canonical bytes that are published.

    ``decided_by`` is set when a person released or refused it.
    """

    __tablename__ = "entries"
    __table_args__ = (Index("entries_by_state", "state", "collection"),)

    collection: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(RecordId, primary_key=True)
    line: Mapped[bytes]
    state: Mapped[State] = mapped_column(String(16))
    findings: Mapped[bytes]
    source: Mapped[str] = mapped_column(String(128))
    region: Mapped[str] = mapped_column(String(9))
    valid_through: Mapped[date | None]
    imported_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(String(128))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class Publication(Base):
    """One published version of a region's catalogue."""

    __tablename__ = "publications"

    region: Mapped[str] = mapped_column(String(9), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    published_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    manifest: Mapped[bytes]


class PublishedRow(Base):
    """What the newest version of a region says about a record, and since which version it does.

    ``hash`` is the ``row_hash`` of the line that was published last; one that is not ``present``
    went in ``changed_in``.
    """

    __tablename__ = "published_rows"
    __table_args__ = (Index("published_rows_by_change", "region", "collection", "changed_in"),)

    region: Mapped[str] = mapped_column(String(9), primary_key=True)
    collection: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(RecordId, primary_key=True)
    hash: Mapped[bytes]
    changed_in: Mapped[int]
    present: Mapped[bool]


class WithdrawnEmployer(Base):
    """An employer whose posts are off every screen and stay off, until a person says otherwise."""

    __tablename__ = "withdrawn_employers"

    employer: Mapped[str] = mapped_column(String(256), primary_key=True)
    decided_by: Mapped[str] = mapped_column(String(128))
    decided_at: Mapped[datetime] = mapped_column(Instant)

"""The tables as they were when revisions began; makes only those that are missing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import VARCHAR

revision = "catalogue_0001"
down_revision = None

RECORD_ID = sa.String(128).with_variant(VARCHAR(128, collation="C"), "postgresql")


def upgrade() -> None:
    """Entries, publications, and what was published last."""
    op.create_table(
        "entries",
        Column("collection", sa.String(32), primary_key=True),
        Column("id", RECORD_ID, primary_key=True),
        Column("line", sa.LargeBinary, nullable=False),
        Column("state", sa.String(16), nullable=False),
        Column("findings", sa.LargeBinary, nullable=False),
        Column("source", sa.String(128), nullable=False),
        Column("region", sa.String(9), nullable=False),
        Column("valid_through", sa.Date),
        Column("imported_at", sa.DateTime, nullable=False),
        Column("decided_by", sa.String(128)),
        Column("decided_at", sa.DateTime),
        if_not_exists=True,
    )
    op.create_index("entries_by_state", "entries", ["state", "collection"], if_not_exists=True)
    op.create_table(
        "publications",
        Column("region", sa.String(9), primary_key=True),
        Column("version", sa.Integer, primary_key=True, autoincrement=False),
        Column("published_at", sa.DateTime, nullable=False),
        Column("expires_at", sa.DateTime, nullable=False),
        Column("manifest", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "published_rows",
        Column("region", sa.String(9), primary_key=True),
        Column("collection", sa.String(32), primary_key=True),
        Column("id", RECORD_ID, primary_key=True),
        Column("hash", sa.LargeBinary, nullable=False),
        Column("changed_in", sa.Integer, nullable=False),
        Column("present", sa.Boolean, nullable=False),
        if_not_exists=True,
    )
    op.create_index(
        "published_rows_by_change",
        "published_rows",
        ["region", "collection", "changed_in"],
        if_not_exists=True,
    )
    op.create_table(
        "withdrawn_employers",
        Column("employer", sa.String(256), primary_key=True),
        Column("decided_by", sa.String(128), nullable=False),
        Column("decided_at", sa.DateTime, nullable=False),
        if_not_exists=True,
    )

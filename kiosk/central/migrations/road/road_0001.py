"""The tables as they were when revisions began; makes only those that are missing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "road_0001"
down_revision = None


def upgrade() -> None:
    """Terminals and all that they and phones send."""
    _terminals()
    _submissions()
    _tickets()


def _terminals() -> None:
    op.create_table(
        "enrolment_tokens",
        Column("hash", sa.String(64), primary_key=True),
        Column("site", sa.String(40), nullable=False),
        Column("region", sa.String(9), nullable=False),
        Column("issued_at", sa.DateTime, nullable=False),
        Column("expires_at", sa.DateTime, nullable=False),
        Column("terminal", sa.String(16)),
        if_not_exists=True,
    )
    op.create_table(
        "terminals",
        Column("id", sa.String(16), primary_key=True),
        Column("site", sa.String(40), nullable=False),
        Column("region", sa.String(9), nullable=False),
        Column("public_key", sa.String(64), nullable=False, unique=True),
        Column("enrolled_at", sa.DateTime, nullable=False),
        Column("standing", sa.String(16), nullable=False),
        Column("decided_by", sa.String(128)),
        Column("decided_at", sa.DateTime),
        if_not_exists=True,
    )
    op.create_table(
        "spent_nonces",
        Column("terminal", sa.String(16), primary_key=True),
        Column("nonce", sa.String(64), primary_key=True),
        Column("spent_at", sa.DateTime, nullable=False),
        if_not_exists=True,
    )
    op.create_index("spent_nonces_by_time", "spent_nonces", ["spent_at"], if_not_exists=True)
    op.create_table(
        "heartbeats",
        Column("terminal", sa.String(16), primary_key=True),
        Column("heard_at", sa.DateTime, nullable=False),
        Column("said", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "boots",
        Column("terminal", sa.String(16), primary_key=True),
        Column("boot_id", sa.String(40), primary_key=True),
        Column("since", sa.DateTime, nullable=False),
        Column("over", sa.Boolean, nullable=False),
        if_not_exists=True,
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        Column("id", sa.String(36), primary_key=True),
        Column("kind", sa.String(32), nullable=False),
        Column("reference", sa.String(16), nullable=False),
        Column("terminal", sa.String(16), nullable=False),
        Column("created_at", sa.DateTime, nullable=False),
        Column("received_at", sa.DateTime, nullable=False),
        Column("sha256", sa.String(64), nullable=False),
        Column("sealed", sa.LargeBinary, nullable=False),
        Column("envelope", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    by_kind = ["kind", "received_at"]
    op.create_index("submissions_by_kind", "submissions", by_kind, if_not_exists=True)


def _tickets() -> None:
    op.create_table(
        "tickets",
        Column("terminal", sa.String(16), primary_key=True),
        Column("nonce", sa.String(32), primary_key=True),
        Column("text", sa.String(400), nullable=False),
        Column("expires_at", sa.DateTime, nullable=False),
        Column("code", sa.String(8), unique=True),
        Column("opened_at", sa.DateTime),
        Column("watched_at", sa.DateTime),
        Column("moves", sa.Integer, nullable=False),
        Column("submission", sa.String(36)),
        Column("reference", sa.String(16)),
        Column("applied", sa.Boolean),
        if_not_exists=True,
    )
    op.create_index("tickets_by_expiry", "tickets", ["expires_at"], if_not_exists=True)
    op.create_table(
        "phone_files",
        Column("id", sa.String(36), primary_key=True),
        Column("terminal", sa.String(16), nullable=False),
        Column("nonce", sa.String(32), nullable=False),
        Column("kind", sa.String(8), nullable=False),
        Column("pages", sa.Integer),
        Column("size", sa.Integer, nullable=False),
        Column("received_at", sa.DateTime, nullable=False),
        Column("submission", sa.String(36)),
        if_not_exists=True,
    )
    by_ticket = ["terminal", "nonce"]
    op.create_index("phone_files_by_ticket", "phone_files", by_ticket, if_not_exists=True)
    by_submission = ["submission"]
    op.create_index("phone_files_by_submission", "phone_files", by_submission, if_not_exists=True)
    op.create_table(
        "code_guesses",
        Column("id", sa.Integer, primary_key=True, autoincrement=True),
        Column("at", sa.DateTime, nullable=False),
        Column("address", sa.String(64), nullable=False),
        if_not_exists=True,
    )
    op.create_index("code_guesses_by_time", "code_guesses", ["at"], if_not_exists=True)

"""The people at the platform: who they are, who is logged in, and what they did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "road_0002"
down_revision = "road_0001"


def upgrade() -> None:
    """Operators, their sessions, failed logins, and the log of what was done."""
    _operators()
    _logins()
    _audit()


def _operators() -> None:
    op.create_table(
        "operators",
        Column("name", sa.String(32), primary_key=True),
        Column("role", sa.String(16), nullable=False),
        Column("password", sa.String(256), nullable=False),
        Column("added_at", sa.DateTime, nullable=False),
        Column("password_at", sa.DateTime, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "operator_sessions",
        Column("token", sa.String(64), primary_key=True),
        Column("operator", sa.String(32), nullable=False),
        Column("since", sa.DateTime, nullable=False),
        Column("seen_at", sa.DateTime, nullable=False),
        if_not_exists=True,
    )
    op.create_index(
        "operator_sessions_by_operator", "operator_sessions", ["operator"], if_not_exists=True
    )


def _logins() -> None:
    op.create_table(
        "login_attempts",
        Column("id", sa.Integer, primary_key=True, autoincrement=True),
        Column("at", sa.DateTime, nullable=False),
        Column("name", sa.String(64), nullable=False),
        Column("address", sa.String(64), nullable=False),
        if_not_exists=True,
    )
    for by, column in (("time", "at"), ("name", "name"), ("address", "address")):
        op.create_index(f"login_attempts_by_{by}", "login_attempts", [column], if_not_exists=True)


def _audit() -> None:
    op.create_table(
        "audit_log",
        Column("number", sa.Integer, primary_key=True, autoincrement=False),
        Column("at", sa.DateTime, nullable=False),
        Column("operator", sa.String(32), nullable=False),
        Column("action", sa.String(16), nullable=False),
        Column("subject", sa.String(256), nullable=False),
        Column("reason", sa.String(256), nullable=False),
        Column("address", sa.String(64), nullable=False),
        Column("before", sa.String(64), nullable=False),
        Column("hash", sa.String(64), nullable=False),
        if_not_exists=True,
    )

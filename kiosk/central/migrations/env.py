"""What alembic runs to get at a database: the connection and the chain it was handed.

Used by ``kiosk.central.migrations.upgrading`` and by nobody from a command line.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from kiosk.central.migrations import Chain

given = context.config.attributes
connection, chain = given["connection"], given["chain"]
assert isinstance(connection, Connection)
assert isinstance(chain, Chain)
context.configure(
    connection=connection,
    target_metadata=chain.tables,
    version_table=chain.version_table,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

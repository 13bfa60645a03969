"""Takes a database to the newest revision of its chain, inside the caller's transaction.

Apart from ``kiosk.central.migrations``, since alembic is slow to import and seldom needed.
"""

from __future__ import annotations

from threading import Lock
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from kiosk.central.migrations import FOLDER, Chain

# What alembic gives its scripts (``op``, ``context``) belongs to the process, not to a thread.
_ALONE: Final = Lock()


class WrongSchema(Exception):
    """The tables are none that this program can work with; the message is half a sentence."""


def upgrade(connection: Connection, chain: Chain) -> None:
    """Bring the tables of ``chain`` up to date, or raise ``WrongSchema``.

    One that was filled before there were revisions counts as before the first, which makes only
    what is missing. The caller holds the lock that keeps a second program from doing the same.
    """
    standing = chain.standing(connection)
    if standing is not None and standing not in chain.revisions():
        raise WrongSchema(f"was written by a newer program (revision {standing}); install that one")
    with _ALONE:
        command.upgrade(alembic_config(connection, chain), "head")
    _check(connection, chain)


def alembic_config(connection: Connection, chain: Chain) -> Config:
    """What alembic's commands need to know of ``chain`` in the database of ``connection``."""
    config = Config()
    for name, value in (
        ("script_location", str(FOLDER)),
        ("version_locations", str(chain.folder)),
        ("path_separator", "newline"),
    ):
        config.set_main_option(name, value.replace("%", "%%"))
    config.attributes.update(connection=connection, chain=chain)
    return config


def _check(connection: Connection, chain: Chain) -> None:
    # Somebody else's table of the same name would have been taken for ours.
    found = inspect(connection)
    for table in chain.tables.sorted_tables:
        if not found.has_table(table.name):
            raise WrongSchema(f"lacks the table '{table.name}', which no revision makes")
        there = {column["name"] for column in found.get_columns(table.name)}
        missing = sorted({column.name for column in table.columns} - there)
        if missing:
            raise WrongSchema(
                f"has a table '{table.name}' that is not this platform's (no column "
                f"'{missing[0]}'); name a database of its own"
            )

"""One agent a home: two writers of one catalogue are never right."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

FILE_NAME: Final = "agent.lock"


class AnotherAgent(Exception):
    """Somebody else works in this home; the message is one sentence."""


def agent_at_work(home: Path) -> bool:
    """Whether somebody holds the lock of ``home``; asking leaves no trace."""
    try:
        with (home / FILE_NAME).open("r", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


@contextmanager
def sole_agent(home: Path) -> Iterator[None]:
    """Be the only agent in ``home``; the lock ends with the process, however it ends."""
    with (home / FILE_NAME).open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherAgent(
                f"An agent is already at work in {home}; it fetches the catalogue by itself."
            ) from error
        yield

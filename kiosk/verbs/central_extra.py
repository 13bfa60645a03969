"""A terminal is installed without the platform's libraries; whoever misses them is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.verbs.refusals import CommandRefused


@contextmanager
def central_extra() -> Iterator[None]:
    """What is imported within needs the extra ``central``."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise CommandRefused(
            f"The platform needs {error.name}; install the extra 'central' of this package."
        ) from error

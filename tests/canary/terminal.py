"""A terminal whose agent runs as it does on site, with everything it can write in one folder.

Its home, its folder for temporary files, the home of its user and its log are all below it; what
it puts into shared memory or keeps in files without a name is asked of the kernel.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from threading import Event
from time import monotonic
from typing import Final, TypeVar

from tests.canary.searching import Found, Search
from tests.central_process import REPOSITORY

PATIENCE_S: Final = 60
_SHARED: Final = Path("/dev/shm")
_PERSONAL: Final = {
    **{"HOME": "user", "TMPDIR": "temporary", "XDG_RUNTIME_DIR": "runtime"},
    **{"XDG_CACHE_HOME": "user/cache", "XDG_STATE_HOME": "user/state"},
    **{"XDG_CONFIG_HOME": "user/config", "XDG_DATA_HOME": "user/data"},
}

Wanted = TypeVar("Wanted")


def _lying_in_memory() -> frozenset[Path]:
    return frozenset(_SHARED.iterdir()) if _SHARED.is_dir() else frozenset()


@dataclass
class SeizableTerminal:
    """A terminal below ``folder``; ``shared`` is what lay in shared memory before it was there."""

    folder: Path
    shared: frozenset[Path] = field(default_factory=_lying_in_memory)

    def __post_init__(self) -> None:
        for place in _PERSONAL.values():
            (self.folder / place).mkdir(parents=True, exist_ok=True)

    @property
    def home(self) -> Path:
        """What ``--home`` names."""
        return self.folder / "home"

    @property
    def log(self) -> str:
        """All that its agents have said so far."""
        path = self.folder / "agent.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @contextmanager
    def agent(self) -> Iterator[subprocess.Popen[bytes]]:
        """Its agent; ended as a power cut would, if nobody ended it before."""
        command = [sys.executable, "-m", "kiosk", "agent", "--home", str(self.home)]
        own = {name: str(self.folder / place) for name, place in _PERSONAL.items()}
        environment = os.environ | own | {"PYTHONPATH": str(REPOSITORY)}
        with (
            (self.folder / "agent.log").open("ab") as log,
            subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process,
        ):
            try:
                yield process
            finally:
                process.kill()

    def searched(
        self, search: Search, running: subprocess.Popen[bytes] | None = None
    ) -> list[Found]:
        """What somebody finds who carries it off, or looks in while the agent is ``running``."""
        found = search.below(self.folder, *(_lying_in_memory() - self.shared))
        return found + (_nameless(search, running.pid) if running else [])


def until(what: Callable[[], Wanted | None], about: str) -> Wanted:
    """What ``what`` gives as soon as it gives something; it is asked twenty times a second."""
    deadline = monotonic() + PATIENCE_S
    while not (found := what()):
        assert monotonic() < deadline, f"waited in vain for {about}"
        Event().wait(0.05)
    return found


def _nameless(search: Search, pid: int) -> list[Found]:
    """What is found in files that the process ``pid`` has open, deleted ones among them."""
    found = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            if S_ISREG(link.stat().st_mode):
                found += search.within(link.read_bytes(), f"an open file of the agent: {link}")
        except FileNotFoundError:  # closed since it was listed
            continue
    return found

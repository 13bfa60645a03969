"""A real central platform for tests: its home, filled and published, and its process.

Usable by any test: ``with serving(home) as central: central.url``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kiosk.central.intake import Origin, take_in
from kiosk.central.keys import signing_key
from kiosk.central.outcomes import ImportTally
from kiosk.central.publishing import Publishing, publish
from kiosk.central.record_files import examined
from kiosk.central.store import Store
from kiosk.records import Record

REPOSITORY = Path(__file__).resolve().parents[1]
REGION = "370102"
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass
class PlatformHome:
    """The state of a platform, changed in-process as the verbs would change it."""

    home: Path
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.store = Store.in_home(self.home)

    def take(
        self, *records: Record, source: str = "示例", region: str = REGION, at: datetime = NOW
    ) -> ImportTally:
        """Take in ``records`` through the gate."""
        outcomes = [examined(row, record) for row, record in enumerate(records, start=1)]
        return take_in(self.store, outcomes, Origin(source, region, at))

    def publish(self, region: str = REGION, at: datetime = NOW) -> Publishing:
        """Publish ``region``."""
        return publish(self.store, self.home, region, signing_key(self.home), at)

    @property
    def public_key(self) -> str:
        """Hex of the key that terminals trust."""
        return signing_key(self.home).verify_key.encode().hex()


@dataclass
class CentralProcess:
    """``kiosk central serve`` as a process of its own."""

    process: subprocess.Popen[str]
    url: str

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(home: Path) -> Iterator[CentralProcess]:
    """Serve ``home`` on a free port; it answers when this is entered."""
    kiosk = [sys.executable, "-m", "kiosk"]
    # A test publishes when it means to.
    command = [*kiosk, "central", "serve", "--port", "0", "--publish-every", "0", "--home", home]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        # The port listens before the line is written, so whoever asks now is answered.
        url = process.stdout.readline().rpartition(" at ")[2].strip()
        try:
            assert url, "the platform did not start"
            yield CentralProcess(process, url)
        finally:
            process.kill()

"""One sync of a terminal in a process of its own, so that its memory can be told.

Run by p4 and p5 as ``python -m tests.bench.one_sync HOME``; prints one line of JSON: ``seconds``
from the first byte to the platform until the new version is committed, ``peak`` in bytes of
resident memory, ``version``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from kiosk.agent.asking import Ask
from kiosk.agent.outcomes import Applied
from kiosk.settings import load_settings
from kiosk.verbs.following import done_in


@dataclass(frozen=True, slots=True)
class Synced:
    """What one sync took: seconds and bytes of resident memory at its peak."""

    seconds: float
    peak: int
    version: int


def sync(home: Path) -> Synced:
    """Let another process bring the terminal in ``home`` to its platform's version."""
    command = [sys.executable, "-m", "tests.bench.one_sync", str(home)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return Synced(**json.loads(done.stdout))


def main(home: Path) -> int:
    """Sync once, as ``kiosk sync --once`` does."""
    settings = load_settings(home)
    began = time.perf_counter()
    outcome = done_in(home, settings, Ask())
    seconds = time.perf_counter() - began
    if not isinstance(outcome, Applied):
        sys.stderr.write(f"{outcome}\n")
        return 1
    told = {"seconds": seconds, "peak": _peak(), "version": outcome.version}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


def _peak() -> int:
    # Not getrusage: that remembers the memory of whoever forked this process.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(
        int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

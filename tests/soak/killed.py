"""A real ``kiosk agent``, killed at moments that nobody chose, in the middle of its syncs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

from kiosk.agent.outcomes import Failed
from tests.central_process import REPOSITORY
from tests.faults.chaos_proxy import ChaosProxy
from tests.soak.checks import held_version
from tests.soak.city import City
from tests.soak.model import hold
from tests.soak.terminal import Surroundings, start

JOBS: Final = 200
PATIENCE_SECONDS: Final = 60.0
_LONGEST_LIFE_SECONDS: Final = 0.25
"""After the agent was heard; by then it has applied what it came for, most of the time."""
_LOOK_SECONDS: Final = 0.001


class KilledAgent:
    """One terminal whose agent is killed again and again while it follows ``city``."""

    def __init__(self, around: Surroundings, city: City, proxy: ChaosProxy, seed: int) -> None:
        self.halfway = 0
        self._around = around
        self._home = home = Path(around.home)
        self._city = city
        self._proxy = proxy
        self._dice = Random(seed)
        self._version: int | None = None
        (home / "kiosk.toml").write_text(
            f'[central]\nurl = "{proxy.url}"\nregion = "{city.region}"\nkey = "{city.root}"\n'
        )
        city.add(JOBS, "A")
        city.publish(1)

    def kill_once(self) -> None:
        """Something new, an agent that comes for it, its death, and the next sync."""
        # Sometimes more than half changes, so that no delta is offered.
        self._city.edit(self._dice.randrange(JOBS), self._dice.choice((1, 20, 60, 150)))
        self._city.publish(1)
        with self._agent() as agent:
            self._wait_for_a_request(agent)
            time.sleep(self._dice.random() ** 2 * _LONGEST_LIFE_SECONDS)
            agent.kill()
            agent.wait()
        newest = self._city.model.newest().number
        version = held_version(self._home, self._city.model, None, being_made=not self._version)
        hold((version or 0) >= (self._version or 0), f"{version} after {self._version}")
        self.halfway += version != newest
        # The verb now and then, and otherwise what it does without a new interpreter.
        self._version = self._dice.choice((self._synced, self._polled, self._polled))()
        hold(self._version == newest, f"the next sync came to {self._version} and not {newest}")
        held = held_version(self._home, self._city.model, None)
        hold(held == newest, f"the catalogue is {held} and not {newest}")

    def _synced(self) -> int:
        command = [*_kiosk("sync", self._home), "--once", "--json"]
        done = subprocess.run(
            command, env=_environment(), capture_output=True, check=False, text=True
        )
        hold(done.returncode == 0, f"the next sync failed: {done.stderr}")
        return int(json.loads(done.stdout)["version"])

    def _polled(self) -> int:
        terminal = start(self._around)
        outcome = terminal.poll()
        terminal.drop()
        hold(not isinstance(outcome, Failed), f"the next sync failed: {outcome}")
        return outcome.version

    @contextmanager
    def _agent(self) -> Iterator[subprocess.Popen[bytes]]:
        self._proxy.seen.clear()
        quiet = subprocess.DEVNULL
        command = _kiosk("agent", self._home)
        with subprocess.Popen(command, env=_environment(), stdout=quiet, stderr=quiet) as process:
            try:
                yield process
            finally:
                process.kill()

    def _wait_for_a_request(self, agent: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._proxy.seen:
            hold(agent.poll() is None, "the agent ended by itself")
            hold(time.monotonic() < end, "the agent never asked")
            time.sleep(_LOOK_SECONDS)


def _kiosk(verb: str, home: Path) -> list[str]:
    return [sys.executable, "-m", "kiosk", verb, "--home", str(home)]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_PROXY": "127.0.0.1"}

"""A real agent, killed, its catalogue damaged, no platform: the terminal comes back by itself."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

from kiosk.agent.boot import MARKER_FILE
from kiosk.agent.care_record import Cause, read_record
from kiosk.agent.ladder import Ladder
from kiosk.agent.trust import TRUSTED_KEY_FILE
from kiosk.verbs.doctor import examined
from offline_cache.care import Condition, examine
from offline_cache.reader import CatalogueReader
from tests.agent.test_agent_process import agent, line_with
from tests.central_process import PlatformHome, serving


def test_a_killed_agent_brings_a_damaged_catalogue_back(
    tmp_path: Path, central: PlatformHome
) -> None:
    home = tmp_path / "terminal"
    (home / "keys").mkdir(parents=True)
    (home / TRUSTED_KEY_FILE).write_text(central.public_key)
    catalogue = home / "catalogue.db"
    with serving(central.home) as platform:
        (home / "kiosk.toml").write_text(
            f'[central]\nurl = "{platform.url}"\n[agent]\npoll_seconds = 1\n'
        )
        with agent(home) as process:
            line_with(process, "version 1 applied: jobs 50")
            line_with(process, "The catalogue is sound (version 1); last good copy: made.")
            process.kill()
            process.wait(30)
    assert (home / MARKER_FILE).exists()
    with closing(CatalogueReader(catalogue)) as screen:
        before = screen.state()
        raw = catalogue.read_bytes()
        catalogue.write_bytes(raw.replace("示例商贸".encode(), "示例商货".encode()))
        assert examine(catalogue).condition is Condition.DAMAGED
        with agent(home) as process:
            line_with(process, "The catalogue was damaged (line: jobs job-")
            line_with(process, "catalogue kept as it is: refused")
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        assert screen.state() == before  # it went on showing what it had
    assert examine(catalogue).condition is Condition.SOUND
    assert not (home / MARKER_FILE).exists()
    record = read_record(home)
    assert record.starts == {Cause.CLEAN: 1, Cause.KILLED: 1}
    assert record.climb is not None
    assert record.climb.outcome is Ladder.RESTORED
    found = {finding.name: finding for finding in examined(home)}
    assert "the last good copy took its place" in found["starts"].sentence

"""What ``kiosk doctor`` finds about the machine: settings, disk, library, agent, clock."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Final

from kiosk.settings import FILE_NAME, BadSettings, Settings, load_settings
from kiosk.verbs.findings import Finding, fault, long, warning, well
from kiosk.verbs.standing import Standing
from offline_cache import CATALOGUE_FILE
from offline_cache._sqlite import LIBRARY
from offline_cache.care_copy import ROOM_FACTOR, free_bytes, size_of

LEAST_FREE: Final = 50_000_000
"""Bytes; with less than this a terminal cannot even take a new version."""
BEST_SQLITE: Final = (3, 51, 3)
"""Ends a bug that can damage a file with two writers, which this program never has."""
NOTICED_OFFSET: Final = timedelta(seconds=60)
_MEGABYTE: Final = 1_000_000


def settings_finding(home: Path) -> tuple[Finding, Settings]:
    """How kiosk.toml is, and what is in force."""
    path = home / FILE_NAME
    try:
        settings = load_settings(home)
    except BadSettings as error:
        return fault("settings", str(error), f"correct {path}"), Settings()
    if not path.exists():
        sentence = f"There is no {path}, so a platform on this machine is looked for."
        return warning("settings", sentence, "write it, or run 'kiosk enroll'"), settings
    return well("settings", f"{path} is read, and platform {settings.central.url} used."), settings


def disk_finding(home: Path) -> Finding:
    """Whether the home can be written, and how much room there is."""
    try:
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"?")
            file.flush()
    except OSError as error:
        sentence = f"{home} cannot be written ({error.strerror})."
        return fault("disk", sentence, "make room, or give this user leave to write there")
    free, catalogue = free_bytes(home), size_of(home / CATALOGUE_FILE)
    sentence = f"{free // _MEGABYTE} MB are free where {home} lies."
    if free < LEAST_FREE + catalogue:
        return fault("disk", sentence, "make room: the next catalogue will not fit")
    if free < LEAST_FREE + catalogue * ROOM_FACTOR:
        return warning("disk", sentence, "make room: no last good copy is made without it")
    return well("disk", sentence)


def library_finding() -> Finding:
    """Whether SQLite is new enough."""
    version = ".".join(map(str, LIBRARY))
    if LIBRARY >= BEST_SQLITE:
        return well("sqlite", f"SQLite is {version}.")
    best = ".".join(map(str, BEST_SQLITE))
    return warning("sqlite", f"SQLite is {version}.", f"install pysqlite3 with {best} or later")


def agent_finding(terminal: Standing) -> Finding:
    """Whether anybody fetches catalogues and sends what people leave."""
    if terminal.agent_at_work:
        return well("agent", f"An agent is at work in {terminal.home}.")
    sentence = f"No agent is at work in {terminal.home}: nothing is fetched and nothing is sent."
    return fault("agent", sentence, "start it: 'kiosk run', or the service on a terminal")


def time_finding(terminal: Standing) -> Finding:
    """Whether anybody knows what time it is."""
    time, offset = terminal.time, terminal.offset
    said = time.now.isoformat(timespec="seconds")
    remedy = "set the machine's clock, and look at its battery and its time service"
    if time.doubtful:
        sentence = f"The machine's clock cannot be believed; time stands still at {said}."
        return warning("time", sentence, remedy)
    if abs(offset) < NOTICED_OFFSET:
        return well("time", f"It is {said}, and the machine's clock agrees.")
    side = "behind" if offset > timedelta() else "ahead"
    return warning("time", f"The machine's clock is {long(offset)} {side}; it is {said}.", remedy)

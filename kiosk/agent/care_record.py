"""What became of the catalogue's care: how often and why the agent started, what stands in for a
damaged file, what the last night found. Small, for ``kiosk doctor``, ``status`` and the heartbeat.
"""

from __future__ import annotations

import logging
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from kiosk.agent.keeping import keep_file
from kiosk.agent.ladder import Ladder
from offline_cache.care_copy import Copied

RECORD_FILE: Final = "care.json"
WANTED_FILE: Final = "care.wanted"
"""Lies in the home where a person wants the catalogue to be cared for now."""

log = logging.getLogger(__name__)


class Cause(StrEnum):
    """Why the agent started, or what made it look at the catalogue."""

    CLEAN = "clean"  # the start before was ended properly
    KILLED = "killed"  # the process ended without a word while the machine went on
    POWER = "power"  # the machine went off without a word
    NIGHT = "night"  # no start at all: the nightly look


class Climb(msgspec.Struct, frozen=True, kw_only=True):
    """The last time the ladder was climbed; ``detail`` says in words what was found."""

    at: datetime
    cause: Cause
    outcome: Ladder
    detail: str = ""
    safe_mode: bool = False


class Night(msgspec.Struct, frozen=True, kw_only=True):
    """The last look at night: whether the catalogue was sound, and what the copy came to."""

    at: datetime
    sound: bool
    copied: Copied | None = None
    version: int | None = None


class CareRecord(msgspec.Struct, frozen=True, kw_only=True):
    """``starts`` counts the agent's starts by ``Cause``."""

    starts: dict[Cause, int] = {}
    climb: Climb | None = None
    night: Night | None = None


def read_record(home: Path) -> CareRecord:
    """What is known about ``home``; nothing where the file is missing or cannot be read."""
    try:
        return msgspec.json.decode((home / RECORD_FILE).read_bytes(), type=CareRecord)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return CareRecord()


def count_start(home: Path, cause: Cause) -> None:
    """One more start of the agent for ``cause``."""
    record = read_record(home)
    starts = {**record.starts, cause: record.starts.get(cause, 0) + 1}
    _keep(home, msgspec.structs.replace(record, starts=starts))


def note_climb(home: Path, climb: Climb) -> None:
    """The ladder was climbed."""
    _keep(home, msgspec.structs.replace(read_record(home), climb=climb))


def note_night(home: Path, night: Night) -> None:
    """The catalogue was looked at in the night."""
    _keep(home, msgspec.structs.replace(read_record(home), night=night))


def _keep(home: Path, record: CareRecord) -> None:
    try:
        keep_file(home / RECORD_FILE, msgspec.json.encode(record))
    except OSError as error:
        log.info("%s was not written: %s", RECORD_FILE, error)

"""What ``kiosk doctor`` says about one thing: how it is, in a sentence, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Level(StrEnum):
    """From well to not: a ``FAULT`` is for somebody to see to."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """``name`` is for programs and never changes; ``remedy`` is empty where nothing needs doing."""

    name: str
    level: Level
    sentence: str
    remedy: str = ""


def well(name: str, sentence: str) -> Finding:
    """Nothing needs doing."""
    return Finding(name, Level.OK, sentence)


def warning(name: str, sentence: str, remedy: str) -> Finding:
    """The terminal works, with less than it could have."""
    return Finding(name, Level.WARNING, sentence, remedy)


def fault(name: str, sentence: str, remedy: str) -> Finding:
    """Somebody has to see to it."""
    return Finding(name, Level.FAULT, sentence, remedy)


def long(span: timedelta) -> str:
    """A span of time as a person says it: ``3 h``, ``2 days``."""
    seconds = abs(span.total_seconds())
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 172_800 else f"{seconds / 86_400:.0f} days"

"""How far something is, in words: the same on the screen and on paper."""

from __future__ import annotations

from typing import Final

from kiosk.geo.walking import reach_metres, walking_minutes
from kiosk.records import Job

FAR_METRES: Final = 5000


def distance_words(metres: int) -> str:
    """步行约 N 分钟, or kilometres where nobody would walk."""
    if metres > FAR_METRES:
        return f"约 {metres / 1000:.0f} 公里"
    return _on_foot(walking_minutes(metres))


def minutes_words(minutes: int) -> str:
    """The same of ``minutes`` of walking."""
    if minutes <= walking_minutes(FAR_METRES):
        return _on_foot(minutes)
    return distance_words(reach_metres(minutes))


def walk_words(job: Job, distance: str) -> str:
    """``distance`` to ``job``, or why there is none."""
    if job.remote:
        return "在家可做"
    return distance or "位置待核实"


def _on_foot(minutes: int) -> str:
    return f"步行约 {minutes} 分钟"

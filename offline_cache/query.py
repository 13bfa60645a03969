"""What a screen may ask about jobs, and what it gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.records import Job, JobKind, PayUnit, Tag
from kiosk.text.tokens import PAY_STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class JobQuery:
    """Filters that must all hold; several ``tags`` or ``kinds`` mean any of them.

    ``within_metres`` (straight line) leaves out jobs without a place and remote work.
    ``division`` has 6 or 9 digits. ``month_at_least`` is one of ``PAY_STEPS`` and compares the
    lower bound of monthly pay. Jobs whose ``valid_through`` is before ``today`` are never found.
    """

    text: str = ""
    within_metres: int | None = None
    division: str | None = None
    tags: tuple[Tag, ...] = ()
    kinds: tuple[JobKind, ...] = ()
    pay_unit: PayUnit | None = None
    month_at_least: int | None = None
    today: date

    def __post_init__(self) -> None:
        if self.month_at_least is not None and self.month_at_least not in PAY_STEPS:
            raise ValueError(f"month_at_least must be one of {PAY_STEPS}")


@dataclass(frozen=True, slots=True)
class NearbyJob:
    """A job and its straight distance; None where the place is unknown or the work is remote."""

    job: Job
    metres: int | None

"""What an order names, as far as it may be printed now, and why the rest may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.records import Activity, Policy
from kiosk.slips.paper import JobOnPaper

GONE: Final = "gone"
CALL_FIRST: Final = "call_first"
NO_CATALOGUE: Final = "no_catalogue"
WRONG_PAPER: Final = "wrong_paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """Records in the order in which they were asked for."""

    jobs: tuple[JobOnPaper, ...] = ()
    policies: tuple[Policy, ...] = ()
    activities: tuple[Activity, ...] = ()

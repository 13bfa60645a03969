"""Where the terminal stands: every distance in the catalogue is measured from here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """Degrees, WGS-84."""

    lat: float
    lon: float

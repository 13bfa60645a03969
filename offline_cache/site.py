"""Where the terminal stands: every distance in the catalogue is measured from here."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kiosk.geo.walking import straight_metres
from kiosk.records import Datum, Position, Precision


@dataclass(frozen=True, slots=True)
class Site:
    """Degrees, WGS-84."""

    lat: float
    lon: float

    def metres_to(self, place: Position | None) -> int | None:
        """Straight metres, rounded up so that nothing is said to be nearer than it is.

        None for no place, and for the middle of a district or another datum: neither is a place
        to walk to.
        """
        if place is None or place.datum is not Datum.WGS84 or place.precision is Precision.DISTRICT:
            return None
        return math.ceil(straight_metres(self.lat, self.lon, place.lat, place.lon))

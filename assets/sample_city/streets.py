"""Real streets of old 济南 as coarse lines (WGS-84), and plausible front doors along them.

The streets and codes are true; house numbers and what stands there are invented.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator
from random import Random

import msgspec

from assets.sample_city.city import FOLDER, Station
from kiosk.geo.walking import straight_metres
from kiosk.records import Position, Precision

_DOOR_METRES = 9.0


class Street(msgspec.Struct, frozen=True):
    """``line`` runs in degrees (lat, lon); ``code`` is the 9-digit code of its sub-district."""

    name: str
    district: str
    code: str
    line: tuple[tuple[float, float], ...]
    first_number: int = 1


class Door(msgspec.Struct, frozen=True):
    """One address with its straight distance to the station in metres."""

    street: str
    district: str
    code: str
    number: int
    lat: float
    lon: float
    metres: float

    @property
    def address(self) -> str:
        """As people write it."""
        return f"{self.district}{self.street}{self.number}号"

    def position(self, precision: Precision = Precision.EXACT) -> Position:
        """WGS-84, rounded to about ten centimetres."""
        return Position(lat=self.lat, lon=self.lon, precision=precision)


class Doors:
    """All doors of the city; each can be taken once."""

    def __init__(self, station: Station, rng: Random) -> None:
        """Doors of every street in streets.toml, in an order that ``rng`` decides."""
        table = tomllib.loads((FOLDER / "streets.toml").read_text(encoding="utf-8"))
        streets = msgspec.convert(table["street"], list[Street])
        self._free = [door for street in streets for door in _doors_of(street, station)]
        rng.shuffle(self._free)

    def take(self, nearest: float, furthest: float) -> Door:
        """A free door in ``nearest`` ≤ metres < ``furthest``."""
        for index, door in enumerate(self._free):
            if nearest <= door.metres < furthest:
                return self._free.pop(index)
        raise LookupError(f"no free door within {nearest}–{furthest} m")

    def on(self, street: str, metres: float) -> Door:
        """The free door on ``street`` whose distance to the station is closest to ``metres``."""
        there = [index for index, door in enumerate(self._free) if door.street == street]
        best = min(there, key=lambda index: abs(self._free[index].metres - metres))
        return self._free.pop(best)


def _doors_of(street: Street, station: Station) -> Iterator[Door]:
    number = street.first_number
    for (lat_a, lon_a), (lat_b, lon_b) in zip(street.line, street.line[1:], strict=False):
        length = straight_metres(lat_a, lon_a, lat_b, lon_b)
        steps = max(1, int(length / _DOOR_METRES))
        for step in range(steps):
            side = 8.0 if number % 2 else -8.0
            share = (step + 0.5) / steps
            along_lat, along_lon = (lat_b - lat_a) / length, (lon_b - lon_a) / length
            shrink = math.cos(math.radians(lat_a))
            lat = round(lat_a + (lat_b - lat_a) * share + side * along_lon * shrink, 6)
            lon = round(lon_a + (lon_b - lon_a) * share - side * along_lat / shrink, 6)
            metres = straight_metres(station.lat, station.lon, lat, lon)
            yield Door(
                street.name, street.district, street.code, number, lat, lon, round(metres, 1)
            )
            number += 1

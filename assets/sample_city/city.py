"""Which day the committed city was written for, and where its station is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import msgspec

from kiosk.records import CHINA_TIME, Datum, Position

FOLDER: Final = Path(__file__).resolve().parent
SOURCE: Final = "示例数据"


class Station(msgspec.Struct, frozen=True):
    """The invented station on a real street; degrees in ``datum``."""

    name: str
    phone: str
    division: str
    address: str
    lat: float
    lon: float
    datum: Datum

    @property
    def position(self) -> Position:
        """Where every walking minute of the demo begins."""
        return Position(lat=self.lat, lon=self.lon, datum=self.datum)


class City(msgspec.Struct, frozen=True):
    """city.json: all dates of sample records are relative to ``reference_day``."""

    reference_day: date
    seed: int
    station: Station

    def day(self, offset: int) -> date:
        """The day ``offset`` days after the reference day."""
        return self.reference_day + timedelta(days=offset)

    def moment(self, offset: int, hour: int, minute: int = 0) -> datetime:
        """A time of day in China, ``offset`` days after the reference day."""
        return datetime.combine(self.day(offset), time(hour, minute), CHINA_TIME)


def read_city() -> City:
    """City as committed beside this file."""
    return msgspec.json.decode((FOLDER / "city.json").read_bytes(), type=City)

"""Courses and events of the sample city, held at its places in the four weeks that follow."""

from __future__ import annotations

import tomllib

import msgspec

from assets.sample_city.city import FOLDER, SOURCE, City
from kiosk.records import Activity, ActivityKind, Place


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event; ``from`` and ``to`` are clock times, ``day`` counts from the reference day."""

    title: str
    kind: ActivityKind
    day: int
    start: str = msgspec.field(name="from")
    end: str = msgspec.field(name="to")
    place: str
    text: str
    seats: int | None = None


def make_activities(city: City, places: list[Place]) -> list[Activity]:
    """All activities in order of id, at the addresses of ``places``."""
    table = tomllib.loads((FOLDER / "activities.toml").read_text(encoding="utf-8"))
    at = {place.id: place for place in places}
    entries = msgspec.convert(table["activity"], list[_Entry])
    return [
        _activity(city, f"A{number:02d}", entry, at[entry.place])
        for number, entry in enumerate(entries, start=1)
    ]


def _activity(city: City, activity_id: str, entry: _Entry, place: Place) -> Activity:
    return Activity(
        id=activity_id,
        source=SOURCE,
        title=entry.title,
        kind=entry.kind,
        starts_at=city.moment(entry.day, *_clock(entry.start)),
        ends_at=city.moment(entry.day, *_clock(entry.end)),
        updated_at=city.moment(-1, 10),
        valid_through=city.day(entry.day),
        organiser=place.name,
        description=entry.text,
        address=place.address,
        position=place.position,
        seats=entry.seats,
        fee="免费",
        phone=place.phone,
        sample=True,
    )


def _clock(text: str) -> tuple[int, int]:
    hour, minute = text.split(":")
    return int(hour), int(minute)

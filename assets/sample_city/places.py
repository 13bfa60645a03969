"""Places of the sample city: true national hotlines, and invented services on real streets."""

from __future__ import annotations

import tomllib

import msgspec

from assets.sample_city.city import FOLDER, SOURCE, City
from assets.sample_city.streets import Door, Doors
from kiosk.records import Place, PlaceKind


class _Hotline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phone: str
    name: str
    source: str
    services: str


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``places`` are (name, street, about how many straight metres, services)."""

    kind: PlaceKind
    hours: str
    places: tuple[tuple[str, str, int, str], ...]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hotline: tuple[_Hotline, ...]
    group: tuple[_Group, ...]


def make_places(city: City, doors: Doors) -> list[Place]:
    """All places in order of id; ``doors`` loses those that are taken."""
    text = (FOLDER / "places.toml").read_text(encoding="utf-8")
    table = msgspec.convert(tomllib.loads(text), _Table)
    places = [_hotline(hotline, city) for hotline in table.hotline]
    rows = [(group, *row) for group in table.group for row in group.places]
    for number, (group, name, street, metres, services) in enumerate(rows, start=1):
        door = doors.on(street, metres)
        places.append(_place(city, number, group, name, services, door))
    return places


def _hotline(hotline: _Hotline, city: City) -> Place:
    return Place(
        id=f"H{hotline.phone}",
        source=hotline.source,
        name=hotline.name,
        kind=PlaceKind.HOTLINE,
        updated_at=city.moment(-1, 9),
        phone=hotline.phone,
        services=hotline.services,
    )


def _place(city: City, number: int, group: _Group, name: str, services: str, door: Door) -> Place:
    return Place(
        id=f"L{number:03d}",
        source=SOURCE,
        name=name,
        kind=group.kind,
        updated_at=city.moment(-2, 9),
        valid_through=city.day(180),
        phone=f"0531-0000 {100 + number - 1:04d}",
        hours=group.hours,
        address=door.address,
        division=door.code,
        position=door.position(),
        services=services,
        sample=True,
    )

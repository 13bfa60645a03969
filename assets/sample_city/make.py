"""Writes the committed NDJSON: ``python -m assets.sample_city.make``; same seed, same bytes."""

from __future__ import annotations

from pathlib import Path
from random import Random

from assets.sample_city.activities import make_activities
from assets.sample_city.city import FOLDER, read_city
from assets.sample_city.jobs import make_jobs
from assets.sample_city.loading import as_ndjson
from assets.sample_city.notices import make_notices
from assets.sample_city.places import make_places
from assets.sample_city.policies import make_policies
from assets.sample_city.streets import Doors
from kiosk.records import Record


def make_city() -> dict[str, list[Record]]:
    """Every collection as of the reference day."""
    city = read_city()
    doors = Doors(city.station, Random(city.seed))
    places = make_places(city, doors)
    return {
        "jobs": [*make_jobs(city, doors, Random(city.seed + 2))],
        "policies": [*make_policies(city)],
        "places": [*places],
        "activities": [*make_activities(city, places)],
        "notices": [*make_notices(city)],
    }


def write_city(folder: Path) -> None:
    """Write ``<collection>.ndjson`` for every collection into ``folder``."""
    for collection, records in make_city().items():
        (folder / f"{collection}.ndjson").write_bytes(as_ndjson(records))


if __name__ == "__main__":
    write_city(FOLDER)

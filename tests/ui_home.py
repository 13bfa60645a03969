"""The home of a terminal that has already heard the platform once, made without a network."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from assets.sample_city.city import read_city
from assets.sample_city.loading import load
from kiosk.contract.lines import RECORD_TYPES
from kiosk.records import CHINA_TIME, Job, Record
from kiosk.settings import Agent, Display, Session, Settings, Station
from offline_cache.rows import CatalogueState, Contact
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter
from tests.job_shapes import catalogue_row

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 41, tzinfo=CHINA_TIME)
PUBLISHED = NOW - timedelta(minutes=5)
HEARD = NOW - timedelta(minutes=3)
POLL_SECONDS = 300
CATALOGUE = "catalogue.db"
BOOT = "this-boot"
SEALING_KEY = "5b" * 32


def city_records(today: date = TODAY) -> dict[str, list[Record]]:
    """Every record of the sample city as of ``today``, by collection, in order of id."""
    return {name: sorted(load(name, today), key=lambda record: record.id) for name in RECORD_TYPES}


def city_jobs() -> list[Job]:
    """The jobs of the sample city, the expired ones too."""
    return [record for record in load("jobs", TODAY) if isinstance(record, Job)]


def city_settings(*, diagonal_inches: float = 21.5) -> Settings:
    """Settings of the sample city's station."""
    station = read_city().station
    return Settings(
        station=Station(
            name=station.name,
            phone=station.phone,
            division=station.division[:6],
            lat=station.lat,
            lon=station.lon,
        ),
        display=Display(diagonal_inches=diagonal_inches),
        session=Session(idle_seconds=90, warning_seconds=20),
        agent=Agent(poll_seconds=POLL_SECONDS),
    )


def city_site() -> Site:
    """Where the sample station stands."""
    station = read_city().station
    return Site(station.lat, station.lon)


def publish(
    home: Path, version: int = 1, *, sealing_key: str = "", **collections: Iterable[Record]
) -> None:
    """Apply one version to the catalogue of ``home`` as the agent does: named collections only."""
    writer = CatalogueWriter(home / CATALOGUE, city_site())
    with writer.publishing() as publishing:
        for name, records in collections.items():
            publishing.replace(name, map(catalogue_row, records))
        publishing.finish(_state(version, sealing_key))
    writer.close()


def city_home(home: Path, today: date = TODAY) -> Path:
    """``home`` with the whole sample city as of ``today`` in its catalogue."""
    home.mkdir(parents=True, exist_ok=True)
    publish(home, sealing_key=SEALING_KEY, **city_records(today))
    return home


def hear(home: Path, contact: Contact) -> None:
    """Note a contact with the platform as the agent does."""
    writer = CatalogueWriter(home / CATALOGUE, city_site())
    writer.note_contact(contact)
    writer.close()


def _state(version: int, sealing_key: str) -> CatalogueState:
    return CatalogueState(
        version=version,
        published_at=PUBLISHED,
        expires_at=PUBLISHED + timedelta(days=14),
        applied_at=HEARD,
        digests=dict.fromkeys(RECORD_TYPES, "00"),
        sealing_key=sealing_key,
    )

"""Policies of the sample city: true documents with true numbers, and examples that say they are."""

from __future__ import annotations

import tomllib
from datetime import date

import msgspec

from assets.sample_city.city import FOLDER, SOURCE, City
from kiosk.records import Policy, PolicyTopic


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One document of policies.toml; only examples say ``issued_days_ago``."""

    id: str
    topic: PolicyTopic
    title: str
    summary: str
    issuer: str
    number: str | None = None
    issued: date | None = None
    issued_days_ago: int | None = None
    body: str | None = None
    text: str | None = None
    phone: str | None = None


def make_policies(city: City) -> list[Policy]:
    """All policies in order of id."""
    table = tomllib.loads((FOLDER / "policies.toml").read_text(encoding="utf-8"))
    return [_policy(entry, city) for entry in msgspec.convert(table["policy"], list[_Entry])]


def _policy(entry: _Entry, city: City) -> Policy:
    sample = entry.issued_days_ago is not None
    issued = city.day(-entry.issued_days_ago) if entry.issued_days_ago else entry.issued
    return Policy(
        id=entry.id,
        source=SOURCE if sample else entry.issuer,
        title=entry.title,
        topic=entry.topic,
        updated_at=city.moment(-1, 9),
        valid_through=city.day(180) if sample else None,
        summary=entry.summary,
        document_number=entry.number,
        issuer=entry.issuer,
        issued_on=issued,
        body=_body(entry),
        phone=city.station.phone if sample else entry.phone,
        sample=sample,
    )


def _body(entry: _Entry) -> str:
    if entry.text is not None:
        return (FOLDER / "texts" / entry.text).read_text(encoding="utf-8").strip()
    return (entry.body or "").strip()

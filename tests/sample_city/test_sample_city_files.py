"""The committed files are what the script writes, decode strictly, and move with the calendar."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from assets.sample_city.city import FOLDER, read_city
from assets.sample_city.loading import load, write_shifted
from assets.sample_city.make import write_city
from kiosk.contract.lines import RECORD_TYPES
from kiosk.records import Activity, ActivityKind, Notice, Place, PlaceKind, Policy, PolicyTopic

CITY = read_city()
TODAY = date(2027, 3, 5)
COLLECTIONS = tuple(RECORD_TYPES)
FULL_WIDTH = set("（），：；！？")
"""Chinese punctuation that NFKC would make ASCII; records for people keep it."""


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    write_city(folder)
    return folder


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_same_seed_writes_the_committed_bytes(collection: str, rewritten: Path) -> None:
    name = f"{collection}.ndjson"
    assert (rewritten / name).read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_line_is_one_record_without_unknown_fields(collection: str) -> None:
    kind = RECORD_TYPES[collection]
    lines = (FOLDER / f"{collection}.ndjson").read_bytes().splitlines()
    for line in lines:
        msgspec.json.decode(line, type=kind)
        assert set(msgspec.json.decode(line)) <= set(kind.__dataclass_fields__)
    ids = [msgspec.json.decode(line)["id"] for line in lines]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_characters_are_in_plain_form(collection: str) -> None:
    text = (FOLDER / f"{collection}.ndjson").read_text(encoding="utf-8")
    odd = {c for c in text if ord(c) > 0xFFFF or unicodedata.normalize("NFKC", c) != c}
    assert odd <= FULL_WIDTH


def test_sample_dates_move_and_true_dates_stay() -> None:
    then, now = load("policies", CITY.reference_day), load("policies", TODAY)
    shift = TODAY - CITY.reference_day
    for before, after in zip(then, now, strict=True):
        assert isinstance(before, Policy) and isinstance(after, Policy)
        if before.sample:
            assert before.issued_on and after.issued_on == before.issued_on + shift
        else:
            assert after == before
    for before, after in zip(load("jobs", CITY.reference_day), load("jobs", TODAY), strict=True):
        assert after.valid_through == before.valid_through + shift
        assert after.updated_at == before.updated_at + shift
        dates = {"valid_through": before.valid_through, "updated_at": before.updated_at}
        assert replace(after, **dates) == before


@pytest.mark.parametrize("days", range(7))
def test_on_any_weekday_weekend_classes_stay_on_weekends_and_enough_lies_ahead(days: int) -> None:
    today = TODAY + timedelta(days=days)
    activities = [a for a in load("activities", today) if isinstance(a, Activity)]
    for activity in activities:
        assert activity.starts_at < activity.ends_at
        if activity.kind is ActivityKind.WEEKEND_CLASS:
            assert activity.starts_at.weekday() >= 5
    ahead = [a for a in activities if 0 <= (a.starts_at.date() - today).days <= 21]
    assert len(ahead) >= 12
    assert {a.kind for a in ahead} == set(ActivityKind)


def test_write_shifted_gives_central_what_load_gives(tmp_path: Path) -> None:
    write_shifted(tmp_path / "new", TODAY)
    for collection, kind in RECORD_TYPES.items():
        lines = (tmp_path / "new" / f"{collection}.ndjson").read_bytes().splitlines()
        read = [msgspec.json.decode(line, type=kind) for line in lines]
        assert read == load(collection, TODAY)


def test_an_unknown_collection_is_refused() -> None:
    with pytest.raises(KeyError):
        load("recipes", TODAY)


def test_every_topic_has_policies_and_true_ones_are_cited() -> None:
    policies = [p for p in load("policies", TODAY) if isinstance(p, Policy)]
    for topic in PolicyTopic:
        assert sum(policy.topic is topic for policy in policies) >= 2
    for policy in policies:
        assert policy.summary and len(policy.summary) <= 40
        assert policy.body and policy.issuer
        assert policy.title.startswith("示例：") == policy.sample
        if policy.sample:
            assert "示例" in policy.body
        else:
            assert policy.document_number and policy.source == policy.issuer


def test_the_notice_is_there_in_full_but_names_no_official() -> None:
    notice = next(p for p in load("policies", TODAY) if p.id == "P01")
    assert isinstance(notice, Policy) and notice.body
    assert notice.document_number == "鲁人社字〔2025〕18号"
    assert notice.issued_on == date(2025, 2, 28)
    assert notice.body.startswith("各市人力资源社会保障局、商务局")
    assert notice.body.count("(联系人: 联系电话: )") == 1
    assert "（联系人一段略，见原文）" in notice.body
    assert "@" not in notice.body and not re.search(r"\d{4}—\d{8}", notice.body)


def test_places_of_all_kinds_and_only_hotlines_are_real() -> None:
    places = [p for p in load("places", TODAY) if isinstance(p, Place)]
    assert len(places) >= 60
    assert {place.kind for place in places} == set(PlaceKind)
    for place in places:
        assert place.services and len(place.services) <= 20
        if place.kind is PlaceKind.HOTLINE:
            assert re.fullmatch(r"12\d{3}", place.phone or "") and not place.sample
            assert place.position is None
        else:
            assert place.sample and "示例" in place.name
            assert re.fullmatch(r"0531-0000 0\d{3}", place.phone or "")
            assert place.position and place.address and place.hours


def test_notices_are_there() -> None:
    notices = [n for n in load("notices", TODAY) if isinstance(n, Notice)]
    assert len(notices) >= 4
    assert all(n.sample and n.body for n in notices)

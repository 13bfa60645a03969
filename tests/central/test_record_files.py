from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from kiosk.central.outcomes import Accepted, Duplicate, Held, Rejected
from kiosk.central.record_files import collection_of, read_record_file
from kiosk.geo.walking import straight_metres
from kiosk.records import Datum, Position
from tests.sample_records import a_job, an_unlawful_job


def test_every_line_becomes_one_outcome(tmp_path: Path) -> None:
    path = tmp_path / "jobs.ndjson"
    records = [a_job(1), an_unlawful_job(), a_job(1, title="again")]
    lines = [msgspec.json.encode(record) for record in records]
    path.write_bytes(b"\n".join([lines[0], b"", lines[1], b'{"id": 1}', b"\xff\xfe", lines[2]]))
    outcomes = list(read_record_file(path, "jobs"))
    kinds = [type(outcome) for outcome in outcomes]
    assert kinds == [
        Accepted,
        Held,
        Rejected,
        Rejected,
        Duplicate,
    ]
    assert [outcome.row for outcome in outcomes] == [1, 3, 4, 5, 6]
    assert outcomes[-1] == Duplicate(6, 1)


def test_a_place_in_another_datum_is_moved_to_the_wires(tmp_path: Path) -> None:
    path = tmp_path / "jobs.ndjson"
    there = Position(lat=36.6670, lon=117.0260, datum=Datum.BD09)
    path.write_bytes(msgspec.json.encode(replace(a_job(1), position=there)))
    (outcome,) = read_record_file(path, "jobs")
    assert isinstance(outcome, Accepted)
    moved = getattr(outcome.record, "position", None)
    assert isinstance(moved, Position)
    assert moved.datum == Datum.WGS84
    assert 1100 < straight_metres(there.lat, there.lon, moved.lat, moved.lon) < 1400


@pytest.mark.parametrize(
    ("name", "collection"),
    [("jobs.ndjson", "jobs"), ("places.ndjson", "places"), ("other.ndjson", None)],
)
def test_the_name_says_the_collection(name: str, collection: str | None) -> None:
    assert collection_of(Path(name)) == collection

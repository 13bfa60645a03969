"""The two real feeds, where they lie beside the project."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from shared_data import shared_file

from kiosk.central.feeds.divisions import COUNTIES
from kiosk.central.feeds.importing import import_feed
from kiosk.central.outcomes import Accepted, Held, ImportTally
from kiosk.records import Datum, Job

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(("name", "rows", "empty"), [("a", 700, 0), ("b", 2464, 14)])
def test_every_row_is_accounted_for(name: str, rows: int, empty: int) -> None:
    found = list(
        import_feed(
            shared_file(f"postings_{name}.csv"),
            source="示例",
            region="370102",
            datum=Datum.WGS84,
            imported_at=NOW,
        )
    )
    assert [outcome.row for outcome in found] == list(range(1, rows + 1))
    tally = ImportTally.of(found)
    assert dict(tally.rejected) == ({"empty_row": empty} if empty else {})
    jobs = [o.record for o in found if isinstance(o, Accepted | Held)]
    assert all(isinstance(job, Job) and job.title and job.employer for job in jobs)
    assert len({job.id for job in jobs}) == len(jobs)
    assert {job.valid_through for job in jobs} == {date(2026, 12, 22)}
    assert 0.7 < tally.accepted / rows < 0.99


@pytest.mark.parametrize("name", ["a", "b"])
def test_pay_is_understood(name: str) -> None:
    feed = shared_file(f"postings_{name}.csv")
    found = import_feed(feed, source="示例", region="370102", datum=Datum.WGS84, imported_at=NOW)
    jobs = [o.record for o in found if isinstance(o, Accepted | Held)]
    stated = [job for job in jobs if isinstance(job, Job) and (job.pay or job.pay_text)]
    priced = [job for job in stated if job.pay or job.pay_text == "面议"]
    assert len(stated) == {"a": 700, "b": 2330}[name]
    assert len(priced) / len(stated) >= 0.98


def test_the_counties_are_the_official_ones() -> None:
    lines = shared_file("shandong_divisions.csv").read_text(encoding="utf-8").splitlines()[1:]
    official = dict(line.split(",")[:2] for line in lines)
    statistical_zone = "7"  # 370176 and the like: development zones, in no GB/T 2260 list
    counties = {
        code: name
        for code, name in official.items()
        if len(code) == 6 and code[4] != statistical_zone
    }
    assert counties == COUNTIES

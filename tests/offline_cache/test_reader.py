"""The screen's side: what it shows, and what it says when the file cannot answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.records import (
    Activity,
    ActivityKind,
    Notice,
    Place,
    PlaceKind,
    Policy,
    PolicyTopic,
    Position,
    Tag,
)
from offline_cache import schema
from offline_cache._sqlite import connect
from offline_cache.faults import (
    CatalogueBusy,
    CatalogueFault,
    CatalogueMissing,
    CatalogueTooNew,
    CatalogueUnreadable,
)
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
from offline_cache.writer import CatalogueWriter
from tests.central_process import REPOSITORY
from tests.job_shapes import SITE, TODAY, UPDATED, jobs
from tests.offline_cache.catalogues import OpenReader, OpenWriter, publish

YESTERDAY = TODAY - timedelta(days=1)


def test_job_by_id(open_writer: OpenWriter, open_reader: OpenReader) -> None:
    every = list(jobs(30))
    publish(open_writer(), jobs=every)
    reader = open_reader()
    assert [reader.job(job.id).job for job in every] == every
    assert reader.job("nobody") is None


def test_mentions_are_found_in_what_is_written_about_a_job(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    plain, told, expired, titled = (
        replace(job, description=None, requirements=None, valid_through=TODAY) for job in jobs(4)
    )
    told = replace(told, description='会用"前台"系统', valid_through=TODAY)
    expired = replace(expired, description="前台", valid_through=YESTERDAY)
    titled = replace(titled, title="前台", requirements="细心")
    publish(open_writer(), jobs=[plain, told, expired, titled])
    reader = open_reader()
    query = JobQuery(text="前台", today=TODAY)
    assert [nearby.job for nearby in reader.mentions(query, limit=9)] == [told]
    assert reader.mentions(query, limit=0) == []
    assert reader.mentions(JobQuery(text=" ", today=TODAY), limit=9) == []
    assert reader.mentions(replace(query, tags=(Tag.REMOTE,)), limit=9) == [
        nearby for nearby in reader.mentions(query, limit=9) if Tag.REMOTE in nearby.job.tags
    ]


def test_policies_and_notices_in_force_newest_first(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    policies = [
        Policy(id=i, source="示例", title=i, topic=PolicyTopic.TRAINING, updated_at=UPDATED, **when)
        for i, when in (
            ("old", {"issued_on": YESTERDAY - timedelta(days=400)}),
            ("new", {"issued_on": TODAY}),
            ("undated", {}),
            ("over", {"valid_through": YESTERDAY}),
            ("last-day", {"issued_on": YESTERDAY - timedelta(days=9), "valid_through": TODAY}),
        )
    ]
    notices = [
        Notice(id=i, source="示例", title=i, updated_at=UPDATED + timedelta(hours=h), **when)
        for i, h, when in (("a", 1, {}), ("b", 2, {}), ("over", 3, {"valid_through": YESTERDAY}))
    ]
    publish(open_writer(), policies=policies, notices=notices)
    reader = open_reader()
    assert [p.id for p in reader.policies(TODAY)] == ["new", "undated", "last-day", "old"]
    assert reader.policy("over") == policies[3]
    assert reader.policy("nobody") is None
    assert [n.id for n in reader.notices(TODAY)] == ["b", "a"]


def test_places_nearest_first_and_hotlines_after(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    def place(place_id: str, kind: PlaceKind, north: float | None) -> Place:
        position = None if north is None else Position(lat=SITE.lat + north, lon=SITE.lon)
        return Place(
            id=place_id, source="示例", name=place_id, kind=kind, updated_at=UPDATED,
            position=position,
        )  # fmt: skip

    publish(
        open_writer(),
        places=[
            place("a-far", PlaceKind.BANK, 0.1),
            place("b-hotline", PlaceKind.HOTLINE, None),
            place("c-here", PlaceKind.CANTEEN, 0.0),
            place("d-near", PlaceKind.BANK, 0.001),
        ],
    )
    reader = open_reader()
    assert [(p.id, m) for p, m in reader.places()] == [
        ("c-here", 0), ("d-near", 112), ("a-far", 11120), ("b-hotline", None)
    ]  # fmt: skip
    assert [p.id for p, _ in reader.places(PlaceKind.BANK, PlaceKind.HOTLINE)] == [
        "d-near", "a-far", "b-hotline"
    ]  # fmt: skip


def test_activities_soonest_first_until_they_end(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    # 2026-03-01 17:00 in UTC is already 2026-03-02 in Jinan.
    evening = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)

    def activity(name: str, ends: datetime) -> Activity:
        return Activity(
            id=name, source="示例", title=name, kind=ActivityKind.MICRO_FAIR, updated_at=UPDATED,
            starts_at=ends - timedelta(hours=2), ends_at=ends,
        )  # fmt: skip

    publish(
        open_writer(),
        activities=[
            activity("a-later", evening + timedelta(days=3)),
            activity("b-over", evening - timedelta(hours=2)),
            activity("c-today", evening),
            replace(activity("d-withdrawn", evening), valid_through=YESTERDAY),
        ],
    )
    assert [a.id for a in open_reader().activities(TODAY)] == ["c-today", "a-later"]


def test_changed_is_said_once_for_each_publish(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    writer = open_writer()
    reader = open_reader()
    assert not reader.changed()
    publish(writer, jobs=jobs(5))
    assert reader.changed()
    assert not reader.changed()


def test_no_file_yet(path: Path) -> None:
    with pytest.raises(CatalogueMissing, match="kiosk sync"):
        CatalogueReader(path)
    assert not path.exists()
    path.touch()
    with pytest.raises(CatalogueMissing, match="not made whole"):
        CatalogueReader(path)


MAKING = """
import resource, signal, sys
from pathlib import Path
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (3_340, 3_340))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
CatalogueWriter(Path(sys.argv[1]), Site(36.0, 117.0))
"""


def test_a_catalogue_whose_making_was_cut_off_is_none_yet(path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", MAKING, path],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        check=False,
    )
    assert made.returncode == -signal.SIGXFSZ
    assert path.with_name("catalogue.db-journal").exists(), "the test wants a cut in mid-write"
    with pytest.raises(CatalogueMissing, match="cut off"):
        CatalogueReader(path)
    CatalogueWriter(path, SITE).close()
    CatalogueReader(path).close()


def test_a_catalogue_of_an_older_schema_is_for_the_writer_first(path: Path) -> None:
    connection = connect(path, read_only=False, busy_seconds=0)
    schema._migrations.apply(Database(connection), stop_before="m002_contact")
    connection.close()
    with pytest.raises(CatalogueMissing, match="not made whole"):
        CatalogueReader(path)
    CatalogueWriter(path, SITE).close()
    reader = CatalogueReader(path)
    assert reader.state() is None
    reader.close()


@pytest.mark.parametrize("said", [1, 2])
def test_a_lower_schema_than_the_tables_have_is_damage(path: Path, said: int) -> None:
    CatalogueWriter(path, SITE).close()
    connection = connect(path, read_only=False, busy_seconds=0)
    connection.execute(f"PRAGMA user_version = {said}")
    connection.close()
    with pytest.raises(CatalogueUnreadable, match="damaged"):
        CatalogueWriter(path, SITE)


def test_a_newer_schema_is_refused_by_both_sides(open_writer: OpenWriter, path: Path) -> None:
    open_writer().close()
    connection = connect(path, read_only=False, busy_seconds=0)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for opening in (lambda: CatalogueReader(path), lambda: CatalogueWriter(path, SITE)):
        with pytest.raises(CatalogueTooNew, match="update the program"):
            opening()


def test_something_else_is_refused_by_both_sides(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 " * 3_000)
    for opening in (lambda: CatalogueReader(path), lambda: CatalogueWriter(path, SITE)):
        with pytest.raises(CatalogueUnreadable, match="not a catalogue"):
            opening()
    other = tmp_path / "other.db"
    connection = connect(other, read_only=False, busy_seconds=0)
    connection.execute("CREATE TABLE accounts (id)")
    connection.close()
    with pytest.raises(CatalogueUnreadable, match="something else"):
        CatalogueWriter(other, SITE)
    with pytest.raises(CatalogueFault):
        CatalogueReader(tmp_path)


def test_damage_is_named_and_never_another_error(open_writer: OpenWriter, path: Path) -> None:
    writer = open_writer()
    publish(writer, jobs=jobs(400))
    writer.close()
    whole = path.read_bytes()
    named = 0
    for page in range(0, len(whole), 4096):
        path.write_bytes(whole[:page] + b"\xa5" * 4096 + whole[page + 4096 :])
        try:
            reader = CatalogueReader(path)
            try:
                reader.jobs(JobQuery(text="员", today=TODAY), limit=400)
                reader.jobs(JobQuery(today=TODAY), limit=400)
            finally:
                reader.close()
        except CatalogueFault:
            named += 1
    assert named > 10


def test_a_locked_file_says_ask_again(open_writer: OpenWriter, path: Path) -> None:
    writer = open_writer()
    publish(writer, jobs=jobs(5))
    writer.close()
    holder = connect(path, read_only=False, busy_seconds=0)
    reader = CatalogueReader(path)
    reader.close()
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(CatalogueBusy, match="try again"):
            CatalogueReader(path)
    finally:
        holder.close()


ALONE = """
import sys
from datetime import date
from pathlib import Path
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
reader = CatalogueReader(Path(sys.argv[1]))
print(reader.count_jobs(JobQuery(text="bj", today=date(2020, 1, 1))), reader.changed())
reader.close()
heavy = {"sqlite_utils", "requests", "pypinyin", "nacl", "PySide6", "kiosk.contract"}
print(sorted(heavy & set(sys.modules)))
"""


def test_a_reader_alone_opens_a_cleanly_closed_file(open_writer: OpenWriter, path: Path) -> None:
    writer = open_writer()
    publish(writer, jobs=[replace(job, title="保洁") for job in jobs(12)])
    writer.close()
    assert [p.name for p in path.parent.iterdir()] == ["catalogue.db"]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(path)],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["12 False", "[]"]
    assert done.stderr == ""


def test_a_reader_cannot_write(open_writer: OpenWriter, open_reader: OpenReader) -> None:
    publish(open_writer(), jobs=jobs(2))
    reader = open_reader()
    with pytest.raises(Exception, match="readonly"):
        reader._connection.execute("DELETE FROM jobs")


def test_a_reader_sees_one_version_while_the_next_is_written(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    writer = open_writer()
    publish(writer, jobs=jobs(50))
    reader = open_reader()
    query = JobQuery(today=TODAY)
    before = reader.jobs(query, limit=99)
    with writer.publishing() as publishing:
        publishing.replace("jobs", [])
        assert reader.jobs(query, limit=99) == before
        publishing.finish(replace(writer.state(), version=2))
    assert reader.jobs(query, limit=99) == []


def test_an_old_sqlite_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.touch()
    monkeypatch.setattr("offline_cache._sqlite.sqlite3.sqlite_version_info", (3, 40, 1))
    with pytest.raises(CatalogueFault, match=r"too old: install .* pysqlite3"):
        CatalogueReader(path)

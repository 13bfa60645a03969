"""The file always equals one published version, whatever happens on the way to the next."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from kiosk.contract.lines import collection_digest
from offline_cache import publishing as publishing_module
from offline_cache._sqlite import connect
from offline_cache.faults import CatalogueBusy, CatalogueUnwritable
from offline_cache.job_index import Filling
from offline_cache.query import JobQuery
from offline_cache.reader import CatalogueReader
from offline_cache.rows import CatalogueRow
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter
from tests.job_shapes import SITE, TODAY, catalogue_row, jobs, state_of
from tests.offline_cache.catalogues import OpenReader, OpenWriter, Sample, publish
from tests.offline_cache.search_oracle import expected

QUERIES = [
    JobQuery(text=text, today=TODAY, within_metres=within)
    for text in ("", "员", "保安", "bj", "xiaoqu", "示例 lej")
    for within in (None, 2_000)
]


class Interrupted(Exception):
    """What a test throws into a publish."""


def answers(reader: CatalogueReader) -> list[list[tuple[str, int | None]]]:
    return [[(n.job.id, n.metres) for n in reader.jobs(q, limit=9_999)] for q in QUERIES]


def by_id(found: list[tuple[str, int | None]]) -> dict[str, int | None]:
    return dict(found)


def hashes(writer: CatalogueWriter, collection: str = "jobs") -> list[tuple[str, bytes]]:
    with writer.publishing() as publishing:
        found = list(publishing.hashes(collection))
        publishing.finish(state_of())
    return found


def test_state_is_what_was_finished(open_writer: OpenWriter, open_reader: OpenReader) -> None:
    writer = open_writer()
    assert writer.state() is None
    assert open_reader().state() is None
    publish(writer, version=7, jobs=jobs(3))
    assert writer.state() == state_of(7)
    assert open_reader().state() == state_of(7)


def test_an_exception_undoes_the_whole_publish(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    writer = open_writer()
    publish(writer, version=1, jobs=jobs(300))
    reader = open_reader()
    before, stored = answers(reader), hashes(writer)

    def broken() -> Iterator[CatalogueRow]:
        yield from map(catalogue_row, jobs(40, seed=2))
        raise Interrupted

    with pytest.raises(Interrupted), writer.publishing() as publishing:
        publishing.finish(state_of(2))
        publishing.remove("jobs", ["s0000001"])
        publishing.replace("jobs", broken())
    assert writer.state() == state_of(1)
    assert hashes(writer) == stored
    assert answers(reader) == before
    publish(writer, version=2, jobs=jobs(300))
    assert answers(reader) == before


def test_a_publish_without_finish_is_undone(open_writer: OpenWriter) -> None:
    writer = open_writer()
    with pytest.raises(RuntimeError, match="finish"), writer.publishing() as publishing:
        publishing.replace("jobs", map(catalogue_row, jobs(2)))
    assert hashes(writer) == []


def test_two_rows_with_one_id_are_refused(open_writer: OpenWriter) -> None:
    writer = open_writer()
    row = catalogue_row(next(jobs(1)))
    with pytest.raises(CatalogueUnwritable, match="id"), writer.publishing() as publishing:
        publishing.replace("jobs", [row, row])
    assert writer.state() is None


def test_an_unknown_collection_is_refused(open_writer: OpenWriter) -> None:
    with pytest.raises(KeyError), open_writer().publishing() as publishing:
        publishing.replace("jobs; DROP TABLE jobs", [])


def test_changes_end_where_a_snapshot_ends(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    random = Random(5)
    writer = open_writer()
    current = {job.id: job for job in jobs(400)}
    publish(writer, jobs=current.values())
    for round_number in range(6):
        changed = [
            replace(job, title=job.title + "甲乙", position=other.position)
            for job, other in (random.sample(list(current.values()), 2) for _ in range(15))
        ]
        fresh = [
            replace(job, id=f"n{round_number}-{job.id}") for job in jobs(9, seed=round_number + 10)
        ]
        gone = random.sample(sorted(current), 12)
        with writer.publishing() as publishing:
            assert publishing.upsert("jobs", map(catalogue_row, changed + fresh)) == 24
            current |= {job.id: job for job in changed + fresh}
            assert publishing.remove("jobs", [*gone, "no such id"]) == 12
            for job_id in gone:
                del current[job_id]
            publishing.finish(state_of(round_number + 2))
    rows = [catalogue_row(job) for job in current.values()]
    want = [by_id(expected(rows, query)) for query in QUERIES]
    reader = open_reader()
    assert [by_id(found) for found in answers(reader)] == want
    assert [reader.count_jobs(query) for query in QUERIES] == [len(found) for found in want]
    assert all(want)
    assert hashes(writer) == sorted((row.id, row.hash) for row in rows)


def test_ids_come_in_the_order_that_python_gives_them(open_writer: OpenWriter) -> None:
    ids = ["b", "a", "", "￿", "𠮷", "é", "中", "Z", "a\u0301", "10", "9"]
    records = [replace(job, id=i) for job, i in zip(jobs(len(ids)), ids, strict=True)]
    writer = open_writer()
    publish(writer, jobs=records)
    want = [(row.id, row.hash) for row in sorted(map(catalogue_row, records), key=lambda r: r.id)]
    assert hashes(writer) == want
    assert collection_digest(hashes(writer)) == collection_digest(want)


def test_lines_are_stored_byte_for_byte(open_writer: OpenWriter, path: Path) -> None:
    writer = open_writer()
    rows = [catalogue_row(job) for job in jobs(20)]
    publish(writer, jobs=[row.record for row in rows])
    connection = connect(path, read_only=True, busy_seconds=0)
    stored = dict(connection.execute("SELECT id, line FROM jobs").fetchall())
    connection.close()
    assert stored == {row.id: row.line for row in rows}


def test_another_site_measures_everything_again(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    first = open_writer()
    publish(first, jobs=jobs(200))
    reader = open_reader()
    before = answers(reader)
    first.close()
    moved = open_writer(Site(SITE.lat + 0.05, SITE.lon))
    away = answers(reader)
    assert away[0] != before[0]
    assert sorted(i for i, _ in away[0]) == sorted(i for i, _ in before[0])
    assert moved.state() == state_of(1)
    moved.close()
    open_writer()
    assert answers(reader) == before


def test_numbers_are_taken_from_gaps_when_the_last_is_used(
    open_writer: OpenWriter, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing_module, "MOST_JOBS", 8)
    writer = open_writer()
    publish(writer, jobs=jobs(8))
    with writer.publishing() as publishing:
        publishing.remove("jobs", ["s0000000", "s0000004"])
        fresh = [replace(job, id=f"n{job.id}") for job in jobs(2, seed=3)]
        publishing.upsert("jobs", map(catalogue_row, fresh))
        publishing.finish(state_of(2))
    every = JobQuery(today=TODAY - timedelta(days=30))
    assert len(open_reader().jobs(every, limit=99)) == 8
    with pytest.raises(CatalogueUnwritable, match="at most"):
        publish(writer, jobs=jobs(9))


def test_a_second_writer_is_told_to_try_again(
    open_writer: OpenWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offline_cache.writer._BUSY_SECONDS", 0.0)
    one, other = open_writer(), open_writer()
    with one.publishing() as publishing:
        with pytest.raises(CatalogueBusy, match="try again"), other.publishing():
            pass
        publishing.finish(state_of())


def test_batches_end_as_one_segment_and_small_changes_are_merged_as_ever(
    open_writer: OpenWriter,
    open_reader: OpenReader,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("offline_cache.publishing.BATCH", 50)
    monkeypatch.setattr("offline_cache.job_index.BATCH", 50)
    segments = "SELECT count(DISTINCT segid) FROM job_index_idx"
    settings = "SELECT k, v FROM job_index_config WHERE k IN ('automerge', 'hashsize')"
    publish(open_writer(), jobs=jobs(240))
    connection = connect(path, read_only=True, busy_seconds=1)
    assert connection.execute(segments).fetchone() == (1,)
    assert dict(connection.execute(settings)) == {"automerge": 4, "hashsize": 1 << 20}
    before = answers(open_reader())
    open_writer(Site(SITE.lat + 0.05, SITE.lon)).close()
    assert connection.execute(segments).fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM job_index_docsize").fetchone() == (240,)
    connection.close()
    assert answers(open_reader()) != before
    open_writer()
    assert answers(open_reader()) == before


def test_a_batch_in_any_order_costs_one_segment(open_writer: OpenWriter) -> None:
    connection = open_writer()._connection
    connection.execute("BEGIN")
    words = [(row, f"word{row}") for row in range(300)]
    Random(1).shuffle(words)
    Filling(connection).add(words)
    connection.execute("COMMIT")
    segments = connection.execute("SELECT count(DISTINCT segid) FROM job_index_idx").fetchone()
    assert segments == (1,)


def test_what_breaks_while_the_next_batch_is_read_undoes_everything(
    open_writer: OpenWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offline_cache.publishing.BATCH", 20)

    def rows() -> Iterator[CatalogueRow]:
        yield from map(catalogue_row, jobs(50))
        raise EOFError("cut off")

    writer = open_writer()
    publish(writer, jobs=jobs(7))
    with pytest.raises(EOFError, match="cut off"), writer.publishing() as publishing:
        publishing.replace("jobs", rows())
    with writer.publishing() as publishing:
        assert len(list(publishing.hashes("jobs"))) == 7
        publishing.finish(state_of(2))


def test_a_snapshot_is_streamed(
    open_writer: OpenWriter, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offline_cache.publishing.BATCH", 100)

    def rows(count: int) -> Iterator[CatalogueRow]:
        for job in islice(jobs(count), count):
            yield replace(sample.rows[0], id=job.id, record=job)

    def peak(count: int) -> int:
        gc.collect()
        tracemalloc.reset_peak()
        with writer.publishing() as publishing:
            publishing.replace("jobs", rows(count))
            publishing.finish(state_of())
        return tracemalloc.get_traced_memory()[1]

    writer = open_writer()
    peak_of = {}
    tracemalloc.start()
    try:
        for count in (200, 3_000):
            peak_of[count] = peak(count)
    finally:
        tracemalloc.stop()
    assert peak_of[3_000] < peak_of[200] + 2_000_000  # held, 2,800 rows take above 3 MB

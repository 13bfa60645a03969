"""Every kind of damage has a name, and nothing that is well is called damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.digests import collection_digest
from kiosk.records import Job
from kiosk.text import tokens
from offline_cache import row_id as row_id_module
from offline_cache._sqlite import Connection, connect
from offline_cache.care import Condition, Damage, examine
from offline_cache.faults import CatalogueBusy, CatalogueUnreadable
from offline_cache.reader import CatalogueReader
from offline_cache.row_id import row_id
from offline_cache.site import Site
from offline_cache.writer import CatalogueWriter
from tests import job_shapes, proven_catalogues
from tests.sample_records import a_job

COUNT = 30


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return proven_catalogues.make(
        tmp_path_factory.mktemp("care") / "catalogue.db", 1, 2, count=COUNT
    )


@pytest.fixture
def live(sound: Path, tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.db"
    path.write_bytes(sound.read_bytes())
    return path


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    with closing(connect(path, read_only=False, busy_seconds=1)) as connection:
        yield connection


def change(path: Path, sql: str, *values: object) -> None:
    with opened(path) as connection:
        assert connection.execute(sql, values).rowcount != 0


def damage_of(path: Path) -> Damage | None:
    health = examine(path)
    assert health.condition is Condition.DAMAGED, health
    return health.damage


def test_a_catalogue_that_was_published_is_sound(live: Path) -> None:
    health = examine(live)
    assert (health.condition, health.version) == (Condition.SOUND, 2)


def test_before_the_first_version_it_is_empty(path: Path) -> None:
    assert examine(path).condition is Condition.MISSING
    path.write_bytes(b"")
    assert examine(path).condition is Condition.EMPTY
    with closing(CatalogueWriter(path, job_shapes.SITE)) as writer:
        writer.note_contact(proven_catalogues.contact(1))
    assert examine(path).condition is Condition.EMPTY


def test_examining_changes_nothing_and_needs_nobody_to_stop(live: Path) -> None:
    before = live.read_bytes()
    with closing(CatalogueWriter(live, job_shapes.SITE)) as writer:
        proven_catalogues.apply(writer, 3, COUNT)
        with writer.publishing() as publishing:
            publishing.replace("jobs", ())
            assert examine(live).version == 3  # not yet committed, not yet seen
            publishing.finish(job_shapes.state_of(4))
        assert damage_of(live) is Damage.DIGEST
    assert before != live.read_bytes()
    closed = live.read_bytes()
    examine(live)
    assert live.read_bytes() == closed


@pytest.mark.parametrize("count", [5, 11, COUNT])
def test_a_file_cut_off_anywhere_is_damaged(path: Path, count: int) -> None:
    proven_catalogues.make(path, 1, 2, count=count)
    whole = path.read_bytes()
    for size in range(1024, len(whole), 1024):
        path.write_bytes(whole[:size])
        assert examine(path).condition is Condition.DAMAGED, size


def test_a_newer_file_is_too_new_and_a_flipped_schema_number_is_damage(live: Path) -> None:
    change(live, "PRAGMA user_version = 7")
    assert damage_of(live) is Damage.SCHEMA
    for step in range(4, 8):
        change(
            live,
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('catalogue', ?, '')",
            f"m{step:03}",
        )
    assert examine(live).condition is Condition.TOO_NEW


def test_an_older_file_is_proven_as_far_as_it_can_be(live: Path) -> None:
    change(live, "DROP TABLE sums")
    change(live, "DELETE FROM _sqlite_migrations WHERE name = 'm003_sums'")
    change(live, "PRAGMA user_version = 2")
    assert examine(live).condition is Condition.SOUND
    change(live, "UPDATE jobs SET line = CAST(replace(line, '示例', '真实') AS BLOB)")
    assert damage_of(live) is Damage.LINE


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0", bytes(8192)])
def test_what_is_no_database_is_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert damage_of(path) is Damage.STRUCTURE


def test_another_program_s_database_is_damaged(path: Path) -> None:
    with opened(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    assert damage_of(path) is Damage.SCHEMA


@pytest.mark.parametrize(
    ("needle", "damage"),
    [
        ("示例通知2".encode(), Damage.LINE),
        (proven_catalogues.SEALING_KEY.encode(), Damage.STATE),
        (b"2026-03-02T10:00", Damage.STATE),  # published_at
        (b"this-boot", Damage.STATE),  # the anchor of time
        (b"tokenchars", Damage.STATE),
    ],
)
def test_one_bit_that_sqlite_does_not_miss(live: Path, needle: bytes, damage: Damage) -> None:
    raw = live.read_bytes()
    changed = raw.replace(needle, bytes([needle[0] ^ 1]) + needle[1:])
    assert changed != raw
    live.write_bytes(changed)
    with closing(connect(live, read_only=True, busy_seconds=1)) as connection:
        if needle != b"tokenchars":
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert damage_of(live) in (damage, Damage.STRUCTURE)


@pytest.mark.parametrize(
    ("sql", "damage"),
    [
        ("UPDATE state SET version = version + 65536", Damage.STATE),
        ("UPDATE contact SET heard_at = '2027-03-02T08:00:00+00:00'", Damage.STATE),
        ("UPDATE jobs SET row = row + (1 << 44) WHERE id = 'job-000005'", Damage.DISTANCE),
        ("UPDATE site SET lat = lat + 0.001", Damage.DISTANCE),
        ("DELETE FROM site", Damage.DISTANCE),
        ("DELETE FROM notices WHERE number = 1", Damage.DIGEST),
        ("UPDATE notices SET id = id || 'x' WHERE number = 1", Damage.DIGEST),
        ("UPDATE jobs SET hash = zeroblob(16) WHERE id = 'job-000005'", Damage.LINE),
        ("DELETE FROM syllable_pairs WHERE first = (SELECT max(first) FROM syllable_pairs)",
         Damage.INDEX),
        ("DELETE FROM job_index WHERE rowid = (SELECT row FROM jobs LIMIT 1)", Damage.INDEX),
        ("DELETE FROM state", Damage.STATE),
    ],
)  # fmt: skip
def test_each_kind_of_damage_has_its_name(live: Path, sql: str, damage: Damage) -> None:
    with opened(live) as connection:
        job = connection.execute("SELECT id FROM jobs ORDER BY id LIMIT 1 OFFSET 3").fetchone()[0]
    change(live, sql.replace("job-000005", job))
    assert damage_of(live) is damage


def test_a_version_without_jobs_that_has_jobs_is_damaged(live: Path) -> None:
    with closing(CatalogueWriter(live, job_shapes.SITE)) as writer, writer.publishing() as p:
        p.finish(job_shapes.state_of(9))
    assert damage_of(live) is Damage.DIGEST


def words_exchanged(live: Path) -> None:
    """Put the words of one job under another: SQLite finds nothing wrong with that."""
    with opened(live) as connection:
        rows = [row for (row,) in connection.execute("SELECT row FROM jobs LIMIT 2")]
        for row, words in zip(rows, ("甲", "乙"), strict=True):
            connection.execute("DELETE FROM job_index WHERE rowid = ?", (row,))
            connection.execute("INSERT INTO job_index (rowid, words) VALUES (?, ?)", (row, words))
        connection.execute("INSERT INTO job_index (job_index) VALUES ('integrity-check')")
        connection.execute("INSERT INTO job_index (job_index, rank) VALUES ('integrity-check', 1)")


def test_other_words_in_the_index_are_found_by_the_whole_proof_only(live: Path) -> None:
    words_exchanged(live)
    assert examine(live, words=False).condition is Condition.SOUND
    assert damage_of(live) is Damage.INDEX


ODD_TITLES = (
    "C++ / C# 工程师（急）",
    "ＦＵＬＬ　ＷＩＤＴＨ　ａｂｃ",
    "İstanbul ẞtraße ŒUVRE",
    "a\u0301e\u0308 combining",
    "👩‍🍳 厨师 🍜",
    "tab\tnew\nline\x0bnull\x00end",
    "_under_score_ __",
    "\u202eright to left\u202c مطعم",
    "１２３ ⅻ ½ ㈱ ﬁ",
    "ab" * 20_000,
    "𠮷野家 \U0010ffff",
    "’”“\"'`*^()-",
)


@pytest.mark.parametrize("title", ODD_TITLES)
def test_no_odd_title_is_taken_for_damage(path: Path, title: str) -> None:
    row = job_shapes.catalogue_row(a_job(1, title=title, employer="İ Ａb＿c"))
    with closing(CatalogueWriter(path, job_shapes.SITE)) as writer, writer.publishing() as p:
        p.replace("jobs", [row])
        digests = {"jobs": collection_digest(p.hashes("jobs"))}
        p.finish(replace(job_shapes.state_of(1), digests=digests))
    assert examine(path).condition is Condition.SOUND


def test_a_moved_terminal_is_sound(live: Path) -> None:
    CatalogueWriter(live, Site(36.7, 117.1)).close()
    assert examine(live).condition is Condition.SOUND


def test_a_row_id_of_no_number_is_damage(live: Path) -> None:
    with opened(live) as connection:
        number, row = connection.execute("SELECT number, row FROM jobs LIMIT 1").fetchone()
        assert row_id(row >> 40, job_shapes.TODAY, number) >> 40 == row >> 40
    change(live, "UPDATE jobs SET number = -1 WHERE number = ?", number)
    assert damage_of(live) is Damage.DISTANCE


def test_a_locked_file_is_not_called_damaged(live: Path) -> None:
    with opened(live) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CatalogueBusy):
            examine(live, busy_seconds=0)


def test_a_folder_in_its_place_is_not_called_damaged(path: Path) -> None:
    path.mkdir()
    with pytest.raises((CatalogueUnreadable, IsADirectoryError)):
        examine(path)


def test_a_reader_meets_a_damaged_state_as_a_fault(live: Path) -> None:
    change(live, "UPDATE state SET published_at = '2026-93-02T08:00:00+00:00'")
    with closing(CatalogueReader(live)) as reader, pytest.raises(CatalogueUnreadable):
        reader.state()


@pytest.mark.parametrize("place", [18, 19])
def test_a_file_whose_way_of_writing_is_unknown_is_damaged(live: Path, place: int) -> None:
    """SQLite would read such a file and never write it again."""
    proven_catalogues.flip(live, place, 0)
    assert damage_of(live) is Damage.STRUCTURE


def test_ids_are_proven_in_the_table_and_in_its_index(live: Path, tmp_path: Path) -> None:
    raw = live.read_bytes()
    whole = proven_catalogues.content(live)
    unseen_by_quick_check = 0
    at = raw.find(b"notice-1")
    while at >= 0:
        flipped = tmp_path / "flipped.db"
        flipped.write_bytes(raw)
        proven_catalogues.flip(flipped, at + 7, 1)
        with closing(connect(flipped, read_only=True, busy_seconds=1)) as connection:
            quick = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        if examine(flipped).condition is Condition.SOUND:
            assert proven_catalogues.content(flipped) == whole  # what was there before, overwritten
        else:
            unseen_by_quick_check += quick
        for file in tmp_path.glob("flipped.db*"):
            file.unlink()
        at = raw.find(b"notice-1", at + 1)
    assert unseen_by_quick_check >= 2


def another_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that cuts words and measures otherwise than the one that wrote the file."""

    def words(job: Job, readings: Iterable[str]) -> str:
        return f"{tokens.index_words(job, readings)} newly_added"

    def metres(site: Site, job: Job) -> int:
        return row_id_module.metres_from(site, job) // 2

    for module in ("filing", "care_proof", "job_index", "publishing"):
        monkeypatch.setattr(f"offline_cache.{module}.index_words", words, raising=False)
        monkeypatch.setattr(f"offline_cache.{module}.metres_from", metres)


def test_what_another_release_filed_is_sound_and_filed_again(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words_exchanged(live)
    assert damage_of(live) is Damage.INDEX
    another_release(monkeypatch)
    assert examine(live).condition is Condition.SOUND
    with closing(CatalogueWriter(live, job_shapes.SITE)) as writer:
        assert examine(live).condition is Condition.SOUND
        proven_catalogues.apply(writer, 3, COUNT)
    assert examine(live).version == 3
    words_exchanged(live)
    assert damage_of(live) is Damage.INDEX
    monkeypatch.undo()
    assert examine(live).condition is Condition.SOUND


def test_what_another_release_filed_is_still_proven_line_by_line(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_release(monkeypatch)
    change(live, "UPDATE jobs SET row = row + 1 WHERE number = (SELECT min(number) FROM jobs)")
    assert damage_of(live) is Damage.DISTANCE
    proven_catalogues.flip_within(live, "示例通知2".encode())
    assert examine(live).condition is Condition.DAMAGED

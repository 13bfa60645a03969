"""The last good copy is one sound file or the one before it; files that belong together stay so."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from offline_cache.care import Condition, examine
from offline_cache.care_copy import Copied, copy_proven, size_of
from offline_cache.care_files import bring_back, journals_of, set_aside, sets_aside
from offline_cache.care_tidy import tidy
from offline_cache.faults import CatalogueFault
from offline_cache.reader import CatalogueReader
from offline_cache.writer import CatalogueWriter
from tests import job_shapes, proven_catalogues

COUNT = 20
NOW = datetime(2026, 3, 2, 3, 10, tzinfo=UTC)


def plenty(_: Path) -> int:
    return 1 << 40


@pytest.fixture
def live(path: Path) -> Path:
    return proven_catalogues.make(path, 1, 2, count=COUNT)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.good.db"


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_the_copy_is_one_file_that_holds_what_stood_in_the_journal(live: Path, good: Path) -> None:
    with closing(CatalogueWriter(live, job_shapes.SITE)) as writer:
        proven_catalogues.apply(writer, 3, COUNT)
        assert journals_of(live)[0].stat().st_size > 0
        assert copy_proven(live, good, free=plenty) is Copied.MADE
        assert names(good.parent) == {"catalogue.db", "catalogue.db-wal", "catalogue.db-shm"} | {
            "catalogue.good.db"
        }
    assert examine(good).version == 3
    assert good.read_bytes()[18:20] == b"\x01\x01"  # no journal of its own
    assert proven_catalogues.content(good) == proven_catalogues.content(live)


def test_without_room_the_copy_before_stays(live: Path, good: Path) -> None:
    assert copy_proven(live, good, free=plenty) is Copied.MADE
    with closing(CatalogueWriter(live, job_shapes.SITE)) as writer:
        proven_catalogues.apply(writer, 3, COUNT)
    twice = size_of(live) * 2
    assert copy_proven(live, good, free=lambda _: twice - 1) is Copied.NO_ROOM
    assert examine(good).version == 2
    assert copy_proven(live, good, free=lambda _: twice) is Copied.MADE
    assert examine(good).version == 3


def test_nothing_damaged_becomes_the_good_copy(live: Path, good: Path) -> None:
    assert copy_proven(live, good, free=plenty) is Copied.MADE
    before = good.read_bytes()
    proven_catalogues.flip_within(live, "示例通知2".encode())
    assert copy_proven(live, good, free=plenty) is Copied.NOT_SOUND
    live.write_bytes(live.read_bytes()[: live.stat().st_size // 2])
    with pytest.raises(CatalogueFault):
        copy_proven(live, good, free=plenty)
    assert good.read_bytes() == before
    assert not [name for name in names(good.parent) if "draft" in name]


def test_what_a_killed_copy_left_is_in_nobody_s_way(live: Path, good: Path) -> None:
    good.with_name("catalogue.good.db.draft").write_bytes(b"half")
    good.with_name("catalogue.good.db.draft-journal").write_bytes(b"half")
    assert copy_proven(live, good, free=plenty) is Copied.MADE
    assert not [name for name in names(good.parent) if "draft" in name]


def test_file_and_journals_go_aside_together_and_come_back(live: Path) -> None:
    with closing(CatalogueWriter(live, job_shapes.SITE)) as writer:
        proven_catalogues.apply(writer, 3, COUNT)
        lying = {f.name: f.read_bytes() for f in (live, *journals_of(live)) if f.exists()}
    for name, raw in lying.items():
        live.with_name(name).write_bytes(raw)
    aside = set_aside(live, NOW)
    assert aside is not None
    assert aside.name == "catalogue.aside-0001-20260302-031000.db"
    assert names(live.parent) == {aside.name, f"{aside.name}-wal", f"{aside.name}-shm"}
    assert examine(aside).version == 3
    bring_back(aside, live)
    assert names(live.parent) == set(lying)
    assert examine(live).version == 3


def test_a_journal_without_its_file_goes_aside_too(path: Path) -> None:
    assert set_aside(path, NOW) is None
    path.with_name("catalogue.db-wal").write_bytes(b"of something that is gone")
    assert set_aside(path, NOW) is not None
    assert not path.with_name("catalogue.db-wal").exists()


def test_two_sets_are_kept_whatever_the_clock_says(path: Path, tmp_path: Path) -> None:
    kept = []
    for back in range(4):
        path.write_text(f"catalogue {back}")
        kept.append(set_aside(path, NOW - timedelta(days=100 * back)))
    assert sets_aside(path) == kept[-2:]
    assert [file.read_text() for file in sets_aside(path)] == ["catalogue 2", "catalogue 3"]
    assert names(tmp_path) == {file.name for file in kept[-2:] if file}


def test_tidying_cuts_the_journal_while_a_screen_looks_on(live: Path) -> None:
    with closing(CatalogueReader(live)) as reader:
        with closing(CatalogueWriter(live, job_shapes.SITE)) as writer:
            proven_catalogues.apply(writer, 3, COUNT)
        assert journals_of(live)[0].stat().st_size > 0
        tidy(live)
        assert journals_of(live)[0].stat().st_size == 0
        state = reader.state()
        assert state is not None
        assert state.version == 3
    assert examine(live).condition is Condition.SOUND

"""Every rung of the ladder, and what is left when one breaks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.agent.ladder import FRESH_FILE, Ladder, Seed, climb
from offline_cache.care import Condition, examine
from offline_cache.care_copy import GOOD_COPY_FILE, copy_proven
from offline_cache.care_files import sets_aside
from offline_cache.faults import CatalogueUnwritable
from offline_cache.reader import CatalogueReader
from tests import proven_catalogues

COUNT = 12
NOW = datetime(2026, 3, 2, 3, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("versions")
    made = {n: proven_catalogues.make(folder / f"{n}.db", n, count=COUNT) for n in (1, 2, 3)}
    for path in made.values():
        copy_proven(path, path, free=lambda _: 1 << 40)
    return made


@pytest.fixture
def home(tmp_path: Path, versions: dict[int, Path]) -> Path:
    """A terminal with version 3, and 2 as its last good copy."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(versions[3], home / "catalogue.db")
    shutil.copy(versions[2], home / GOOD_COPY_FILE)
    return home


def packaged(home: Path, versions: dict[int, Path]) -> Seed:
    def seed() -> bool:
        shutil.copy(versions[1], home / "catalogue.db")
        return True

    return seed


def damage(path: Path) -> None:
    proven_catalogues.flip_within(path, "示例通知".encode())


def version_in(home: Path) -> int | None:
    return examine(home / "catalogue.db").version


def test_a_sound_file_stays(home: Path) -> None:
    before = (home / "catalogue.db").read_bytes()
    climbed = climb(home, now=NOW)
    assert climbed.outcome is Ladder.SOUND
    assert climbed.sentence == "The catalogue was examined and is sound (version 3)."
    assert (home / "catalogue.db").read_bytes() == before


def test_a_damaged_file_is_kept_aside_and_the_copy_takes_its_place(home: Path) -> None:
    damage(home / "catalogue.db")
    climbed = climb(home, now=NOW)
    assert climbed.outcome is Ladder.RESTORED
    assert climbed.sentence.startswith("The catalogue was damaged (line: notices notice-")
    assert climbed.sentence.endswith("; the last good copy took its place.")
    assert version_in(home) == 2
    assert examine(home / GOOD_COPY_FILE).version == 2
    (aside,) = sets_aside(home / "catalogue.db")
    assert examine(aside).condition is Condition.DAMAGED


def test_a_screen_that_looks_on_goes_on_seeing_the_old_file(home: Path) -> None:
    with closing(CatalogueReader(home / "catalogue.db")) as screen:
        before = screen.state()
        damage_later = home / "catalogue.db"
        inode = damage_later.stat().st_ino
        climb(home, now=NOW, safe_mode=True, older=True)
        assert damage_later.stat().st_ino != inode
        assert screen.state() == before
    assert version_in(home) == 2


def test_a_damaged_copy_is_not_used(home: Path, versions: dict[int, Path]) -> None:
    damage(home / "catalogue.db")
    damage(home / GOOD_COPY_FILE)
    climbed = climb(home, now=NOW, seed=packaged(home, versions))
    assert climbed.outcome is Ladder.SEEDED
    assert version_in(home) == 1
    assert not (home / GOOD_COPY_FILE).exists()


def test_with_nothing_left_the_terminal_is_empty_and_says_so(home: Path) -> None:
    damage(home / "catalogue.db")
    (home / GOOD_COPY_FILE).unlink()
    climbed = climb(home, now=NOW)
    assert climbed.outcome is Ladder.EMPTY
    assert climbed.sentence.endswith("; the terminal has none until it hears the platform.")
    assert not (home / "catalogue.db").exists()


def test_a_seed_that_fails_or_is_damaged_is_no_seed(home: Path) -> None:
    def failing() -> bool:
        raise CatalogueUnwritable("no room")

    def lying() -> bool:
        (home / "catalogue.db").write_bytes(b"rubbish")
        return True

    (home / GOOD_COPY_FILE).unlink()
    for seed in (failing, lying, lambda: False):
        damaged = home / "catalogue.db"
        damaged.write_bytes(b"damaged")
        assert climb(home, now=NOW, seed=seed).outcome is Ladder.EMPTY


@pytest.mark.parametrize("content", [None, b""])
def test_a_missing_or_empty_file_is_made_up_for(home: Path, content: bytes | None) -> None:
    (home / "catalogue.db").unlink()
    if content is not None:
        (home / "catalogue.db").write_bytes(content)
    assert climb(home, now=NOW).outcome is Ladder.RESTORED
    assert version_in(home) == 2


def test_an_empty_catalogue_without_a_copy_takes_the_seed_in_place(
    home: Path, versions: dict[int, Path]
) -> None:
    (home / GOOD_COPY_FILE).unlink()
    (home / "catalogue.db").write_bytes(b"")
    assert climb(home, now=NOW).outcome is Ladder.EMPTY
    assert (home / "catalogue.db").exists()
    assert climb(home, now=NOW, seed=packaged(home, versions)).outcome is Ladder.SEEDED


def test_an_old_journal_is_never_played_into_the_copy(home: Path) -> None:
    """What a power cut in the middle of setting aside leaves behind."""
    with closing(
        proven_catalogues.CatalogueWriter(home / "catalogue.db", proven_catalogues.job_shapes.SITE)
    ) as writer:
        proven_catalogues.apply(writer, 1, COUNT)
        journal = (home / "catalogue.db-wal").read_bytes()
    (home / "catalogue.db").unlink()
    (home / "catalogue.db-wal").write_bytes(journal)
    assert climb(home, now=NOW).outcome is Ladder.RESTORED
    assert not (home / "catalogue.db-wal").exists()
    assert version_in(home) == 2


def test_on_a_full_disk_the_copy_itself_becomes_the_catalogue(home: Path) -> None:
    damage(home / "catalogue.db")
    climbed = climb(home, now=NOW, free=lambda _: 0)
    assert climbed.outcome is Ladder.RESTORED
    assert version_in(home) == 2
    assert not (home / GOOD_COPY_FILE).exists()
    assert sets_aside(home / "catalogue.db") == []


def test_safe_mode_trusts_what_is_in_a_sound_file_but_not_the_file(home: Path) -> None:
    before = (home / "catalogue.db").stat().st_ino
    assert climb(home, now=NOW, safe_mode=True).outcome is Ladder.SOUND
    assert version_in(home) == 3
    assert (home / "catalogue.db").stat().st_ino != before
    (aside,) = sets_aside(home / "catalogue.db")
    assert aside.stat().st_ino == before
    assert not (home / FRESH_FILE).exists()


def test_where_older_content_is_wanted_the_last_good_copy_takes_its_place(home: Path) -> None:
    assert climb(home, now=NOW, safe_mode=True, older=True).outcome is Ladder.RESTORED
    assert version_in(home) == 2
    (aside,) = sets_aside(home / "catalogue.db")
    assert examine(aside).version == 3


@pytest.mark.parametrize("good", ["none", "damaged"])
@pytest.mark.parametrize("free", [0, 1 << 40])
def test_safe_mode_without_a_copy_does_not_blank_a_sound_terminal(
    home: Path, free: int, good: str, versions: dict[int, Path]
) -> None:
    if good == "none":
        (home / GOOD_COPY_FILE).unlink()
    else:
        damage(home / GOOD_COPY_FILE)
    for older in (False, True):
        climbed = climb(
            home,
            now=NOW,
            safe_mode=True,
            older=older,
            free=lambda _: free,
            seed=packaged(home, versions),
        )
        assert climbed.outcome is Ladder.SOUND
        assert version_in(home) == 3


def test_what_cannot_be_examined_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("no leave")

    monkeypatch.setattr("kiosk.agent.ladder.examine", refuse)
    climbed = climb(home, now=NOW)
    assert climbed.outcome is Ladder.UNEXAMINED
    assert climbed.sentence == "The catalogue could not be examined (no leave); it stays as it is."
    monkeypatch.undo()
    assert version_in(home) == 3


def test_a_copy_that_is_no_catalogue_of_ours_does_not_take_its_place(home: Path) -> None:
    damage(home / "catalogue.db")
    (home / GOOD_COPY_FILE).write_bytes(b"")
    assert climb(home, now=NOW).outcome is Ladder.EMPTY
    assert not (home / "catalogue.db").exists()


class Killed(BaseException):
    """The plug was pulled."""


class Plug:
    """Pulls the plug before the n-th change of a name in the folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
        self.left = nth
        for name in ("rename", "replace", "unlink"):
            monkeypatch.setattr(Path, name, self._counted(getattr(Path, name)))

    def _counted(self, change: Callable[..., Path | None]) -> Callable[..., Path | None]:
        def counted(*args: object, **named: object) -> Path | None:
            self.left -= 1
            if self.left < 0:
                raise Killed
            return change(*args, **named)

        return counted


def killed_at(nth: int, act: Callable[[], object]) -> bool:
    """Whether ``act`` was still at work at its ``nth`` change of a name."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        Plug(monkeypatch, nth)
        try:
            act()
        except Killed:
            return True
    return False


@pytest.mark.parametrize(
    "safe_mode, older, left",
    [(False, False, {2}), (True, False, {3}), (True, True, {2, 3})],
)
def test_a_ladder_that_is_cut_off_anywhere_is_climbed_again(
    home: Path, versions: dict[int, Path], safe_mode: bool, older: bool, left: set[int]
) -> None:
    live = home / "catalogue.db"
    expected = {n: proven_catalogues.content(path) for n, path in versions.items()}
    with closing(proven_catalogues.CatalogueWriter(live, proven_catalogues.job_shapes.SITE)) as w:
        w.note_contact(proven_catalogues.contact(999))
        lying = {f.name: f.read_bytes() for f in home.glob("catalogue.db*")}
    assert set(lying) == {"catalogue.db", "catalogue.db-wal", "catalogue.db-shm"}
    good = versions[2].read_bytes()
    cuts = 0
    while True:
        for file in home.iterdir():
            file.unlink()
        for name, raw in lying.items():
            (home / name).write_bytes(raw)
        (home / GOOD_COPY_FILE).write_bytes(good)
        if not safe_mode:
            proven_catalogues.flip_within(live, "示例通知".encode())
        if not killed_at(cuts, lambda: climb(home, now=NOW, safe_mode=safe_mode, older=older)):
            break
        cuts += 1
        climb(home, now=NOW)
        assert proven_catalogues.content(live) in expected.values() or safe_mode
        assert version_in(home) in left
    assert cuts >= 5


def test_a_copy_that_is_cut_off_anywhere_leaves_a_good_one(home: Path) -> None:
    good = home / GOOD_COPY_FILE
    cuts = 0
    while killed_at(cuts, lambda: copy_proven(home / "catalogue.db", good, free=lambda _: 1 << 40)):
        cuts += 1
        assert examine(good).version in (2, 3)
    assert examine(good).version == 3
    assert cuts >= 1

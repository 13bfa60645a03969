"""Somebody's own words on their way to paper: in memory, once, and gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from offline_cache.personal_sheets import MOST_BYTES, PersonalSheets


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "memory"
    place.mkdir()
    return place


def left_in(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_what_is_taken_is_gone(tmp_path: Path, place: Path) -> None:
    screen, agent = PersonalSheets(tmp_path, (place,)), PersonalSheets(tmp_path, (place,))
    name = screen.lay("张三".encode())
    assert [path.stat().st_mode & 0o777 for path in left_in(place)] == [0o600]
    assert agent.take(name) == "张三".encode()
    assert left_in(place) == []
    assert agent.take(name) is None


def test_what_nobody_took_goes_with_the_session(tmp_path: Path, place: Path) -> None:
    sheets = PersonalSheets(tmp_path, (place,))
    for word in (b"one", b"two"):
        sheets.lay(word)
    sheets.forget()
    assert list(place.iterdir()) == []
    sheets.forget()


def test_another_terminal_sees_nothing(tmp_path: Path, place: Path) -> None:
    name = PersonalSheets(tmp_path / "one", (place,)).lay(b"word")
    other = PersonalSheets(tmp_path / "two", (place,))
    assert other.take(name) is None
    other.forget()
    assert len(left_in(place)) == 1


@pytest.mark.parametrize("name", ["", "..", "../x", "/etc/passwd", "no-such-name"])
def test_a_name_leads_nowhere_else(tmp_path: Path, place: Path, name: str) -> None:
    (place / "x").write_bytes(b"not ours")
    sheets = PersonalSheets(tmp_path, (place,))
    sheets.lay(b"word")
    assert sheets.take(name) is None
    assert (place / "x").exists()


def test_too_much_is_not_taken_and_not_left(tmp_path: Path, place: Path) -> None:
    sheets = PersonalSheets(tmp_path, (place,))
    assert sheets.take(sheets.lay(b"x" * (MOST_BYTES + 1))) is None
    assert left_in(place) == []


def test_without_memory_there_is_no_personal_sheet(tmp_path: Path) -> None:
    sheets = PersonalSheets(tmp_path, (tmp_path / "nowhere",))
    assert not sheets.possible
    with pytest.raises(OSError, match="memory-backed"):
        sheets.lay(b"word")
    sheets.forget()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("trap", ["open to all", "a link", "a file"])
def test_a_folder_that_others_made_is_not_used(tmp_path: Path, place: Path, trap: str) -> None:
    sheets = PersonalSheets(tmp_path, (place,))
    sheets.lay(b"word")
    (folder,) = place.iterdir()
    sheets.forget()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (elsewhere / "theirs").write_bytes(b"")
    if trap == "open to all":
        folder.mkdir()
        folder.chmod(0o755)
    elif trap == "a link":
        folder.symlink_to(elsewhere)
    else:
        folder.write_bytes(b"")
    with pytest.raises(OSError, match=r"somebody else's|File exists"):
        sheets.lay(b"word")
    sheets.forget()
    assert [path.name for path in elsewhere.iterdir()] == ["theirs"]

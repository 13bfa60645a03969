"""``kiosk slip``: a whole file, or one sentence and none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.timekeeping import ClockReading, TrustedTime
from kiosk.verbs import slip_file
from tests.job_shapes import state_of
from tests.slips.reading import pages, said, squeezed
from tests.ui_home import NOW, TODAY, city_home, city_records


@pytest.fixture(autouse=True)
def _it_is_the_day_of_the_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slip_file, "read_clock", lambda: ClockReading(NOW, "this-boot", 60.0))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = city_home(tmp_path_factory.mktemp("slip") / "home")
    (home / "kiosk.toml").write_text(
        '[station]\nname = "示例食堂就业角"\nphone = "0531-0000 0199"\n'
        '[central]\npublic_url = "https://jiuye.example.cn"\n',
        encoding="utf-8",
    )
    return home


def slip(home: Path, out: Path, *words: str) -> int:
    return main(["slip", *words, "--out", str(out), "--home", str(home)])


@pytest.mark.parametrize("layout", ["roll80", "roll58", "a5", "a4"])
def test_jobs_a_policy_and_an_activity_come_out(home: Path, tmp_path: Path, layout: str) -> None:
    records = city_records()
    out = tmp_path / "slip.pdf"
    assert slip(home, out, "S0001", "S0002", "--layout", layout) == 0
    assert len(pages(out.read_bytes())) in {2, 3}
    words = said(out.read_bytes())
    for record in records["jobs"][:2]:
        assert f"编号{record.id}" in words
    assert "步行约" in words
    assert squeezed("示例食堂就业角") in words
    for collection in ("policies", "activities"):
        record = records[collection][-1]
        assert slip(home, out, record.id, "--layout", layout) == 0
        assert f"编号{record.id}" in said(out.read_bytes())
    assert [path.name for path in tmp_path.iterdir()] == ["slip.pdf"]


@pytest.mark.parametrize(
    ("words", "size", "count"),
    [
        (["poster"], (210, 297), 1),
        (["poster", "--paper", "a3"], (297, 420), 1),
        (["poster", "--per-sheet", "2"], (210, 297), 2),
        (["list"], (210, 297), 1),
    ],
)
def test_posters_and_lists(
    home: Path, tmp_path: Path, words: list[str], size: tuple[int, int], count: int
) -> None:
    out = tmp_path / "wall.pdf"
    assert slip(home, out, "S0001", "S0002", "S0003", "--layout", *words) == 0
    found = [(round(width), round(height)) for width, height in pages(out.read_bytes())]
    assert found == [size] * count


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["no-such", "--layout", "a5"], 1, "There is no record 'no-such'"),
        (["S0001", "--layout", "b5"], 2, "'b5'"),
        (["S0001"], 2, "--layout"),
        (["--layout", "a5"], 2, "ID"),
        (["S0001", "--layout", "poster", "--per-sheet", "3"], 2, "3"),
        (["S0001", "--layout", "poster", "--paper", "a5"], 2, "'a5'"),
        (["S0001", "P01", "--layout", "a5"], 1, "Only jobs go on paper together"),
        (["P01", "--layout", "list"], 1, "Only jobs go on a list"),
    ],
)
def test_a_wrong_word_is_one_sentence_and_no_file(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    words: list[str], code: int, sentence: str,
) -> None:  # fmt: skip
    out = tmp_path / "slip.pdf"
    out.write_bytes(b"what was there")
    assert slip(home, out, *words) == code
    assert out.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [out]
    _one_sentence(capsys, sentence)


def test_what_is_no_paper_and_what_is_over_is_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = city_records()["places"][0]
    assert slip(home, tmp_path / "slip.pdf", place.id, "--layout", "a5") == 1
    _one_sentence(capsys, "is a place")
    old = next(
        record for record in city_records()["jobs"]
        if getattr(record, "valid_through", TODAY) < TODAY
    )  # fmt: skip
    assert slip(home, tmp_path / "slip.pdf", old.id, "--layout", "a5") == 1
    _one_sentence(capsys, f"Job '{old.id}' was valid through")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["none/slip.pdf", "folder", "file/slip.pdf"])
def test_a_file_that_cannot_be_written(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    assert slip(home, tmp_path / place, "S0001", "--layout", "a5") == 1
    _one_sentence(capsys, "cannot be written")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_home_without_a_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert slip(tmp_path / "new", tmp_path / "slip.pdf", "S0001", "--layout", "a5") == 1
    _one_sentence(capsys, "There is no catalogue")
    assert not (tmp_path / "slip.pdf").exists()


def test_a_terminal_that_heard_nothing_for_long_says_to_call_first() -> None:
    time = TrustedTime(NOW, doubtful=False)
    fresh = replace(state_of(), applied_at=time.now - timedelta(days=13))
    old = replace(state_of(), applied_at=time.now - timedelta(days=15))
    assert [state.call_first(time) for state in (fresh, old)] == [False, True]
    assert fresh.call_first(TrustedTime(NOW, doubtful=True))


def _one_sentence(capsys: pytest.CaptureFixture[str], words: str) -> None:
    said_so = capsys.readouterr()
    assert words in said_so.err
    assert said_so.err.count("\n") == 1
    assert said_so.err.endswith(".\n")
    assert said_so.out == ""

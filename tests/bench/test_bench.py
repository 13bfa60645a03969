"""The measurements themselves run, and their table can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import p3_search, run
from tests.bench.table import BenchRow, aligned

ROW = BenchRow("P3", "10 k 保洁", "1 ms", "peer", "2 ms", 0.5, "p99 ≤ 1 ms", True, "note")


def test_columns_line_up_with_wide_characters() -> None:
    heading, wide, narrow = aligned(
        [ROW, BenchRow("P1", "x", "-", "-", "-", None, "-", None)]
    ).splitlines()
    assert heading.index("ours") == narrow.index("-") == wide.index("1 ms") + len("保洁")
    assert "0.50" in wide
    assert "yes" in wide


def test_search_is_measured_against_the_same_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(p3_search, "QUERIES", 4)
    monkeypatch.setattr(p3_search, "ROUNDS", 2)
    rows = p3_search._rows_at(400, tmp_path / "catalogue.db")
    assert len(rows) == 11
    assert all(row.ratio for row in rows[:-1])


def test_run_writes_what_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "JSON_FILE", tmp_path / "build" / "bench.json")
    monkeypatch.setattr(p3_search, "rows", lambda: [ROW])
    assert run.main(["p3_search"]) == 0
    assert "保洁" in capsys.readouterr().out
    assert json.loads((tmp_path / "build" / "bench.json").read_text())[0]["ratio"] == 0.5


def test_an_unknown_row_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["p9"]) == 2
    assert capsys.readouterr().err == (
        "There is no bench row p9; choose from p1_start, p3_search, p4_first_sync, p5_delta, "
        "p6_frames, p07_slips, p11_platform, p12_phone_road.\n"
    )

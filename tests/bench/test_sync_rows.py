"""P4, P5 and P6 run at a small size, and say what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bench import p4_first_sync, p5_delta, p6_frames, pouchdb_peer
from tests.bench.p6_frames import p99
from tests.bench.pouchdb_peer import NoPeer


@contextmanager
def no_peer(documents: Path, folder: Path) -> Iterator[None]:
    raise NoPeer("Node or npm is missing")
    yield


def test_a_first_sync_is_measured_without_its_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(p4_first_sync, "JOBS", 300)
    monkeypatch.setattr(p4_first_sync, "ROUNDS", 1)
    monkeypatch.setattr(p4_first_sync, "pouchdb_peer", no_peer)
    limit, peer, memory, million = p4_first_sync.rows()
    assert limit.ratio is not None
    assert 0 < limit.ratio < 1.5
    assert (peer.ratio, peer.met, peer.note) == (None, None, "Node or npm is missing")
    assert memory.met is True
    assert "--full" in million.note


def test_a_delta_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(p5_delta, "JOBS", 3000)
    monkeypatch.setattr(p5_delta, "ROUNDS", 1)
    size, time = p5_delta.rows()
    assert size.ratio is not None
    assert size.ratio < 0.05
    assert time.ratio is not None
    assert time.ratio < 1


def test_the_slowest_frame_of_a_hundred_counts() -> None:
    even = [number * 0.016 for number in range(1001)]
    assert p99(even) == pytest.approx(0.016)
    late = [*even, *(even[-1] + 0.1 * number for number in range(1, 30))]
    assert p99(late) == pytest.approx(0.1)


def test_a_missing_display_or_npm_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert all(row.met is None and "Xvfb is missing" in row.note for row in p6_frames.rows())
    with pytest.raises(NoPeer, match="Node or npm"), pouchdb_peer.pouchdb_peer(tmp_path, tmp_path):
        raise AssertionError("it should not get here")

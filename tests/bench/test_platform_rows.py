"""P11 runs at a small size with both databases, and what it asks is answered as it expects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bench import p11_platform, p12_phone_road
from tests.bench.asking import Answered, ask
from tests.bench.bare_platform import bare_platform
from tests.postgres import Postgres

KEPT = b"PUT /v1/submissions/%d HTTP/1.1\r\nHost: peer\r\nContent-Length: 2\r\n\r\n{}"


def test_the_platform_is_measured_against_its_peer(
    monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    @contextmanager
    def running() -> Iterator[Postgres]:
        yield postgres

    for name in ("SUBMISSIONS", "POLLS", "WARM"):
        monkeypatch.setattr(p11_platform, name, 10)
    for name in ("ROUNDS", "TERMINALS"):
        monkeypatch.setattr(p11_platform, name, 1)
    monkeypatch.setattr(p11_platform, "WORKERS", (1,))
    monkeypatch.setattr(p11_platform, "running_postgres", running)
    rows = p11_platform.rows()
    assert [row.work for row in rows] == [
        "PUT submission: SQLite, 1 worker",
        "manifest 304: SQLite, 1 worker",
        "PUT submission: PostgreSQL, 1 worker",
        "manifest 304: PostgreSQL, 1 worker",
    ]
    assert all(row.ratio for row in rows)


def test_without_postgresql_the_rest_is_measured_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def missing() -> Iterator[None]:
        pytest.fail("There is no initdb")
        yield

    monkeypatch.setattr(p11_platform, "WORKERS", ())
    monkeypatch.setattr(p11_platform, "running_postgres", missing)
    (row,) = p11_platform.rows()
    assert (row.ratio, row.met, row.note) == (None, None, "There is no initdb")


def test_what_is_asked_is_counted_by_its_answer(tmp_path: Path) -> None:
    with bare_platform(tmp_path, 2) as peer:
        answered = ask(peer.port, [KEPT % number for number in range(12)], tmp_path, 3, 2)
    assert answered.statuses == {"201": 10}
    assert len(answered.latencies) == 10


def test_a_share_of_the_answers_is_read_from_the_slowest_of_them() -> None:
    answered = Answered(2.0, [0.004, 0.001, 0.003, 0.002], {"200": 4})
    assert (answered.rate, answered.within(0.5), answered.within(0.99)) == (2.0, 3.0, 4.0)


def test_the_road_by_phone_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(p12_phone_road, "TAPS", 1)
    monkeypatch.setattr(p12_phone_road, "RECEIPTS", 1)
    rows = p12_phone_road.rows()
    assert [row.id for row in rows] == ["P12", "P12"]
    assert all(row.ratio for row in rows)

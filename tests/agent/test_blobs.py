from __future__ import annotations

import gzip
import io
import random

import pytest

from kiosk.agent.blobs import UnreadableBlob, catalogue_rows, unpacked_lines
from tests.job_shapes import catalogue_row, jobs


def test_a_bomb_is_left_long_before_its_end() -> None:
    bomb = io.BytesIO(gzip.compress(b"x" * 20_000_000, 1))
    with pytest.raises(UnreadableBlob, match="more than 1000 bytes"):
        list(unpacked_lines(bomb, 1000))
    assert bomb.tell() < len(bomb.getvalue())


def test_lines_across_every_boundary() -> None:
    rng = random.Random(7)
    lines = [rng.randbytes(rng.randrange(1, 5000)).replace(b"\n", b" ") for _ in range(400)]
    text = b"".join(line + b"\n" for line in lines)
    assert list(unpacked_lines(io.BytesIO(gzip.compress(text)), len(text))) == lines


def test_a_line_without_end_is_given_up() -> None:
    endless = io.BytesIO(gzip.compress(b"x" * 20_000_000, 1))
    with pytest.raises(UnreadableBlob, match="a line is longer"):
        list(unpacked_lines(endless, 20_000_000))
    assert endless.tell() < len(endless.getvalue())


def test_an_empty_collection_has_no_lines() -> None:
    assert list(unpacked_lines(io.BytesIO(gzip.compress(b"")), 0)) == []


def test_a_line_is_a_record_or_where_it_may_be_a_tombstone() -> None:
    row = catalogue_row(next(jobs(1)))
    gone: list[str] = []
    assert list(catalogue_rows([row.line, b'{"id":"s9"}'], "jobs", gone)) == [row]
    assert gone == ["s9"]
    for line in (b'{"id":"s9"}', b'{"id":"s9","record":null}', b'{"record":{}}', b"[]", b"\xff"):
        with pytest.raises(UnreadableBlob):
            list(catalogue_rows([line], "jobs"))
    with pytest.raises(UnreadableBlob, match="is not a record"):
        list(catalogue_rows([b'{"id":"s9","record":null}'], "jobs", []))
    other = row.line.replace(b'{"id":"s0000000","record"', b'{"id":"s0000001","record"')
    assert other != row.line
    with pytest.raises(UnreadableBlob, match="line s0000001 of jobs holds record s0000000"):
        list(catalogue_rows([other], "jobs", []))

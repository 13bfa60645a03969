from __future__ import annotations

import hashlib

import msgspec
import pytest

from kiosk.contract.lines import Line, collection_digest, encode_line, line_of, row_hash
from kiosk.records import Record
from tests.sample_records import a_job, a_notice


@pytest.mark.parametrize("record", [a_job(), a_notice()])
def test_a_line_survives_the_wire(record: Record) -> None:
    raw = encode_line(line_of(record, ("qian tai",)))
    line = msgspec.json.decode(raw, type=Line)
    assert msgspec.json.decode(line.record, type=type(record)) == record
    assert line.pinyin == ("qian tai",)
    assert encode_line(line) == raw


def test_a_tombstone_is_an_id_alone() -> None:
    raw = encode_line(Line(id="job-1"))
    assert raw == b'{"id":"job-1"}'
    assert bytes(msgspec.json.decode(raw, type=Line).record) == b""


def test_the_digest_depends_on_ids_hashes_and_nothing_else() -> None:
    rows = [("a", row_hash(b"1")), ("b", row_hash(b"2"))]
    by_hand = hashlib.sha256(b"a\0" + rows[0][1] + b"b\0" + rows[1][1]).hexdigest()
    assert collection_digest(rows) == by_hand
    assert collection_digest(rows[:1]) != by_hand
    assert collection_digest([]) == hashlib.sha256().hexdigest()

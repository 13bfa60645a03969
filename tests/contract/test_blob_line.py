"""A line of a blob survives the wire, and a tombstone is told from a record."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from kiosk.contract.lines import Line, encode_line, line_of
from kiosk.records import Notice

NOTICE = Notice(id="n1", source="s", title="通知", updated_at=datetime(2026, 1, 2, tzinfo=UTC))


def test_a_record_comes_back_as_it_was_sent() -> None:
    sent = encode_line(line_of(NOTICE, ("tong zhi",)))
    line = msgspec.json.decode(sent, type=Line)
    assert msgspec.json.decode(line.record, type=Notice) == NOTICE
    assert line.pinyin == ("tong zhi",)
    assert encode_line(line) == sent


def test_a_tombstone_has_no_record() -> None:
    sent = encode_line(Line(id="n1"))
    assert sent == b'{"id":"n1"}'
    assert bytes(msgspec.json.decode(sent, type=Line).record) == b""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.agent.answers import (
    LONGEST_PATIENCE_SECONDS,
    Refusal,
    date_of,
    declared_length,
    patience_of,
    refusal_in,
    shortened,
    verdict_of_code,
    verdict_of_status,
)
from kiosk.agent.verdicts import CODES, Verdict

DATE = "Mon, 02 Mar 2026 01:00:00 GMT"
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Date": DATE}, AT),
        ({"Date": "Mon, 02 Mar 2026 09:00:00 +0800"}, AT),
        ({"Date": "Mon, 02 Mar 2026 01:00:00 -0000"}, AT),
        ({"Date": DATE, "Age": "40"}, AT.replace(second=40)),
        ({"Date": DATE, "Age": "soon"}, AT),
        ({"Date": DATE, "Age": "9" * 14}, AT.replace(day=3)),
        ({}, None),
        ({"Date": ""}, None),
        ({"Date": "yesterday"}, None),
        ({"Date": "Mon, 99 Mar 2026 01:00:00 GMT"}, None),
        ({"Date": "Mon, 02 Mar 1999 01:00:00 GMT"}, None),
        ({"Date": "Mon, 02 Mar 2026 01:00:00 +9999999999"}, None),
        ({"Date": "Fri, 31 Dec 9999 23:59:59 -2300"}, None),
        ({"Date": "Fri, 31 Dec 9999 23:59:59 GMT", "Age": "60"}, None),
    ],
)
def test_the_servers_clock(headers: dict[str, str], expected: datetime | None) -> None:
    assert date_of(headers) == expected


@pytest.mark.parametrize(
    ("asked", "date", "seconds"),
    [
        ("120", "", 120),
        (" 7 ", "", 7),
        ("0", "", 0),
        ("99999999", "", LONGEST_PATIENCE_SECONDS),
        ("-5", "", None),
        ("soon", "", None),
        ("", "", None),
        ("1e3", "", None),
        ("²", "", None),
        ("Mon, 02 Mar 2026 01:02:00 GMT", DATE, 120),
        ("Mon, 02 Mar 2026 00:00:00 GMT", DATE, 0),
        ("Tue, 02 Mar 2027 01:02:00 GMT", DATE, LONGEST_PATIENCE_SECONDS),
        ("Mon, 02 Mar 2026 01:02:00 GMT", "", None),
        ("Mon, 02 Mar 2026 01:02:00 GMT", "junk", None),
    ],
)
def test_patience(asked: str, date: str, seconds: float | None) -> None:
    assert patience_of({"Retry-After": asked, "Date": date}) == seconds


@pytest.mark.parametrize(
    ("declared", "bytes_"),
    [("12", 12), ("", None), ("-1", None), ("0x10", None), ("9" * 5000, int("9" * 100))],
)
def test_a_declared_length(declared: str, bytes_: int | None) -> None:
    assert declared_length({"Content-Length": declared}) == bytes_


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b'{"code":"clock","detail":"late"}', Refusal("clock", "late")),
        (b'{"detail":"only words"}', Refusal("", "only words")),
        (b'{"detail":[{"loc":["body"]}]}', Refusal()),
        (b'{"code":7}', Refusal()),
        (b"[]", Refusal()),
        (b"", Refusal()),
        (b"\xff\xfe", Refusal()),
    ],
)
def test_a_refusal(body: bytes, refusal: Refusal) -> None:
    assert refusal_in(body) == refusal


def test_a_platform_names_only_what_it_may() -> None:
    assert verdict_of_code("clock") is Verdict.CLOCK
    assert {verdict_of_code(code) for code in CODES} == CODES
    for verdict in set(Verdict) - CODES:
        assert verdict_of_code(verdict) is None
    assert verdict_of_code("") is None


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (101, Verdict.CLIENT_ERROR),
        (202, Verdict.CLIENT_ERROR),
        (308, Verdict.REDIRECTED),
        (404, Verdict.NOT_FOUND),
        (407, Verdict.PROXY),
        (418, Verdict.CLIENT_ERROR),
        (429, Verdict.TOO_MANY_REQUESTS),
        (511, Verdict.CAPTIVE_PORTAL),
        (599, Verdict.SERVER_ERROR),
        (999, Verdict.CLIENT_ERROR),
    ],
)
def test_statuses(status: int, verdict: Verdict) -> None:
    assert verdict_of_status(status) is verdict


def test_foreign_words_stay_on_one_short_line() -> None:
    assert shortened("a\r\nb\x1b[2J\u202ec" + "x" * 999).startswith("a  b [2J c")
    assert len(shortened("x" * 999)) == 200

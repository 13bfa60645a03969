"""Stored lines are read without what hides in text or turns it around, and bit for bit else."""

from __future__ import annotations

import sys
from unicodedata import category

import pytest

from kiosk.records import Job
from kiosk.text.tidy import visible
from offline_cache.faults import CatalogueUnreadable
from offline_cache.lines import read_job
from tests.job_shapes import catalogue_row
from tests.sample_records import a_job
from tests.ui_home import city_jobs

HIDING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
EVERY_LETTER = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]


def _read(job: Job) -> Job:
    return read_job(catalogue_row(job).line).record


def test_no_letter_of_unicode_slips_through() -> None:
    hiding = [letter for letter in EVERY_LETTER if category(letter) in HIDING and letter != "\n"]
    assert len(hiding) > 100_000
    for start in range(0, len(hiding), 20_000):
        read = _read(a_job(1, title="保" + "".join(hiding[start : start + 20_000]) + "安"))
        assert set(read.title) <= {"保", "安", "\n", " "}


def test_one_hiding_letter_is_enough_however_it_is_spelt() -> None:
    plain = catalogue_row(a_job(1, title="保安")).line
    for spelling in ("\u202e".encode(), b"\\u202e", b"\\u202E"):
        line = plain.replace("保安".encode(), "保".encode() + spelling + "安".encode(), 1)
        assert line != plain
        assert read_job(line).record.title == "保安"


def test_every_letter_that_can_be_seen_stays() -> None:
    seen = "".join(letter for letter in EVERY_LETTER if letter.isprintable())
    assert _read(a_job(1, title=seen)).title == seen
    assert visible("一\n二 三") == "一\n二 三"


def test_paragraphs_stay_paragraphs() -> None:
    read = _read(a_job(1, description="一\n二\r\n三\u2028四\t五"))
    assert read.description == "一\n二\n三\n四 五"


def test_a_record_without_anything_hidden_is_read_as_it_was_written() -> None:
    jobs = city_jobs()
    assert [_read(job) for job in jobs] == jobs


def test_pinyin_and_all_that_is_no_text_stay() -> None:
    row = catalogue_row(a_job(1, title="保\u200b安"))
    stored = read_job(row.line)
    assert stored.pinyin == row.pinyin
    assert (stored.record.pay, stored.record.tags) == (row.record.pay, row.record.tags)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "line", [b"", b"{", b'{"record": 1}', b"\xff\xfe", b'{"record":"\xe2\x80"}']
)
def test_a_damaged_line_is_still_one_named_fault(line: bytes) -> None:
    with pytest.raises(CatalogueUnreadable):
        read_job(line)

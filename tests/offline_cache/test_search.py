"""Search finds exactly what a plain scan finds, in the same order."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.records import Job, JobKind, PayUnit, Position, Tag
from offline_cache.query import PAY_STEPS, JobQuery
from offline_cache.reader import CatalogueReader
from offline_cache.rows import CatalogueRow
from tests import job_shapes
from tests.job_shapes import SITE, TODAY
from tests.offline_cache.catalogues import OpenReader, OpenWriter, Sample, publish
from tests.offline_cache.search_oracle import expected

EVERYTHING = 10_000
_TYPED = (
    *("bj", "baoj", "baojie", "BAOJIE", "ba", "jie", "xian", "uisjs", "shi", "dmh", "daming"),
    *("laojia", "lejia", "yuejia", "c1", "ａｂｃ", "路1", "a", "1", "保", "长清chang", "kuaij"),
    *("huij", "保安 shiye", "bj 泺源", "员 员"),
)


def found(reader: CatalogueReader, query: JobQuery) -> list[tuple[str, int | None]]:
    return [(near.job.id, near.metres) for near in reader.jobs(query, limit=EVERYTHING)]


def _piece(text: str, random: Random) -> str:
    start = random.randrange(len(text))
    return text[start : start + random.randrange(1, 7)]


def _word(row: CatalogueRow, random: Random) -> str:
    job = row.record
    assert isinstance(job, Job)
    syllables = random.choice(row.pinyin).split()
    start = random.randrange(len(syllables))
    spelt = "".join(syllables[start : start + random.randrange(1, 5)])
    shape = random.randrange(8)
    if shape <= 1:
        return _piece(job.title, random)
    if shape == 2:
        return _piece(job.employer or job.title, random)
    if shape == 3:
        return _piece(job.address or job.title, random)
    if shape == 4:
        return _piece("".join(s[0] for s in syllables), random)
    if shape == 5:
        return spelt
    if shape == 6:
        return spelt[: random.randrange(1, len(spelt) + 1)].upper()
    return "".join(random.choice("保洁员单乐安行abjxz1") for _ in range(random.randrange(1, 4)))


def _query(rows: list[CatalogueRow], random: Random) -> JobQuery:
    some = random.random
    words = [_word(random.choice(rows), random) for _ in range(random.choice((0, 1, 1, 1, 2, 3)))]
    return JobQuery(
        text="  ".join(words),
        within_metres=random.choice((0, 300, 1_000, 5_000)) if some() < 0.25 else None,
        division=random.choice(("370102", "370102001", "370199")) if some() < 0.2 else None,
        tags=tuple(random.sample(list(Tag), random.randrange(1, 3))) if some() < 0.25 else (),
        kinds=tuple(random.sample(list(JobKind), random.randrange(1, 4))) if some() < 0.2 else (),
        pay_unit=random.choice(list(PayUnit)) if some() < 0.15 else None,
        month_at_least=random.choice(PAY_STEPS) if some() < 0.15 else None,
        today=TODAY,
    )


def test_800_random_queries_equal_the_scan(sample: Sample, sample_reader: CatalogueReader) -> None:
    random = Random(20260302)
    with_answers = 0
    for _ in range(800):
        query = _query(sample.rows, random)
        want = expected(sample.rows, query)
        with_answers += bool(want)
        assert found(sample_reader, query) == want, query
        assert sample_reader.count_jobs(query, cap=7) == min(len(want), 7), query
    assert with_answers > 400


NOISE = (
    *('"', "'", '""', " OR ", " AND ", " NOT ", "NEAR(", ")", "*", "^", "-", "+", ":", "{", "}"),
    *("words:", ";--", "\\", "%", "_", "　", "·", "，", "😀", "👩\u200d🍳", "\u202e", "\u200b"),
    *("ＡＢ", "①", "C++ ", "a-b", "\x00"),
)


def _noisy(rows: list[CatalogueRow], random: Random) -> str:
    """What a clumsy or hostile hand makes of real words: pieces with anything in between."""
    pieces = [_word(random.choice(rows), random) for _ in range(random.randrange(1, 4))]
    for _ in range(random.randrange(1, 5)):
        pieces.insert(random.randrange(len(pieces) + 1), random.choice(NOISE))
    return random.choice(("", " ")).join(pieces)


def test_2400_noisy_queries_equal_the_scan(
    sample: Sample, open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    random = Random(20261122)
    rows = sample.rows[:150]  # the scan in Python is what takes long
    publish(open_writer(), jobs=[row.record for row in rows])
    reader = open_reader()
    with_answers = 0
    for _ in range(2_400):
        query = JobQuery(text=_noisy(rows, random), today=TODAY)
        want = expected(rows, query)
        with_answers += bool(want)
        assert found(reader, query) == want, ascii(query.text)
    assert with_answers > 300


@pytest.mark.parametrize("text", _TYPED)
def test_words_people_type_equal_the_scan(
    sample: Sample, sample_reader: CatalogueReader, text: str
) -> None:
    query = JobQuery(text=text, today=TODAY)
    assert found(sample_reader, query) == expected(sample.rows, query)


def test_pages_follow_each_other(sample_reader: CatalogueReader) -> None:
    query = JobQuery(text="员", today=TODAY)
    whole = sample_reader.jobs(query, limit=60)
    pages = [sample_reader.jobs(query, limit=20, offset=at) for at in (0, 20, 40)]
    assert [near for page in pages for near in page] == whole


def test_words_do_not_read_on_from_one_field_into_the_next(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    job = next(job_shapes.jobs(1))
    straddling = replace(
        job, title="护理工一", employer="工一路食", address=None, kind=JobKind.OTHER
    )
    publish(open_writer(), jobs=[straddling])
    reader = open_reader()
    for text, hits in {
        "理工一": 1, "工一路": 1, "理工一路": 0, "gongyi": 1, "ligongyilu": 0, "lgyl": 0,
        "工一 路食": 1, "lgy": 1, "gyls": 1, "yilush": 1,
    }.items():  # fmt: skip
        assert reader.count_jobs(JobQuery(text=text, today=TODAY)) == hits, text


def test_unknown_place_comes_after_known_ones_and_remote_work_last(
    open_writer: OpenWriter, open_reader: OpenReader
) -> None:
    job = next(job_shapes.jobs(1))
    here = Position(lat=SITE.lat, lon=SITE.lon)
    far = Position(lat=-SITE.lat, lon=SITE.lon - 180)  # the other side of the earth
    publish(
        open_writer(),
        jobs=[
            _like(job, id="a-remote", remote=True, position=here),
            _like(job, id="b-unknown", remote=False, position=None),
            _like(job, id="c-far", remote=False, position=far),
            _like(job, id="d-here", remote=False, position=here),
        ],
    )
    reader = open_reader()
    assert found(reader, JobQuery(today=TODAY)) == [
        ("d-here", 0),
        ("c-far", 2**22 - 3),
        ("b-unknown", None),
        ("a-remote", None),
    ]
    assert found(reader, JobQuery(today=TODAY, within_metres=2**30)) == [
        ("d-here", 0),
        ("c-far", 2**22 - 3),
    ]
    assert found(reader, JobQuery(today=TODAY, within_metres=-5)) == []


@pytest.mark.parametrize("text", ["", "保洁"])
def test_a_job_is_hidden_the_day_after_its_last(
    open_writer: OpenWriter, open_reader: OpenReader, text: str
) -> None:
    job = _like(next(job_shapes.jobs(1)), title="保洁", valid_through=TODAY)
    publish(open_writer(), jobs=[job])
    reader = open_reader()
    assert reader.count_jobs(JobQuery(text=text, today=TODAY)) == 1
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    assert reader.count_jobs(JobQuery(text=text, today=tomorrow)) == 0
    assert reader.job(job.id) is not None


@pytest.mark.parametrize("text", ["", '  "" ', "+++", "😀", "—— ？", "\x00", "\ud800"])
def test_no_usable_character_is_no_filter(
    sample: Sample, sample_reader: CatalogueReader, text: str
) -> None:
    want = expected(sample.rows, JobQuery(today=TODAY))
    assert found(sample_reader, JobQuery(text=text, today=TODAY)) == want


@pytest.mark.parametrize(
    "text", ['C++ "', "保安 OR", "a-b", "NOT 保", "(", "words:x", "^a", "a*", "{a}", "N" * 3000]
)
def test_search_syntax_is_only_text(
    sample: Sample, sample_reader: CatalogueReader, text: str
) -> None:
    query = JobQuery(text=text, today=TODAY)
    assert found(sample_reader, query) == expected(sample.rows, query)


@given(text=st.text(max_size=80), division=st.text(max_size=12))
def test_no_text_can_raise(sample_reader: CatalogueReader, text: str, division: str) -> None:
    sample_reader.jobs(JobQuery(text=text, division=division or None, today=TODAY), limit=3)


@given(text=st.text(alphabet='保洁员bjaoien "*^:()-+ORND{}\u3000\x00😀Ａ', max_size=14))
def test_typed_text_equals_the_scan(
    sample: Sample, sample_reader: CatalogueReader, text: str
) -> None:
    query = JobQuery(text=text, today=TODAY, kinds=(JobKind.CLEANING,))
    assert found(sample_reader, query) == expected(sample.rows, query)


def test_pay_that_no_screen_offers_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="month_at_least"):
        JobQuery(today=TODAY, month_at_least=3500)


def _like(job: Job, **changes: object) -> Job:
    return replace(job, **changes)

"""A feed's rows: each accounted for, each saying what its source said and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from feed_shapes import (
    FLAT_HEADER,
    LISTED_HEADER,
    PAY_SHAPES,
    as_csv,
    flat_feed,
    flat_row,
    listed_feed,
    listed_row,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.central.feeds.importing import UnusableFeed, import_feed
from kiosk.central.outcomes import Accepted, Duplicate, Held, ImportTally, Outcome, Rejected
from kiosk.records import Datum, EmploymentType, Job, JobKind, Pay, PayUnit, Tag

NOW = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)  # already the 23rd in Shandong


def outcomes(path: Path, raw: bytes | str, datum: Datum = Datum.WGS84) -> list[Outcome]:
    feed = path / "feed.csv"
    feed.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(import_feed(feed, source="示例来源", region="370102", datum=datum, imported_at=NOW))


def only_job(path: Path, raw: bytes | str, datum: Datum = Datum.WGS84) -> Job:
    (outcome,) = outcomes(path, raw, datum)
    assert isinstance(outcome, Accepted), outcome
    assert isinstance(outcome.record, Job)
    return outcome.record


def test_flat_feed_is_all_accepted(tmp_path: Path) -> None:
    found = outcomes(tmp_path, flat_feed())
    assert ImportTally.of(found).accepted == len(PAY_SHAPES)
    job = found[0].record  # type: ignore[union-attr]
    assert isinstance(job, Job)
    assert (job.title, job.employer, job.source) == ("示例保洁员0", "示例单位0", "示例来源")
    assert job.description == "示例职责0"  # without the web page's own words
    assert job.requirements == "大专学历；1-3年经验"
    assert (job.head_count, job.division, job.kind) == (1, "370102", JobKind.CLEANING)
    assert job.address == "济南市历下区示例路0号"
    assert job.pay == Pay(minimum=10_000, maximum=15_000, unit=PayUnit.MONTH)
    assert job.position is None


def test_listed_feed_in_gb18030(tmp_path: Path) -> None:
    found = outcomes(tmp_path, listed_feed())
    tally = ImportTally.of(found)
    assert (tally.read, tally.accepted, tally.duplicate) == (12, 9, 1)
    assert dict(tally.rejected) == {"empty_row": 2}
    assert Duplicate(row=11, of_row=5) in found
    shifted = found[3].record  # type: ignore[union-attr]
    assert isinstance(shifted, Job)
    assert shifted.requirements == "本科学历"
    assert shifted.description == "第一行\n第二行3"
    assert (shifted.head_count, shifted.head_count_text) == (None, "若干人")
    assert shifted.address == "济南 历下区 示例大道3号"
    assert shifted.updated_at.isoformat() == "2019-09-13T00:00:00+08:00"


def test_ids_are_stable_and_differ_by_source(tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_bytes(flat_feed())

    def ids(source: str, now: datetime) -> list[str]:
        found = import_feed(
            feed, source=source, region="370102", datum=Datum.WGS84, imported_at=now
        )
        return [o.record.id for o in found if isinstance(o, Accepted)]

    first = ids("甲", NOW)
    assert len(set(first)) == len(PAY_SHAPES)
    assert first == ids("甲", datetime(2027, 1, 1, tzinfo=UTC))
    assert not set(first) & set(ids("乙", NOW))


@pytest.mark.parametrize(
    ("encode", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", "\t"),
        ("utf-16", ";"),
        ("gb18030", "|"),
    ],
)
def test_encoding_and_delimiter_by_content(tmp_path: Path, encode: str, delimiter: str) -> None:
    text = as_csv(FLAT_HEADER, [flat_row(1, "面议")], delimiter)
    assert only_job(tmp_path, text.encode(encode)).pay_text == "面议"


def test_gb18030_that_begins_with_ascii(tmp_path: Path) -> None:
    rows = [flat_row(n, "面议") for n in range(3)]
    padded = [["x" * 90_000, *[""] * 10, "Cleaner"], *rows]
    assert len(outcomes(tmp_path, as_csv(FLAT_HEADER, padded).encode("gb18030"))) == 4


def test_a_few_damaged_bytes_cost_no_row(tmp_path: Path) -> None:
    raw = as_csv(FLAT_HEADER, [flat_row(n, "面议", "工作" * 900) for n in range(3)]).encode()
    place = raw.index("示例职责".encode()[:3], len(raw) // 2)
    found = outcomes(tmp_path, raw[:place] + b"\xff" + raw[place + 1 :])
    assert len(found) == 3


def test_headings_below_a_title_line(tmp_path: Path) -> None:
    text = (
        "历下区岗位信息表,,\n\n岗位名称（必填）,用人单位,月薪（元）\n示例店员,示例超市,4200-5000\n"
    )
    job = only_job(tmp_path, text)
    assert (job.title, job.employer) == ("示例店员", "示例超市")
    assert job.pay == Pay(minimum=4200, maximum=5000, unit=PayUnit.MONTH)


def test_dates_and_validity(tmp_path: Path) -> None:
    head = "职位,公司,发布日期,有效期\n"
    given_date = only_job(tmp_path, head + "示例店员,示例店,2026/11/1,2026年12月5日\n")
    assert given_date.valid_through == date(2026, 12, 5)
    assert not given_date.valid_through_assumed
    assumed = only_job(tmp_path, head + "示例店员,示例店,2019-09-13,长期\n")
    assert assumed.valid_through == date(2026, 12, 23)  # 30 days from the day of import
    assert assumed.valid_through_assumed
    future = only_job(tmp_path, head + "示例店员,示例店,2099-01-01,\n")
    assert future.updated_at == NOW
    assert future.updated_at.utcoffset() is not None
    assert outcomes(tmp_path, head + "示例店员,示例店,2019-09-13,2019-10-01\n") == [
        Rejected(1, "expired")
    ]


def test_never_shown_columns_are_dropped(tmp_path: Path) -> None:
    text = "职位,公司,性别,年龄要求,身高,户口性质,婚姻状况,政治面貌,gender,age\n"
    job = only_job(tmp_path, text + "示例店员,示例店,女,18-35岁,165,本地,已婚,党员,F,20\n")
    assert not {"女", "18-35岁", "165", "本地", "已婚", "党员"} & set(str(job).split("'"))
    assert job.requirements is None


@pytest.mark.parametrize(
    ("area", "address", "division"),
    [
        ("深圳", "福田区华强北路", None),
        ("上海-浦东新区", "世纪大道", None),
        ("", "深圳市福田区华强北路", None),
        ("", "杭州文三路1号", None),
        ("", "福田区示例路", None),
        ("青岛-李沧区", "", "370213"),
        ("潍坊", "示例路", None),
        ("济南-历城区", "示例路", "370112"),
        ("济南", "市中区示例路", "370103"),
        ("济南-高新区", "示例路", None),
        ("济南", "示例路", "370102"),
        ("", "示例路3号", "370102"),
        ("", "", "370102"),
        ("", "泰山路3号", "370102"),
        ("历下区", "", "370102"),
        ("山东", "济南市历下区示例路", "370102"),
    ],
)
def test_division_only_where_the_place_does_not_contradict(
    tmp_path: Path, area: str, address: str, division: str | None
) -> None:
    job = only_job(tmp_path, f"职位,公司,地区,地址\n示例店员,示例店,{area},{address}\n")
    assert job.division == division


def test_coordinates_are_converted_and_implausible_ones_dropped(tmp_path: Path) -> None:
    head = "职位,公司,经度,纬度\n"
    here = only_job(tmp_path, head + "示例店员,示例店,117.0378,36.6744\n", Datum.BD09)
    assert here.position is not None
    assert here.position.datum is Datum.WGS84
    assert here.position.lon == pytest.approx(117.0253, abs=0.002)
    for bad in ("0,0", "36.6,117.0", "abc,", "117.0,"):
        assert only_job(tmp_path, head + f"示例店员,示例店,{bad}\n").position is None
    point = only_job(tmp_path, '职位,公司,坐标\n示例店员,示例店,"117.0253,36.6665"\n')
    assert point.position is not None
    assert (point.position.lat, point.position.lon) == (36.6665, 117.0253)


def test_tags_remote_and_form_only_when_said(tmp_path: Path) -> None:
    def job(title: str, tags: str = "", place: str = "") -> Job:
        return only_job(tmp_path, f"职位,公司,标签,地址\n{title},示例店,{tags},{place}\n")

    assert job("示例客服（远程）").remote
    assert job("示例客服", place="居家办公").remote
    assert job("示例客服", place="居家办公").division is None
    assert not job("远程医疗设备示例工程师").remote
    assert job("示例收银员（妈妈岗）").tags == (Tag.PARENT,)
    assert job("示例门卫", tags="银龄岗/公益性岗位").tags == (Tag.SENIOR, Tag.PUBLIC_WELFARE)
    assert job("示例收银员").tags == ()
    assert job("示例收银员").employment_type is None
    assert job("兼职示例收银员").employment_type is EmploymentType.PART_TIME


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("幼儿园保洁", JobKind.CLEANING),
        ("厨房设备销售", JobKind.SALES),
        ("大数据维护工程师", JobKind.TECHNOLOGY),
        ("店长助理（可培养店长）", JobKind.OFFICE),
        ("管理培训生", JobKind.OFFICE),
        ("医院护工", JobKind.ELDERCARE),
        ("外卖骑手", JobKind.DELIVERY),
        ("潜水员", JobKind.OTHER),
    ],
)
def test_kind_is_what_the_title_ends_in(tmp_path: Path, title: str, kind: JobKind) -> None:
    assert only_job(tmp_path, f"职位,公司\n{title},示例店\n").kind is kind


@pytest.mark.parametrize(
    ("stated", "phone"),
    [
        ("138****1234", None),
        ("138xxxx1234", None),
        ("微信同号", None),
        ("13800001234（微信同号）", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("0531-88880000 转 8001", "0531-88880000"),
        ("12333", "12333"),
    ],
)
def test_phone_only_if_it_can_be_dialled(tmp_path: Path, stated: str, phone: str | None) -> None:
    assert only_job(tmp_path, f"职位,电话\n示例店员,{stated}\n").contact_phone == phone


def test_unlawful_rows_are_held_with_their_words(tmp_path: Path) -> None:
    (outcome,) = outcomes(tmp_path, "职位,公司\n55岁以下男小工,示例工地\n")
    assert isinstance(outcome, Held)
    assert {(f.rule, f.words) for f in outcome.findings} == {("sex", "男小工"), ("age", "55岁以下")}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("示例店员,示例店,一,二,三", "too_many_cells"),
        (",示例店", "no_title"),
        ("12345,示例店", "no_title"),
        (",", "empty_row"),
        ("职位,公司", "repeated_headings"),
        ("很长" * 70 + ",示例店", "title_too_long"),
    ],
)
def test_rows_that_are_no_posting(tmp_path: Path, row: str, reason: str) -> None:
    assert outcomes(tmp_path, f"职位,公司\n{row}\n") == [Rejected(1, reason)]


def test_an_endless_quote_does_not_swallow_the_feed(tmp_path: Path) -> None:
    good = "示例店员{},示例店\n"
    text = "职位,公司\n" + good.format(0) + '"' + "".join(good.format(n) for n in range(80_000))
    found = ImportTally.of(outcomes(tmp_path, text))
    assert found.rejected["unreadable_row"] >= 1
    assert found.accepted > 1


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (b"PK\x03\x04rest", "Excel"),
        (bytes(range(128, 256)) * 20, "not text"),
        ("甲,乙\n1,2\n".encode(), "no usable columns"),
        ("职位\n保洁\n".encode(), "no usable columns"),
        ("职位,公司\n".encode(), "no rows"),
    ],
)
def test_unusable_files_are_refused_before_any_row(tmp_path: Path, raw: bytes, words: str) -> None:
    path = tmp_path / "feed.csv"
    path.write_bytes(raw)
    with pytest.raises(UnusableFeed, match=words) as refusal:
        import_feed(path, source="s", region="370102", datum=Datum.WGS84, imported_at=NOW)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.csv", "no file"), (tmp_path, "directory")):
        with pytest.raises(UnusableFeed, match=words):
            import_feed(path, source="s", region="370102", datum=Datum.WGS84, imported_at=NOW)


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\r\t"), max_size=30
)
CELL = st.one_of(
    TEXT,
    st.lists(TEXT, max_size=3).map(repr),
    st.sampled_from([*PAY_SHAPES, "[" * 300, "['a", "[1, None]", "['\\\\d']", "a\x08b"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=10, max_size=10), min_size=1, max_size=6))
def test_no_row_is_lost_whatever_it_says(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    text = as_csv(LISTED_HEADER, [*rows, listed_row(1, "面议")])
    found = outcomes(tmp_path_factory.mktemp("fuzz"), text)
    assert [outcome.row for outcome in found] == list(range(1, len(rows) + 2))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 2))
def test_any_bytes_end_in_outcomes_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, place: int
) -> None:
    head = "职位,公司\n示例店员,示例店\n".encode()
    raw = (junk, head + junk, head[: len(head) // 2] + junk + head[len(head) // 2 :])[place]
    try:
        found = outcomes(tmp_path_factory.mktemp("junk"), raw)
    except UnusableFeed:
        return
    assert [outcome.row for outcome in found] == list(range(1, len(found) + 1))

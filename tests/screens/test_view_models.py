"""What the view models say, against a plain scan of the sample city."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from kiosk.geo.walking import reach_metres, walking_minutes
from kiosk.lawful.gate import examine
from kiosk.records import Job, Pay, PayUnit, Place, Policy, PolicyTopic, Tag
from kiosk.text.pinyin import readings_of
from tests import ui_home
from tests.sample_records import a_job
from tests.screens.doors import shell_in
from tests.screens.terminal import Clocks
from ui.catalogue import Catalogue
from ui.models.rows import CHUNK, ChunkedRows, RowsModel
from ui.viewmodels.shell import Shell


@dataclass
class Models:
    """A shell without a window, and the clocks it lives by."""

    shell: Shell
    catalogue: Catalogue
    clocks: Clocks
    home: Path

    def published(self, version: int = 2, **collections: list[Job]) -> None:
        ui_home.publish(self.home, version, **collections)
        self.catalogue.look()


Open = Callable[[Path], Models]


@pytest.fixture
def open_models(app: QGuiApplication) -> Iterator[Open]:
    opened: list[Models] = []

    def open_one(home: Path) -> Models:
        clocks = Clocks()
        shell, doors = shell_in(home, clocks)
        opened.append(Models(shell, doors.catalogue, clocks, home))
        return opened[-1]

    yield open_one
    for models in opened:
        models.shell.close()
        models.catalogue.close()


@pytest.fixture
def models(city: Path, open_models: Open) -> Models:
    return open_models(city)


@pytest.fixture
def with_jobs(tmp_path: Path, open_models: Open) -> Callable[..., Models]:
    """A shell over a catalogue with just these jobs."""

    def made(*jobs: Job) -> Models:
        ui_home.publish(tmp_path, jobs=jobs)
        return open_models(tmp_path)

    return made


def _column(model: QObject, field: str) -> list[object]:
    assert isinstance(model, QAbstractItemModel)
    roles = {bytes(name.data()).decode(): role for role, name in model.roleNames().items()}
    rows = range(model.rowCount())
    return [model.data(model.index(row, 0), roles[field]) for row in rows]


def _scan(passes: Callable[[Job, int | None], bool]) -> set[str]:
    """Jobs of the sample city in force today that ``passes`` accepts, by id."""
    site = ui_home.city_site()
    return {
        job.id
        for job in ui_home.city_jobs()
        if job.valid_through >= ui_home.TODAY
        and passes(job, None if job.remote else site.metres_to(job.position))
    }


def _starts_with(job: Job, initials: str) -> bool:
    readings = [reading.split() for reading in readings_of(job)]
    return any(initials in "".join(word[0] for word in syllables) for syllables in readings)


def _shown(models: Models) -> list[object]:
    return _column(models.shell.jobs.rows, "jobId")


def test_ten_minutes_senior_and_initials_give_what_a_scan_gives(models: Models) -> None:
    jobs = models.shell.jobs
    jobs.setReach("10")
    jobs.toggleTag("senior")
    for letter in "bj":
        jobs.typeLetter(letter)
    wanted = _scan(
        lambda job, metres: (
            metres is not None
            and metres <= reach_metres(10)
            and Tag.SENIOR in job.tags
            and _starts_with(job, "bj")
        )
    )
    assert wanted, "the sample city must have such jobs"
    assert set(_shown(models)) == wanted
    assert jobs.countWords == f"{len(wanted)} 个 · 由近到远"
    assert (jobs.tagWords, jobs.reachWords, jobs.text) == ("银龄岗", "10 分钟", "bj")


@pytest.mark.parametrize("minutes", [5, 10, 15])
def test_a_radius_holds_what_can_be_walked_to_nearest_first(models: Models, minutes: int) -> None:
    models.shell.jobs.setReach(str(minutes))
    wanted = _scan(lambda job, metres: metres is not None and metres <= reach_metres(minutes))
    assert set(_shown(models)) == wanted
    walks = [re.search(r"\d+", str(words)) for words in _column(models.shell.jobs.rows, "walk")]
    said = [int(walk[0]) for walk in walks if walk]
    assert len(said) == len(wanted)
    assert said == sorted(said)
    assert max(said) <= minutes


def test_the_district_is_the_stations_own(models: Models) -> None:
    models.shell.jobs.setReach("district")
    wanted = _scan(lambda job, _: (job.division or "").startswith("370102"))
    everywhere = _scan(lambda job, _: True)
    assert set(_shown(models)) == wanted < everywhere


def test_no_limit_shows_every_job_in_force(models: Models) -> None:
    models.shell.jobs.setReach("all")
    shown = _shown(models)
    assert set(shown) == _scan(lambda job, _: True)
    assert len(shown) == len(set(shown)) > 2 * CHUNK


@pytest.mark.parametrize(
    ("band", "passes"),
    [
        ("hour", lambda pay: pay.unit is PayUnit.HOUR),
        ("4000", lambda pay: pay.unit is PayUnit.MONTH and (pay.minimum or 0) >= 4000),
    ],
)
def test_pay_wanted(models: Models, band: str, passes: Callable[[Pay], bool]) -> None:
    models.shell.jobs.setReach("all")
    models.shell.jobs.setPay(band)
    wanted = _scan(lambda job, _: job.pay is not None and passes(job.pay))
    assert set(_shown(models)) == wanted != set()


def test_nothing_found_offers_to_look_farther_and_to_drop_filters(models: Models) -> None:
    jobs = models.shell.jobs
    for _ in range(20):
        jobs.typeLetter("x")
    assert (jobs.count, jobs.countWords, len(jobs.text)) == (0, "0 个", 12)
    assert jobs.canWiden
    assert jobs.narrowed
    jobs.setReach("all")
    jobs.clearFilters()
    assert not jobs.canWiden
    assert not jobs.narrowed
    assert jobs.count > 0


def test_a_group_is_shown_wherever_it_is(models: Models) -> None:
    models.shell.openGroup("parent")
    wanted = _scan(lambda job, _: Tag.PARENT in job.tags)
    assert set(_shown(models)) == wanted
    assert (models.shell.screen, models.shell.jobs.reachWords) == ("jobs", "全部")


def test_the_tiles_of_groups_count_what_they_open(models: Models) -> None:
    models.shell.open("groups")
    rows = models.shell.groups.rows
    counts = dict(zip(_column(rows, "code"), _column(rows, "countWords"), strict=True))
    assert counts == {
        tag.value: f"{len(_scan(lambda job, _, tag=tag: tag in job.tags))} 个" for tag in Tag
    }


def test_an_unknown_place_is_said_and_is_never_zero(with_jobs: Callable[..., Models]) -> None:
    models = with_jobs(a_job(1, position=None), a_job(2))
    assert _shown(models) == ["job-0002"], "no place, no radius"
    models.shell.jobs.setReach("all")
    assert _column(models.shell.jobs.rows, "walk") == ["步行约 2 分钟", "位置待核实"]
    models.shell.openJob("job-0001")
    assert models.shell.job.walk == "位置待核实"


def test_work_at_home_is_no_walk(with_jobs: Callable[..., Models]) -> None:
    models = with_jobs(a_job(1, remote=True, position=None, address=None))
    models.shell.jobs.setReach("all")
    assert _column(models.shell.jobs.rows, "walk") == ["在家可做"]
    models.shell.openJob("job-0001")
    assert _facts(models)["在哪里"] == "在家可做"


def test_nobody_is_sent_walking_for_hours(with_jobs: Callable[..., Models]) -> None:
    far = replace(a_job().position, lat=36.80)  # type: ignore[type-var]
    models = with_jobs(a_job(1, position=far))
    models.shell.jobs.setReach("all")
    assert _column(models.shell.jobs.rows, "walk") == ["约 15 公里"]


def _facts(models: Models) -> dict[object, object]:
    rows = models.shell.job.facts
    return dict(zip(_column(rows, "name"), _column(rows, "words"), strict=True))


def test_what_the_source_did_not_say_is_said_to_be_unsaid(
    with_jobs: Callable[..., Models],
) -> None:
    models = with_jobs(a_job(1, employer=None, pay=None, contact_phone=None))
    assert _column(models.shell.jobs.rows, "employer") == ["单位未注明名称"]
    assert _column(models.shell.jobs.rows, "pay") == ["待遇未注明"]
    models.shell.openJob("job-0001")
    facts = _facts(models)
    silent = ("单位", "做什么", "什么时候", "要求", "条件", "用工形式", "招聘人数")
    assert [facts[name] for name in silent] == ["单位未注明"] * len(silent)
    job = models.shell.job
    assert (job.phone, job.phoneOwner) == ("0531-0000 0100", "问本站工作人员")


def test_a_validity_that_was_assumed_is_marked(with_jobs: Callable[..., Models]) -> None:
    models = with_jobs(a_job(1, valid_through_assumed=True), a_job(2))
    models.shell.openJob("job-0001")
    assert _facts(models)["有效期至"] == "2026年12月31日（单位未注明，按导入后 30 天计）"
    models.shell.openJob("job-0002")
    assert _facts(models)["有效期至"] == "2026年12月31日"


def test_every_element_that_the_law_wants_is_on_the_page(models: Models) -> None:
    for job in ui_home.city_jobs()[::40]:
        models.shell.openJob(job.id)
        wanted = {"单位", "招聘人数", "要求", "什么时候", "在哪里", "用工形式", "有效期至", "来源"}
        assert wanted <= set(_facts(models)) or not models.shell.job.found


def test_an_expired_job_cannot_be_opened(with_jobs: Callable[..., Models]) -> None:
    yesterday = ui_home.TODAY - timedelta(days=1)
    models = with_jobs(a_job(1, valid_through=yesterday), a_job(2, valid_through=ui_home.TODAY))
    models.shell.openJob("job-0001")
    assert not models.shell.job.found
    models.shell.openJob("job-0002")
    assert models.shell.job.found


def test_a_job_that_is_withdrawn_while_it_is_read_says_so(
    with_jobs: Callable[..., Models],
) -> None:
    models = with_jobs(a_job(1), a_job(2))
    models.shell.openJob("job-0001")
    assert models.shell.job.found
    models.published(jobs=[a_job(2)])
    job = models.shell.job
    assert (job.found, job.title, job.phone) == (False, "", "")
    assert _facts(models) == {}
    assert _shown(models) == ["job-0002"]


def test_the_attract_lines_are_lawful_near_and_fit(models: Models) -> None:
    attract = models.shell.attract
    by_title = {job.title: job for job in ui_home.city_jobs() if not examine(job)}
    seen: list[object] = []
    for _ in range(20):
        titles = _column(attract.lines, "title")
        assert len(titles) == 3
        seen += titles
        assert all(int(str(m)) <= 15 for m in _column(attract.lines, "minutes"))
        assert all(pay for pay in _column(attract.lines, "pay"))
        attract.turn()
    assert set(seen) <= set(by_title)
    assert len(set(seen)) > 3
    assert all(len(str(title)) <= 12 for title in seen)
    near = _scan(lambda job, metres: metres is not None and walking_minutes(metres) <= 15)
    assert attract.nearbyWords == str(len(near))


def test_real_documents_stand_before_examples_newest_first(models: Models) -> None:
    policies = [p for p in ui_home.city_records()["policies"] if isinstance(p, Policy)]
    for topic in PolicyTopic:
        models.shell.policies.setTopic(topic.value)
        order = {p.id: p for p in policies}
        shown = [order[str(i)] for i in _column(models.shell.policies.rows, "policyId")]
        assert {p.id for p in shown} == {
            p.id
            for p in policies
            if p.topic is topic and (p.valid_through or ui_home.TODAY) >= ui_home.TODAY
        }
        assert [p.sample for p in shown] == sorted(p.sample for p in shown)
        for kind in (True, False):
            days = [p.issued_on for p in shown if p.sample is kind and p.issued_on]
            assert days == sorted(days, reverse=True)


def test_the_directory_begins_with_12333(models: Models) -> None:
    directory = models.shell.directory
    hotline = next(
        p for p in ui_home.city_records()["places"] if isinstance(p, Place) and p.phone == "12333"
    )
    assert models.shell.hotline == "12333"
    assert directory.firstServices == hotline.services
    assert "12333" not in _column(directory.rows, "phone")
    directory.setShelf("rights")
    assert directory.count > 0
    assert all(_column(directory.rows, "phone"))


def test_offices_are_in_order_of_distance(models: Models) -> None:
    models.shell.directory.setShelf("service")
    walks = [str(words) for words in _column(models.shell.directory.rows, "walk")]
    minutes = [int(m[0]) for words in walks if "步行" in words and (m := re.search(r"\d+", words))]
    assert len(minutes) > 1
    assert minutes == sorted(minutes)


def test_freshness_is_said_calmly(models: Models) -> None:
    status = models.shell.status
    assert (status.clock, status.day) == ("9:41", "3月2日 星期一")
    assert (status.asOf, status.offline) == ("信息截至 今天 9:38", False)
    models.clocks.pass_seconds(3 * ui_home.POLL_SECONDS - 180)
    status.refresh()
    assert not status.offline
    models.clocks.pass_seconds(1)
    status.refresh()
    assert (status.asOf, status.offline) == ("离线可用 · 信息截至 今天 9:38", True)
    models.clocks.pass_seconds(86_400)
    status.refresh()
    assert status.asOf == "离线可用 · 信息截至 昨天 9:38"


def test_a_clock_that_lost_its_battery_blanks_nothing(models: Models) -> None:
    before = models.shell.jobs.count
    models.clocks.wall = models.clocks.wall.replace(year=2009)
    models.catalogue.look()
    models.shell.status.refresh()
    assert models.shell.jobs.count == before > 0
    assert models.catalogue.today() == ui_home.TODAY, "never before the time of publication"
    assert models.shell.status.clock == "", "no time rather than a wrong one"
    models.shell.openJob(str(_shown(models)[0]))
    assert models.shell.job.found


def test_a_list_keeps_up_with_what_is_published(with_jobs: Callable[..., Models]) -> None:
    models = with_jobs(a_job(1))
    models.published(jobs=[a_job(number) for number in range(100)])
    assert models.shell.jobs.count == 100
    assert len(set(_shown(models))) == 100


@dataclass(frozen=True, slots=True)
class _Row:
    number: int = -1
    word: str = ""


def test_rows_in_memory_keep_to_qts_rules(app: QGuiApplication) -> None:
    owner = QObject()
    model = RowsModel(_Row, owner)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, owner)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.show([_Row(1, "a"), _Row(2, "b")])
    assert (_column(model, "number"), _column(model, "word")) == ([1, 2], ["a", "b"])
    model.show([])
    assert (_column(model, "number"), len(resets)) == ([], 2)


def test_rows_in_chunks_keep_to_qts_rules(app: QGuiApplication) -> None:
    owner = QObject()
    model = ChunkedRows(_Row, _Row(), owner)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, owner)
    asked: list[tuple[int, int]] = []

    def fetch(offset: int, limit: int) -> list[_Row]:
        asked.append((offset, limit))
        return [_Row(number) for number in range(offset, min(offset + limit, 100))]

    model.browse(100, fetch)
    assert _column(model, "number") == list(range(100))
    assert asked == [(0, CHUNK), (CHUNK, CHUNK), (2 * CHUNK, CHUNK)]
    model.browse(100, lambda offset, limit: [])
    assert set(_column(model, "number")) == {-1}, "the cache shrank: blank rows, no error"

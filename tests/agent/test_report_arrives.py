"""报告问题 from the tap to the office: sealed to the key in the catalogue, sent by a real agent."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import msgspec

from kiosk.central.job_reports import JobReports, job_reports
from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.store import Store
from kiosk.sealing import seal
from kiosk.submissions import JobReport, ReportReason, SubmissionKind, new_reference
from kiosk.timekeeping import read_clock
from offline_cache import CATALOGUE_FILE, OUTBOX_FILE
from offline_cache.outbox import Outbox
from offline_cache.reader import CatalogueReader
from tests.agent.test_agent_process import agent, line_with
from tests.central_process import PlatformHome, serving
from tests.enrolled import SITE, enrolled
from tests.sample_records import a_job

CANARY = "金丝雀公司（示例）"
CONFIRMED = "a submission of kind job_report is confirmed"


def tap(home: Path, reason: ReportReason) -> None:
    """What the screen does at 报告问题."""
    with closing(CatalogueReader(home / CATALOGUE_FILE)) as reader:
        state = reader.state()
        assert state is not None
    job = a_job(7)
    report = JobReport(job_id=job.id, reason=reason, title=job.title, employer=CANARY)
    sealed = seal(msgspec.json.encode(report), state.sealing_key)
    with closing(Outbox(home / OUTBOX_FILE)) as outbox:
        assert outbox.has_room()
        outbox.add(SubmissionKind.JOB_REPORT, new_reference(), sealed, read_clock().wall)


def reported(central: PlatformHome) -> JobReports:
    with closing(Store.of_terminals(central.home)) as road:
        return job_reports(road, central.store, sealing_keys(central.home))


def readable_on_disk(home: Path) -> list[str]:
    """Files of the terminal in which a report can be read."""
    files = [file for file in home.rglob("*") if file.is_file()]
    return [file.name for file in files if CANARY.encode() in file.read_bytes()]


def test_a_report_reaches_the_office_in_a_moment_or_after_a_kill(
    tmp_path: Path, central: PlatformHome
) -> None:
    home = tmp_path / "terminal"
    with serving(central.home) as platform:
        enrolled(central.home, platform.url, home)
        with agent(home) as process:
            line_with(process, "version 1 applied: jobs 50")
            tap(home, ReportReason.FILLED)
            since = time.monotonic()
            line_with(process, CONFIRMED)
            assert time.monotonic() - since < 10, "a second, and what a busy machine adds"
        tap(home, ReportReason.FILLED)
        tap(home, ReportReason.SUSPICIOUS)
        assert readable_on_disk(home) == []
        with agent(home) as process:
            line_with(process, CONFIRMED)
            line_with(process, CONFIRMED)
    found = reported(central)
    assert found.unreadable == ()
    assert [(post.reason, post.count, post.sites) for post in found.posts] == [
        (ReportReason.FILLED, 2, (SITE,)),
        (ReportReason.SUSPICIOUS, 1, (SITE,)),
    ]
    assert (found.posts[0].job_id, found.posts[0].employer) == (a_job(7).id, CANARY)
    assert found.posts[0].on_screens

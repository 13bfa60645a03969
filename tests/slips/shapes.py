"""A station, an hour and jobs to print."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

from kiosk.central.feeds.importing import import_feed
from kiosk.central.outcomes import Accepted, Held
from kiosk.records import Datum, EmploymentType, Job, JobKind, Tag
from kiosk.slips.paper import Imprint, JobOnPaper, Layout
from tests.job_shapes import jobs
from tests.sample_records import a_job
from tests.shared_data import shared_file

PRINTED_AT = datetime(2026, 3, 2, 1, 41, tzinfo=UTC)
IMPRINT = Imprint(
    station="示例社区食堂就业角",
    station_phone="0531-0000 0100",
    printed_at=PRINTED_AT,
    public_url="https://jiuye.example.cn",
    region="370102",
)
SLIP_LAYOUTS = (Layout.ROLL80, Layout.ROLL58, Layout.A5, Layout.A4)


def full_job(**changes: Any) -> Job:
    """A job that says everything."""
    everything: dict[str, Any] = {
        "requirements": "认真负责，分得清四类垃圾；零经验可以，师傅带三天",
        "employment_type": EmploymentType.FULL_TIME,
        "description": "清扫三栋楼的楼道和门前，扶手每周擦两遍。雨后疏通雨水口，冬天撒防滑沙。",
        "conditions": "高温天有补贴，雨衣雨鞋单位发",
        "hours": "7:00–11:00、14:00–17:30，每周5天",
        "kind": JobKind.CLEANING,
        "tags": (Tag.CARING, Tag.SENIOR),
        "head_count": 4,
        "contact_name": "胡主管",
    }
    return a_job(1, **(everything | changes))


def on_paper(job: Job | None = None, **changes: Any) -> JobOnPaper:
    """A job six minutes away."""
    return replace(JobOnPaper(job=job or full_job(), walk_minutes=6), **changes)


def generated(count: int) -> list[JobOnPaper]:
    """Jobs in the shapes of real postings."""
    return [JobOnPaper(job=job, walk_minutes=9) for job in islice(jobs(count), count)]


@cache
def real_jobs(name: str) -> tuple[Job, ...]:
    """The postings of a feed beside the project, the shortest first; skips where it is absent."""
    outcomes = import_feed(
        shared_file(name), source="示例", region="370102", datum=Datum.WGS84, imported_at=PRINTED_AT
    )
    found = [o.record for o in outcomes if isinstance(o, Accepted | Held)]
    return tuple(sorted((j for j in found if isinstance(j, Job)), key=_letters))


def _letters(job: Job) -> int:
    texts = (job.title, job.employer, job.description, job.requirements, job.conditions)
    return sum(len(text or "") for text in texts)

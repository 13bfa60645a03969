from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.central.feeds.importing import import_feed
from kiosk.central.outcomes import Accepted
from kiosk.central.public_pages.pages import job_page, policy_page
from kiosk.records import Datum, Job
from tests.public.reading import read
from tests.public.schema_org import faults
from tests.public.shapes import a_policy
from tests.shared_data import shared_file

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["postings_a.csv", "postings_b.csv"])
def test_every_real_post_is_a_small_page_and_a_job_posting(name: str) -> None:
    path = shared_file(name)
    outcomes = import_feed(
        path, source="示例来源", region="370000", datum=Datum.BD09, imported_at=NOW
    )
    jobs = [outcome.record for outcome in outcomes if isinstance(outcome, Accepted)]
    assert len(jobs) > 300
    for job in jobs[:: max(1, len(jobs) // 250)]:
        assert isinstance(job, Job)
        document = job_page(job, "370000", NOW.date()).document
        page = read(document)
        assert len(document) <= 30 * 1024, job.id
        assert job.title in page.words
        assert faults(page.linked_data) == []


def test_the_official_notice_is_a_small_page() -> None:
    body = shared_file("notice.txt").read_text(encoding="utf-8")
    document = policy_page(a_policy(body=body), NOW.date()).document
    assert len(document) <= 30 * 1024
    assert "就业角" in read(document).words

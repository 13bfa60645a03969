"""A phone reads the code off the dots of a thermal head and finds the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assets.sample_city.loading import load
from kiosk.public_addresses import activity_address, job_address, policy_address
from kiosk.records import Activity, Policy
from kiosk.slips.codes import QUIET, code_for
from kiosk.slips.documents import activity_sheet, policy_sheet
from kiosk.slips.job_slip import job_slips
from kiosk.slips.paper import DOT_MM, Layout
from kiosk.slips.pen import MM
from kiosk.slips.posters import posters
from kiosk.slips.proof import proof_page
from tests.slips.reading import codes
from tests.slips.shapes import IMPRINT, SLIP_LAYOUTS, full_job, generated, on_paper

LONGEST = replace(IMPRINT, public_url="https://jiuye.long-name-of-a-prefecture.example.gov.cn/jyj")


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
@pytest.mark.parametrize("imprint", [IMPRINT, LONGEST])
def test_the_code_of_a_slip_opens_the_jobs_page(layout: Layout, imprint: object) -> None:
    where = IMPRINT if imprint is IMPRINT else LONGEST
    job = full_job(id="3701-编号 7", description="扫地。" * 300)
    wanted = job_address(where.public_url, where.region, job.id)
    assert codes(job_slips([on_paper(job)], layout, where)) == [wanted]


@pytest.mark.parametrize("layout", SLIP_LAYOUTS)
def test_the_code_of_a_policy_and_of_an_activity(layout: Layout) -> None:
    policy = next(r for r in load("policies", date(2026, 3, 2)) if isinstance(r, Policy))
    activity = next(r for r in load("activities", date(2026, 3, 2)) if isinstance(r, Activity))
    url, region = IMPRINT.public_url, IMPRINT.region
    assert codes(policy_sheet(policy, layout, IMPRINT)) == [policy_address(url, region, policy.id)]
    found = codes(activity_sheet(activity, layout, IMPRINT))
    assert found == [activity_address(url, region, activity.id)]


@pytest.mark.parametrize("per_sheet", [1, 2, 4, 6, 8])
def test_every_job_of_a_poster_has_its_code(per_sheet: int) -> None:
    jobs = generated(per_sheet)
    wanted = [job_address(IMPRINT.public_url, IMPRINT.region, paper.job.id) for paper in jobs]
    assert sorted(codes(posters(jobs, Layout.A4, per_sheet, IMPRINT))) == sorted(wanted)


def test_the_code_of_a_proof() -> None:
    assert codes(proof_page(Layout.ROLL58, IMPRINT)) == [IMPRINT.public_url]
    assert codes(proof_page(Layout.A4, replace(IMPRINT, public_url=""))) == ["KIOSK PROOF"]


def test_a_code_is_large_enough_and_made_of_whole_dots() -> None:
    code = code_for("https://jiuye.example.cn/j/370102/s0000001", 25, 72)
    assert code
    modules = len(code.rows) - 2 * QUIET
    assert modules * code.module / MM >= 25
    assert code.module / MM / DOT_MM == pytest.approx(round(code.module / MM / DOT_MM))
    assert not any(any(row) for row in code.rows[:QUIET])
    assert not any(any(row[:QUIET]) for row in code.rows)


def test_a_code_that_cannot_be_read_is_not_drawn() -> None:
    assert code_for("", 25, 72) is None
    assert code_for("a" * 1000, 25, 20) is None

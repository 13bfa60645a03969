"""Each kind of order by the hand that draws it; the one part of the agent that brings reportlab."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.agent.printable import GONE, WRONG_PAPER, Printable
from kiosk.agent.spooling import NothingToPrint
from kiosk.printing.port import Sheet
from kiosk.slips.documents import activity_sheet, policy_sheet
from kiosk.slips.job_list import job_list
from kiosk.slips.job_slip import job_slips
from kiosk.slips.paper import Imprint, JobOnPaper, Layout, ResumeOnPaper
from kiosk.slips.plain import slip_lines
from kiosk.slips.posters import GRIDS, posters
from kiosk.slips.proof import proof_page
from kiosk.slips.resume import resume_sheet
from kiosk.slips.shortlist import shortlist_strip
from offline_cache.print_order import PrintOrder, SheetKind


def sheets(
    order: PrintOrder, found: Printable, layout: Layout, imprint: Imprint
) -> Iterator[Sheet]:
    """What is printed of ``found``, one sheet after the other; ``NothingToPrint`` of nothing."""
    if not (found.jobs or found.policies or found.activities):
        raise NothingToPrint(GONE)
    for policy in found.policies:
        yield Sheet(pdf=policy_sheet(policy, layout, imprint), title=policy.id)
    for activity in found.activities:
        yield Sheet(pdf=activity_sheet(activity, layout, imprint), title=activity.id)
    if found.jobs:
        yield from _of_jobs(order, found.jobs, layout, imprint)


def resumes(resume: ResumeOnPaper, layout: Layout, imprint: Imprint) -> Iterator[Sheet]:
    """Somebody's own résumé."""
    yield Sheet(pdf=resume_sheet(resume, layout, imprint), title="resume", personal=True)


def proofs(layout: Layout, imprint: Imprint) -> Iterator[Sheet]:
    """The printer test."""
    yield Sheet(pdf=proof_page(layout, imprint), title="print-test")


def _of_jobs(
    order: PrintOrder, jobs: tuple[JobOnPaper, ...], layout: Layout, imprint: Imprint
) -> Iterator[Sheet]:
    match order.kind:
        case SheetKind.SHORTLIST:
            yield Sheet(pdf=shortlist_strip(jobs, layout, imprint), title="shortlist")
        case SheetKind.LIST:
            yield Sheet(pdf=job_list(jobs, imprint, layout), title="list")
        case SheetKind.POSTERS:
            if order.per_sheet not in GRIDS or layout not in (Layout.A4, Layout.A3):
                raise NothingToPrint(WRONG_PAPER)
            for first in range(0, len(jobs), order.per_sheet):
                some = jobs[first : first + order.per_sheet]
                pdf = posters(some, layout, order.per_sheet, imprint)
                yield Sheet(pdf=pdf, title=f"poster-{some[0].job.id}")
        case _:
            for on_paper in jobs:
                pdf = job_slips([on_paper], layout, imprint)
                text = slip_lines(on_paper, imprint)
                yield Sheet(pdf=pdf, title=on_paper.job.id, text=text)

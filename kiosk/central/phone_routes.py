"""What the phone page asks: a session for its ticket, and to keep what a person leaves."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.central.bodies import body_within
from kiosk.central.phone_access import PHONE_REFUSALS, AtPhone, Carried, WithTicket
from kiosk.central.phone_codes import Guessing, NoSuchCode, ticket_of_code
from kiosk.central.phone_files import files_of
from kiosk.central.phone_forms import (
    OVERSIZED,
    RECEIPT,
    FormBody,
    SubmissionId,
    as_json,
    expect,
    form_in,
    receipt_answer,
    received,
    today_in_china,
)
from kiosk.central.phone_submissions import Left
from kiosk.central.phone_words import phone_refused
from kiosk.central.platform import Here, Platform
from kiosk.central.schemas import described, taken
from kiosk.central.sealing_keys import sealing_key
from kiosk.central.tickets import Closed, open_ticket
from kiosk.consents import CONSENTS
from kiosk.contract.phone import (
    FoundTicket,
    PhoneActivity,
    PhoneJob,
    PhoneSession,
    ResumeForm,
    SignUpForm,
    TypedCode,
)
from kiosk.contract.tickets import LONGEST_TEXT
from kiosk.records import CHINA_TIME, Activity, Job
from kiosk.submissions import Purpose, Resume, SignUp, SubmissionKind
from kiosk.text.pay import pay_words
from kiosk.text.tidy import tidy

TicketBody = Annotated[bytes, Depends(body_within(LONGEST_TEXT))]

_TICKET_TEXT: Final = {
    "requestBody": {
        "required": True,
        "content": {"text/plain": {"schema": {"type": "string", "maxLength": LONGEST_TEXT}}},
    }
}
router: Final = APIRouter(prefix="/v1/phone")


@router.post(
    "/sessions",
    operation_id="open_ticket",
    response_class=Response,
    responses={
        200: described("PhoneSession", "application/json", "Go on"),
        **PHONE_REFUSALS,
        **OVERSIZED,
    },
    openapi_extra=_TICKET_TEXT,
)
async def sessions(body: TicketBody, here: Here) -> Response:
    """A phone comes with the ticket in the body, for the first time or again."""
    text = body.decode("ascii", "replace").strip()
    return as_json(await run_in_threadpool(_opened, here, text))


@router.post(
    "/codes",
    operation_id="typed_code",
    response_class=Response,
    responses={
        200: described("FoundTicket", "application/json", "The ticket that it stands for"),
        404: PHONE_REFUSALS[403] | {"description": "no_code"},
        **OVERSIZED,
        422: PHONE_REFUSALS[422],
        429: PHONE_REFUSALS[403] | {"description": "guessing: too many wrong ones"},
        503: PHONE_REFUSALS[503],
    },
    openapi_extra=taken("TypedCode"),
)
async def codes(body: FormBody, request: Request, here: Here) -> Response:
    """A code was typed instead of scanned."""
    code = form_in(TypedCode, body).code
    address = request.client.host if request.client else ""
    found = await run_in_threadpool(
        lambda: ticket_of_code(
            here.terminals(),
            code,
            address=address,
            key=sealing_key(here.home).encode(),
            now=here.now(),
        )
    )
    if isinstance(found, Guessing):
        raise phone_refused("guessing")
    if isinstance(found, NoSuchCode):
        raise phone_refused("no_code")
    return as_json(FoundTicket(ticket=found))


@router.get(
    "/jobs",
    operation_id="phone_jobs",
    response_class=Response,
    responses={
        200: described(None, "application/json", "At most 20 jobs, those of the same street first"),
        **PHONE_REFUSALS,
    },
)
async def jobs(
    session: AtPhone, here: Here, words: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """Jobs to apply to from the phone, where no screen goes on."""
    region = session.terminal.region
    found = await run_in_threadpool(
        lambda: here.shelf.jobs_near(region, region, words, today_in_china(here))
    )
    return as_json([_phone_job(job) for job in found])


@router.put(
    "/resumes/{submission}",
    operation_id="leave_resume",
    status_code=201,
    response_class=Response,
    responses=RECEIPT,
    openapi_extra=taken("ResumeForm"),
)
async def resumes(
    submission: SubmissionId, body: FormBody, carried: WithTicket, here: Here
) -> Response:
    """Keep a résumé; with jobs, it goes to them at once."""
    form = form_in(ResumeForm, body)
    expect(carried.ticket, Purpose.RESUME, form.consent)
    if not form.files and not tidy(form.wanted):
        raise phone_refused("nothing_said")
    resume = Resume(
        name=_name(form.name),
        phone=form.phone,
        wanted=tidy(form.wanted),
        experience=tidy(form.experience),
        hours=tidy(form.hours),
        area=tidy(form.area),
        consent=form.consent,
    )
    jobs = await run_in_threadpool(_jobs, here, carried, form.jobs)
    left = Left(submission, SubmissionKind.RESUME, resume, form.files, jobs)
    return receipt_answer(await received(here, carried.text, left))


@router.put(
    "/sign-ups/{submission}",
    operation_id="leave_sign_up",
    status_code=201,
    response_class=Response,
    responses=RECEIPT,
    openapi_extra=taken("SignUpForm"),
)
async def sign_ups(
    submission: SubmissionId, body: FormBody, carried: WithTicket, here: Here
) -> Response:
    """Keep a sign-up for the activity of the ticket."""
    form = form_in(SignUpForm, body)
    expect(carried.ticket, Purpose.SIGN_UP, form.consent)
    activity = carried.ticket.about
    sign_up = SignUp(
        activity_id=activity, name=_name(form.name), phone=form.phone, consent=form.consent
    )
    left = Left(submission, SubmissionKind.SIGN_UP, sign_up)
    return receipt_answer(await received(here, carried.text, left))


def _opened(here: Platform, text: str) -> PhoneSession:
    session = open_ticket(here.terminals(), text, here.now())
    if isinstance(session, Closed):
        raise phone_refused(session.why)
    ticket, region, today = session.ticket, session.terminal.region, today_in_china(here)
    consent = CONSENTS[ticket.purpose]
    job = here.shelf.job(region, ticket.about, today) if ticket.about else None
    activity = here.shelf.activity(region, ticket.about, today) if ticket.about else None
    if ticket.purpose is Purpose.SIGN_UP and activity is None:
        raise phone_refused("activity_gone")
    return PhoneSession(
        purpose=ticket.purpose.name.lower(),
        site=session.terminal.site,
        ends_at=session.ends_at,
        watched=session.watched,
        consent=consent.version,
        consent_sentences=consent.sentences,
        files=files_of(here.terminals(), ticket),
        job=_phone_job(job) if job else None,
        activity=_phone_activity(activity) if activity else None,
    )


def _name(written: str) -> str:
    name = tidy(written).replace("\n", " ")
    if not name:
        raise phone_refused("name")
    return name


def _jobs(here: Platform, carried: Carried, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Where the résumé goes: to ``ids``, and to the job that the code was scanned for."""

    def open_to(job: str) -> bool:
        return here.shelf.job(carried.terminal.region, job, today_in_china(here)) is not None

    if not all(map(open_to, ids)):
        raise phone_refused("job_gone")
    about = carried.ticket.about
    wanted = (about, *ids) if about and open_to(about) else ids
    return tuple(dict.fromkeys(wanted))


def _phone_job(job: Job) -> PhoneJob:
    figure, unit = pay_words(job.pay) if job.pay else ("", "")
    return PhoneJob(
        id=job.id,
        title=job.title,
        employer=job.employer or "",
        pay=f"{figure} {unit}" if figure else job.pay_text or "",
        address=job.address or "",
    )


def _phone_activity(activity: Activity) -> PhoneActivity:
    begins = activity.starts_at.astimezone(CHINA_TIME)
    when = f"{begins.month}月{begins.day}日 {begins:%H:%M}"
    return PhoneActivity(
        id=activity.id, title=activity.title, when=when, address=activity.address or ""
    )

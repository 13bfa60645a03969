"""What the phone page asks: a session for its ticket, and to keep what a person leaves."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi import Path as PathPart
from starlette.concurrency import run_in_threadpool

from kiosk.central.bodies import body_within
from kiosk.central.phone_access import PHONE_REFUSALS, AtPhone, Carried, WithTicket
from kiosk.central.phone_codes import Guessing, NoSuchCode, ticket_of_code
from kiosk.central.phone_files import files_of
from kiosk.central.phone_submissions import Left, NotReceived, Received, receive
from kiosk.central.phone_words import phone_refused
from kiosk.central.platform import Here, Platform
from kiosk.central.schemas import described, taken
from kiosk.central.sealing_keys import sealing_key
from kiosk.central.tickets import Closed, open_ticket
from kiosk.consents import CONSENTS
from kiosk.contract.phone import (
    LARGEST_FORM,
    FoundTicket,
    PhoneActivity,
    PhoneJob,
    PhoneReceipt,
    PhoneSession,
    ResumeForm,
    SignUpForm,
    TypedCode,
)
from kiosk.contract.tickets import LONGEST_TEXT, Ticket
from kiosk.records import CHINA_TIME, Activity, Job
from kiosk.submissions import Purpose, Resume, SignUp, SubmissionKind
from kiosk.text.pay import pay_words
from kiosk.text.tidy import tidy

Form = TypeVar("Form", bound=msgspec.Struct)
SubmissionId = Annotated[
    str, PathPart(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="UUID")
]
TicketBody = Annotated[bytes, Depends(body_within(LONGEST_TEXT))]
FormBody = Annotated[bytes, Depends(body_within(LARGEST_FORM))]

_TICKET_TEXT: Final = {
    "requestBody": {
        "required": True,
        "content": {"text/plain": {"schema": {"type": "string", "maxLength": LONGEST_TEXT}}},
    }
}
_OVERSIZED: Final[dict[int | str, dict[str, Any]]] = {
    413: PHONE_REFUSALS[403] | {"description": "oversized"}
}
_RECEIPT: Final[dict[int | str, dict[str, Any]]] = {
    200: described("PhoneReceipt", "application/json", "It was kept before; the same receipt"),
    201: described("PhoneReceipt", "application/json", "It is kept"),
    **PHONE_REFUSALS,
    **_OVERSIZED,
}

router: Final = APIRouter(prefix="/v1/phone")


@router.post(
    "/sessions",
    operation_id="open_ticket",
    response_class=Response,
    responses={
        200: described("PhoneSession", "application/json", "Go on"),
        **PHONE_REFUSALS,
        **_OVERSIZED,
    },
    openapi_extra=_TICKET_TEXT,
)
async def sessions(body: TicketBody, here: Here) -> Response:
    """A phone comes with the ticket in the body, for the first time or again."""
    text = body.decode("ascii", "replace").strip()
    return _json(await run_in_threadpool(_opened, here, text))


@router.post(
    "/codes",
    operation_id="typed_code",
    response_class=Response,
    responses={
        200: described("FoundTicket", "application/json", "The ticket that it stands for"),
        404: PHONE_REFUSALS[403] | {"description": "no_code"},
        **_OVERSIZED,
        422: PHONE_REFUSALS[422],
        429: PHONE_REFUSALS[403] | {"description": "guessing: too many wrong ones"},
        503: PHONE_REFUSALS[503],
    },
    openapi_extra=taken("TypedCode"),
)
async def codes(body: FormBody, request: Request, here: Here) -> Response:
    """A code was typed instead of scanned."""
    code = _form(TypedCode, body).code
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
    return _json(FoundTicket(ticket=found))


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
        lambda: here.shelf.jobs_near(region, region, words, _today(here))
    )
    return _json([_phone_job(job) for job in found])


@router.put(
    "/resumes/{submission}",
    operation_id="leave_resume",
    status_code=201,
    response_class=Response,
    responses=_RECEIPT,
    openapi_extra=taken("ResumeForm"),
)
async def resumes(
    submission: SubmissionId, body: FormBody, carried: WithTicket, here: Here
) -> Response:
    """Keep a résumé; with jobs, it goes to them at once."""
    form = _form(ResumeForm, body)
    _expect(carried.ticket, Purpose.RESUME, form.consent)
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
    return await _received(here, carried.text, left)


@router.put(
    "/sign-ups/{submission}",
    operation_id="leave_sign_up",
    status_code=201,
    response_class=Response,
    responses=_RECEIPT,
    openapi_extra=taken("SignUpForm"),
)
async def sign_ups(
    submission: SubmissionId, body: FormBody, carried: WithTicket, here: Here
) -> Response:
    """Keep a sign-up for the activity of the ticket."""
    form = _form(SignUpForm, body)
    _expect(carried.ticket, Purpose.SIGN_UP, form.consent)
    activity = carried.ticket.about
    sign_up = SignUp(
        activity_id=activity, name=_name(form.name), phone=form.phone, consent=form.consent
    )
    left = Left(submission, SubmissionKind.SIGN_UP, sign_up)
    return await _received(here, carried.text, left)


def _opened(here: Platform, text: str) -> PhoneSession:
    session = open_ticket(here.terminals(), text, here.now())
    if isinstance(session, Closed):
        raise phone_refused(session.why)
    ticket, region, today = session.ticket, session.terminal.region, _today(here)
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


async def _received(here: Platform, text: str, left: Left) -> Response:
    outcome = await run_in_threadpool(
        lambda: receive(here.terminals(), text, left, key=sealing_key(here.home), now=here.now())
    )
    match outcome:
        case NotReceived(why):
            raise phone_refused(why)
        case Received(reference, secret, again, watched):
            receipt = PhoneReceipt(reference=reference, secret=secret, watched=watched)
            return _json(receipt, 200 if again else 201)


def _name(written: str) -> str:
    name = tidy(written).replace("\n", " ")
    if not name:
        raise phone_refused("name")
    return name


def _jobs(here: Platform, carried: Carried, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Where the résumé goes: to ``ids``, and to the job that the code was scanned for."""

    def open_to(job: str) -> bool:
        return here.shelf.job(carried.terminal.region, job, _today(here)) is not None

    if not all(map(open_to, ids)):
        raise phone_refused("job_gone")
    about = carried.ticket.about
    wanted = (about, *ids) if about and open_to(about) else ids
    return tuple(dict.fromkeys(wanted))


def _expect(ticket: Ticket, purpose: Purpose, consent: str) -> None:
    if ticket.purpose is not purpose:
        raise phone_refused("other_purpose")
    if consent != CONSENTS[purpose].version:
        raise phone_refused("consent")


def _form(model: type[Form], body: bytes) -> Form:
    """``body`` as the form; refused with the sentence of the field that is wrong."""
    try:
        return msgspec.json.decode(body, type=model)
    except msgspec.ValidationError as error:
        field = str(error).rpartition("$.")[2].rstrip("`").partition("[")[0]
        raise phone_refused(_FIELD_CODES.get(field, "malformed")) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise phone_refused("malformed") from error


_FIELD_CODES: Final = {
    "name": "name",
    "phone": "phone",
    "code": "no_code",
    "files": "too_many_files",
    "jobs": "too_many_jobs",
    "wanted": "too_long",
    "experience": "too_long",
    "hours": "too_long",
    "area": "too_long",
}


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


def _today(here: Platform) -> date:
    return here.now().astimezone(CHINA_TIME).date()


def _json(content: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(content), status, media_type="application/json")

"""我要招人: the form's remarks while it is typed, the vacancy itself, and the shop's own link."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Response
from starlette.concurrency import run_in_threadpool

from kiosk.central.phone_access import PHONE_REFUSALS, AtPhone, WithTicket
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
from kiosk.central.refusals import Refusal, Refused
from kiosk.central.schemas import described, taken
from kiosk.central.sealing_keys import sealing_keys
from kiosk.central.shop_vacancies import (
    BY_SHOP,
    ShopPost,
    check,
    close_post,
    extend_post,
    hold,
    is_shops,
    post_of,
    refused,
    vacancy_in,
)
from kiosk.central.tables import State
from kiosk.central.to_screens import bring_to_screens
from kiosk.contract.phone import (
    VacancyChoice,
    VacancyChoices,
    VacancyForm,
    VacancyRemark,
    VacancyStanding,
)
from kiosk.lawful.vacancy import LONGEST_VALIDITY, Remark, Severity
from kiosk.records import EmploymentType, JobKind, PayUnit, Tag
from kiosk.submissions import Purpose, SubmissionKind
from kiosk.text.labels import EMPLOYMENT_TYPE_LABELS, KIND_LABELS, PAY_UNIT_LABELS, TAG_LABELS

SCHEME: Final = "Secret "
_STANDING: Final[dict[int | str, dict[str, Any]]] = {
    200: described("VacancyStanding", "application/json", "How the post stands now"),
    403: PHONE_REFUSALS[403] | {"description": "no_post: not the shop's own link"},
    409: {"model": Refusal, "description": "post_over: it is closed, or was refused"},
    422: PHONE_REFUSALS[422],
    503: PHONE_REFUSALS[503],
}

router: Final = APIRouter(prefix="/v1/phone")


async def shops_own(
    submission: SubmissionId, here: Here, authorization: Annotated[str, Header()] = ""
) -> str:
    """The submission whose secret the shop has shown."""
    secret = authorization.removeprefix(SCHEME).strip()
    keys = await run_in_threadpool(sealing_keys, here.home)
    if not authorization.startswith(SCHEME) or not is_shops(submission, secret, keys):
        raise phone_refused("no_post")
    return submission


ShopsOwn = Annotated[str, Depends(shops_own)]


@router.get(
    "/vacancy-choices",
    operation_id="vacancy_choices",
    response_class=Response,
    responses={200: described("VacancyChoices", "application/json", "What the lists offer")},
)
async def choices(here: Here) -> Response:
    """What the lists of the form offer."""
    today = today_in_china(here)
    return as_json(
        VacancyChoices(
            kinds=_choices(KIND_LABELS, JobKind),
            employment_types=_choices(EMPLOYMENT_TYPE_LABELS, EmploymentType),
            pay_units=_choices(PAY_UNIT_LABELS, PayUnit),
            tags=_choices(TAG_LABELS, Tag),
            first_day=today + timedelta(days=1),
            last_day=today + LONGEST_VALIDITY,
        )
    )


@router.post(
    "/vacancy-checks",
    operation_id="check_vacancy",
    response_class=Response,
    responses={
        200: described(None, "application/json", "VacancyRemark, one for each thing to change"),
        **PHONE_REFUSALS,
        **OVERSIZED,
    },
    openapi_extra=taken("VacancyForm"),
)
async def checks(body: FormBody, session: AtPhone, here: Here) -> Response:
    """What is to be changed in the form as it is now."""
    vacancy = vacancy_in(form_in(VacancyForm, body))
    remarks = check(vacancy, session.terminal.region, today_in_china(here))
    return as_json([_remark(remark) for remark in remarks])


@router.put(
    "/vacancies/{submission}",
    operation_id="leave_vacancy",
    status_code=201,
    response_class=Response,
    responses=RECEIPT,
    openapi_extra=taken("VacancyForm"),
)
async def vacancies(
    submission: SubmissionId, body: FormBody, carried: WithTicket, here: Here
) -> Response:
    """Keep a vacancy for a person to look at; it is on no screen before that."""
    form = form_in(VacancyForm, body)
    expect(carried.ticket, Purpose.VACANCY, form.consent)
    vacancy = vacancy_in(form)
    remarks = check(vacancy, carried.terminal.region, today_in_china(here))
    if refused(remarks):
        first = next(remark for remark in remarks if remark.severity is Severity.REFUSE)
        raise Refused(422, first.field, first.sentence)
    left = Left(submission, SubmissionKind.VACANCY, vacancy)
    kept = await received(here, carried.text, left)
    await run_in_threadpool(
        lambda: hold(here.catalogue(), vacancy, submission, carried.terminal, here.now())
    )
    return receipt_answer(kept)


@router.get(
    "/posts/{submission}",
    operation_id="vacancy_standing",
    response_class=Response,
    responses={code: _STANDING[code] for code in (200, 403, 422, 503)},
)
async def standing(submission: ShopsOwn, here: Here) -> Response:
    """How the shop's post stands."""
    return as_json(await run_in_threadpool(_standing, here, submission))


@router.post(
    "/posts/{submission}/closing",
    operation_id="close_vacancy",
    response_class=Response,
    responses={code: _STANDING[code] for code in (200, 403, 422, 503)},
)
async def closing(submission: ShopsOwn, here: Here) -> Response:
    """Take the post off every screen."""

    def work() -> VacancyStanding:
        close_post(here.catalogue(), submission, here.now())
        bring_to_screens(here.catalogue(), here.home, here.now())
        return _standing(here, submission)

    return as_json(await run_in_threadpool(work))


@router.post(
    "/posts/{submission}/extension",
    operation_id="extend_vacancy",
    response_class=Response,
    responses=_STANDING,
)
async def extension(submission: ShopsOwn, here: Here) -> Response:
    """Let the post stay for as long as may be from today."""

    def work() -> VacancyStanding | None:
        if not extend_post(here.catalogue(), submission, here.now()):
            return None
        bring_to_screens(here.catalogue(), here.home, here.now())
        return _standing(here, submission)

    found = await run_in_threadpool(work)
    if found is None:
        raise phone_refused("post_over")
    return as_json(found)


def _standing(here: Platform, submission: str) -> VacancyStanding:
    post = post_of(here.catalogue(), submission)
    if post is None:
        raise phone_refused("no_post")
    today = today_in_china(here)
    return VacancyStanding(
        title=post.job.title,
        state=_state(post) if post.job.valid_through >= today else "over",
        valid_through=post.job.valid_through,
        last_day=today + LONGEST_VALIDITY,
    )


def _state(post: ShopPost) -> str:
    if post.state == State.REFUSED:
        return "closed" if post.decided_by == BY_SHOP else "refused"
    return "waiting" if post.state == State.HELD else "shown"


def _remark(remark: Remark) -> VacancyRemark:
    return VacancyRemark(
        field=remark.field,
        sentence=remark.sentence,
        refused=remark.severity is Severity.REFUSE,
    )


def _choices(labels: Any, values: type[StrEnum]) -> tuple[VacancyChoice, ...]:  # noqa: ANN401
    return tuple(VacancyChoice(value=value.value, label=labels[value]) for value in values)

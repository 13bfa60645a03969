"""What terminals say about themselves: who they are, once, and how they are, every five minutes."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Response
from starlette.concurrency import run_in_threadpool

from kiosk.central.bodies import body_within
from kiosk.central.enrolment import BadToken, KeyInUse, enrol
from kiosk.central.platform import Here
from kiosk.central.refusals import Refusal, Refused
from kiosk.central.schemas import described, taken
from kiosk.central.signed_requests import SIGNED_REFUSALS, SignedRequest, signed
from kiosk.central.terminals import note_heartbeat
from kiosk.contract.terminals import LARGEST_HEARTBEAT, EnrolmentRequest, Heartbeat

LARGEST_ENROLMENT: Final = 1024

Wire = TypeVar("Wire", bound=msgspec.Struct)
EnrolmentBody = Annotated[bytes, Depends(body_within(LARGEST_ENROLMENT))]
SignedHeartbeat = Annotated[SignedRequest, Depends(signed(LARGEST_HEARTBEAT))]

_ENROLMENT_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    201: described("Enrolment", "application/json", "The terminal is known, now or already"),
    403: {"model": Refusal, "description": "bad_token: unknown, expired or used"},
    409: {"model": Refusal, "description": "key_in_use: every terminal has a key of its own"},
    **{status: SIGNED_REFUSALS[status] for status in (413, 422, 503)},
}

router: Final = APIRouter()


@router.post(
    "/v1/enrolments",
    operation_id="enrol",
    status_code=201,
    response_class=Response,
    responses=_ENROLMENT_ANSWERS,
    openapi_extra=taken("EnrolmentRequest"),
)
async def enrolments(body: EnrolmentBody, here: Here) -> Response:
    """Make a terminal known that shows a good token; the same again gets the same answer."""
    request = read_as(EnrolmentRequest, body)
    outcome = await run_in_threadpool(lambda: enrol(here.terminals(), request, here.now()))
    if isinstance(outcome, BadToken):
        raise Refused(403, "bad_token", "This token is not good, or no longer; ask for a new one.")
    if isinstance(outcome, KeyInUse):
        raise Refused(409, "key_in_use", "Another terminal has this key; make a new one.")
    return Response(msgspec.json.encode(outcome), 201, media_type="application/json")


@router.post(
    "/v1/heartbeats",
    operation_id="heartbeat",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "Noted"}, **SIGNED_REFUSALS},
    openapi_extra=taken("Heartbeat"),
)
async def heartbeats(request: SignedHeartbeat, here: Here) -> Response:
    """Note how a terminal is."""
    said = read_as(Heartbeat, request.body)
    terminal = request.terminal.id
    alone = await run_in_threadpool(
        lambda: note_heartbeat(here.terminals(), terminal, said, here.now())
    )
    if not alone:
        raise Refused(403, "cloned", "Two machines use this key; the office must decide.")
    return Response(status_code=204)


def read_as(model: type[Wire], body: bytes) -> Wire:
    """``body`` as the wire model, else 422."""
    try:
        return msgspec.json.decode(body, type=model)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(422, "malformed", f"This is no {model.__name__}: {error}.") from error

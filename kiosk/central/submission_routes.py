"""The road up: sealed submissions, each kept once, answered with a signed receipt."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response
from fastapi import Path as PathPart
from starlette.concurrency import run_in_threadpool

from kiosk.central.keys import key_chain, signing_key
from kiosk.central.platform import Here
from kiosk.central.refusals import Refusal, Refused
from kiosk.central.schemas import described, taken
from kiosk.central.signed_requests import SIGNED_REFUSALS, SignedRequest, signed
from kiosk.central.submissions import (
    Conflict,
    Outcome,
    Taken,
    Unacceptable,
    submission_id,
    take_submission,
)
from kiosk.contract.envelope import sign_envelope
from kiosk.contract.submissions import LONGEST_SEALED, RECEIPT_TYPE

LARGEST_SUBMISSION: Final = 2 * LONGEST_SEALED
"""Bytes of an envelope: base64 in base64 is 16/9 of what is inside, and a little more."""

SubmissionId = Annotated[
    str, PathPart(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="UUID")
]
SignedSubmission = Annotated[SignedRequest, Depends(signed(LARGEST_SUBMISSION))]

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: described("Envelope", "application/json", "It was kept before; the receipt, signed"),
    201: described("Envelope", "application/json", "It is kept; the receipt, signed"),
    409: {"model": Refusal, "description": "conflict: other bytes are kept under this id"},
    **SIGNED_REFUSALS,
    422: {"model": Refusal, "description": "refused_for_good, or the id is no UUID"},
}

router: Final = APIRouter()


@router.put(
    "/v1/submissions/{submission}",
    operation_id="submit",
    status_code=201,
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra=taken("Envelope"),
)
async def submissions(submission: SubmissionId, request: SignedSubmission, here: Here) -> Response:
    """Keep one submission; the same again is answered as before."""
    if submission_id(request.body) != submission:
        raise Refused(422, "refused_for_good", "The envelope is not of the submission named.")
    outcome = await run_in_threadpool(
        lambda: take_submission(
            here.terminals(),
            request.body,
            of=(request.terminal.id, request.terminal.public_key),
            at=here.now(),
            sign=partial(signed_receipt, here.home),
        )
    )
    if here.meter is not None and isinstance(outcome, Taken) and not outcome.again:
        here.meter.submitted(request.body)
    return _answer(outcome)


def signed_receipt(home: Path, payload: bytes) -> bytes:
    """Receipt as terminals believe it: by the key that signs the catalogue."""
    return sign_envelope(payload, RECEIPT_TYPE, signing_key(home), key_chain(home).rotations)


def _answer(outcome: Outcome) -> Response:
    match outcome:
        case Taken(receipt, again):
            return Response(receipt, 200 if again else 201, media_type="application/json")
        case Conflict():
            raise Refused(409, "conflict", "Other bytes are kept under this id.")
        case Unacceptable(reason):
            raise Refused(422, "refused_for_good", reason)

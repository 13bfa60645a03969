"""What a terminal asks about the ticket that it shows."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Depends, Response
from fastapi import Path as PathPart
from starlette.concurrency import run_in_threadpool

from kiosk.central.platform import Here
from kiosk.central.refusals import Refusal, Refused
from kiosk.central.schemas import described
from kiosk.central.signed_requests import SIGNED_REFUSALS, SignedRequest, signed
from kiosk.central.tickets import Closed, watch_ticket
from kiosk.contract.tickets import LONGEST_TEXT

Nonce = Annotated[str, PathPart(pattern=r"^[0-9a-f]{32}$", description="16 bytes in hex")]
SignedTicket = Annotated[SignedRequest, Depends(signed(LONGEST_TEXT))]

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: described("TicketStanding", "application/json", "How far a phone has got with it"),
    **SIGNED_REFUSALS,
    422: {"model": Refusal, "description": "no_ticket: not a ticket of the terminal that asks"},
}

router: Final = APIRouter()


@router.put(
    "/v1/tickets/{nonce}",
    operation_id="watch_ticket",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"text/plain": {"schema": {"type": "string", "maxLength": LONGEST_TEXT}}},
        }
    },
)
async def tickets(nonce: Nonce, request: SignedTicket, here: Here) -> Response:
    """Note the ticket in the body, give it a code to be typed, and say what phones do with it."""
    text = request.body.decode("ascii", "replace")
    standing = await run_in_threadpool(
        lambda: watch_ticket(
            here.terminals(), text, terminal=request.terminal.id, nonce=nonce, now=here.now()
        )
    )
    if isinstance(standing, Closed):
        raise Refused(422, "no_ticket", "This is no ticket of the terminal that asks.")
    return Response(msgspec.json.encode(standing), media_type="application/json")

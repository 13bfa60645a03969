"""What the routes of the phone page share: forms in, receipts out, a sentence where neither."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, TypeVar

import msgspec
from fastapi import Depends, Response
from fastapi import Path as PathPart
from starlette.concurrency import run_in_threadpool

from kiosk.central.bodies import body_within
from kiosk.central.phone_access import PHONE_REFUSALS
from kiosk.central.phone_submissions import Left, NotReceived, Received, receive
from kiosk.central.phone_words import phone_refused
from kiosk.central.platform import Platform
from kiosk.central.schemas import described
from kiosk.central.sealing_keys import sealing_key
from kiosk.consents import CONSENTS
from kiosk.contract.phone import LARGEST_FORM, PhoneReceipt
from kiosk.contract.tickets import Ticket
from kiosk.records import CHINA_TIME
from kiosk.submissions import Purpose

Form = TypeVar("Form", bound=msgspec.Struct)
SubmissionId = Annotated[
    str, PathPart(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="UUID")
]
FormBody = Annotated[bytes, Depends(body_within(LARGEST_FORM))]

OVERSIZED: Final[dict[int | str, dict[str, Any]]] = {
    413: PHONE_REFUSALS[403] | {"description": "oversized"}
}
RECEIPT: Final[dict[int | str, dict[str, Any]]] = {
    200: described("PhoneReceipt", "application/json", "It was kept before; the same receipt"),
    201: described("PhoneReceipt", "application/json", "It is kept"),
    **PHONE_REFUSALS,
    **OVERSIZED,
}
_FIELD_CODES: Final = {
    "name": "name",
    "phone": "phone",
    "code": "no_code",
    "files": "too_many_files",
    "jobs": "too_many_jobs",
    "reference": "nothing_left",
    "secret": "nothing_left",
}
_LONG: Final = (
    *("wanted", "experience", "hours", "area", "employer", "title", "description"),
    *("requirements", "conditions", "address", "contact_name", "contact_phone", "licence"),
)


def form_in(model: type[Form], body: bytes) -> Form:
    """``body`` as the form; refused with the sentence of the field that is wrong."""
    try:
        return msgspec.json.decode(body, type=model)
    except msgspec.ValidationError as error:
        field = str(error).rpartition("$.")[2].rstrip("`").partition("[")[0]
        code = "too_long" if field in _LONG else _FIELD_CODES.get(field, "malformed")
        raise phone_refused(code) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise phone_refused("malformed") from error


def expect(ticket: Ticket, purpose: Purpose, consent: str) -> None:
    """Refuse a ticket for something else, and a form whose consent is not the one in force."""
    if ticket.purpose is not purpose:
        raise phone_refused("other_purpose")
    if consent != CONSENTS[purpose].version:
        raise phone_refused("consent")


async def received(here: Platform, text: str, left: Left) -> tuple[PhoneReceipt, bool]:
    """The receipt for what was left with the ticket in ``text``; True beside it: it was before."""
    outcome = await run_in_threadpool(
        lambda: receive(here.terminals(), text, left, key=sealing_key(here.home), now=here.now())
    )
    match outcome:
        case NotReceived(why):
            raise phone_refused(why)
        case Received(reference, secret, again, watched):
            if here.meter is not None and not again:
                here.meter.kept(left.kind)
            return PhoneReceipt(reference=reference, secret=secret, watched=watched), again


def receipt_answer(kept: tuple[PhoneReceipt, bool]) -> Response:
    """The receipt as the phone hears it."""
    return as_json(kept[0], 200 if kept[1] else 201)


def today_in_china(here: Platform) -> date:
    """The day by which posts end."""
    return here.now().astimezone(CHINA_TIME).date()


def as_json(content: object, status: int = 200) -> Response:
    """``content`` as an answer."""
    return Response(msgspec.json.encode(content), status, media_type="application/json")

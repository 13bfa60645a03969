"""想早点删，凭编号和密码随时可以: the promise of every consent, kept."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from kiosk.central.deleting import delete_left
from kiosk.central.phone_access import PHONE_REFUSALS
from kiosk.central.phone_forms import OVERSIZED, FormBody, form_in
from kiosk.central.phone_words import phone_refused
from kiosk.central.platform import Here
from kiosk.central.refusals import Refusal
from kiosk.central.schemas import taken
from kiosk.central.sealing_keys import sealing_keys
from kiosk.contract.phone import DeletionForm

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Refusal, "description": "nothing_left: number and secret belong to nothing"},
    422: PHONE_REFUSALS[422],
    503: PHONE_REFUSALS[503],
    **OVERSIZED,
}

router: Final = APIRouter(prefix="/v1/phone")


@router.post(
    "/deletions",
    operation_id="delete_left",
    status_code=204,
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra=taken("DeletionForm"),
)
async def deletions(body: FormBody, here: Here) -> Response:
    """Delete what was left under a number, with everything that belongs to it."""
    form = form_in(DeletionForm, body)

    def work() -> bool:
        keys = sealing_keys(here.home)
        return delete_left(here.terminals(), here.files(), form.reference, form.secret, keys)

    if not await run_in_threadpool(work):
        raise phone_refused("nothing_left")
    return Response(status_code=204)

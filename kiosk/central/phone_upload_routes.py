"""Files that a phone sends beside its form, each looked at before the phone hears yes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Header, Request, Response
from fastapi import Path as PathPart
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from kiosk.central.phone_access import PHONE_REFUSALS, AtPhone
from kiosk.central.phone_files import (
    FileDropped,
    Looked,
    TooManyFiles,
    drop_file,
    files_of,
    keep_file,
    kept_before,
)
from kiosk.central.phone_words import phone_refused
from kiosk.central.platform import Here, Platform
from kiosk.central.refusals import Refusal, Refused
from kiosk.central.schemas import described
from kiosk.central.sealing_keys import sealing_key
from kiosk.central.tickets import Session
from kiosk.central.uploads import refusals
from kiosk.central.uploads.inspecting import inspect
from kiosk.central.uploads.verdicts import RefusedFile, refused
from kiosk.contract.phone import LARGEST_FILE, MOST_FILES, PhoneFile
from kiosk.submissions import Purpose

SLOWEST: Final = 300.0
"""Seconds within which a file has to be here: 10 MB at 35 kB a second."""
AT_ONCE: Final = 16
"""Files on their way in one process; each is in memory until it was looked at."""

FileId = Annotated[
    str, PathPart(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="UUID")
]
SentAs = Annotated[str, Header(pattern=r"^[0-9A-Za-z-]{0,64}$")]

_ON_THEIR_WAY: Final = BoundedSemaphore(AT_ONCE)
_FILE: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "format": "binary", "maxLength": LARGEST_FILE}
            }
        },
    }
}
_FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Refusal, "description": "cut_off: not all of it came"},
    413: {"model": Refusal, "description": "too_large"},
}

router: Final = APIRouter(prefix="/v1/phone/files")


@router.post(
    "",
    operation_id="leave_file",
    status_code=201,
    response_class=Response,
    responses={
        200: described("PhoneFile", "application/json", "It was kept before, under the same key"),
        201: described("PhoneFile", "application/json", "Looked at and kept"),
        **PHONE_REFUSALS,
        **_FAULTS,
    },
    openapi_extra=_FILE,
)
async def leave_file(
    request: Request, session: AtPhone, here: Here, idempotency_key: SentAs = ""
) -> Response:
    """Keep the file in the body for the form that follows."""
    if session.ticket.purpose is not Purpose.RESUME:
        raise phone_refused("other_purpose")
    before = await run_in_threadpool(_before, here, session, idempotency_key)
    if before is not None:
        return _answer(before, 200)
    with _place():
        content = await _content(request)
        kept = await run_in_threadpool(_kept, here, session, content, idempotency_key)
    return _answer(kept, 201)


@router.delete(
    "/{file}",
    operation_id="drop_file",
    status_code=204,
    response_class=Response,
    responses={
        404: {"model": Refusal, "description": "no_file"},
        **PHONE_REFUSALS,
    },
)
async def drop(file: FileId, session: AtPhone, here: Here) -> Response:
    """Forget a file that was not sent off yet."""

    def dropped() -> bool:
        return drop_file(here.terminals(), here.files().delete, session.ticket, file)

    if not await run_in_threadpool(dropped):
        raise phone_refused("no_file")
    return Response(status_code=204)


def _before(here: Platform, session: Session, sent_as: str) -> PhoneFile | None:
    """The same file from before; refused where there is no room for another."""
    found = kept_before(here.terminals(), session.ticket, sent_as) if sent_as else None
    if found is None and len(files_of(here.terminals(), session.ticket)) >= MOST_FILES:
        raise phone_refused("too_many_files")
    return found


def _kept(here: Platform, session: Session, content: bytes, sent_as: str) -> PhoneFile:
    found = inspect(content)
    if isinstance(found, RefusedFile):
        raise _not_taken(found)
    looked = Looked(found.kind.value, found.content, found.pages)
    try:
        return keep_file(
            here.terminals(),
            here.files(),
            session.ticket,
            looked,
            sent_as=sent_as,
            key=sealing_key(here.home).public_key,
            now=here.now(),
        )
    except TooManyFiles as error:
        raise phone_refused("too_many_files") from error
    except FileDropped as error:
        raise phone_refused("cut_off") from error


@contextmanager
def _place() -> Iterator[None]:
    if not _ON_THEIR_WAY.acquire(blocking=False):
        raise phone_refused("busy")
    try:
        yield
    finally:
        _ON_THEIR_WAY.release()


async def _content(request: Request) -> bytes:
    """The body; what is a little too large is read to its end, or the phone would not hear why."""
    kept, seen = bytearray(), 0
    try:
        async with asyncio.timeout(SLOWEST):
            async for chunk in request.stream():
                seen += len(chunk)
                if seen > 2 * LARGEST_FILE:
                    break
                if seen <= LARGEST_FILE:
                    kept += chunk
    except (ClientDisconnect, TimeoutError) as error:
        raise phone_refused("cut_off") from error
    if seen > LARGEST_FILE:
        raise _not_taken(refused(refusals.Refusal.TOO_LARGE))
    return bytes(kept)


def _not_taken(found: RefusedFile) -> Refused:
    statuses = {refusals.Refusal.TOO_LARGE: 413, refusals.Refusal.UNAVAILABLE: 503}
    return Refused(statuses.get(found.reason, 422), found.reason.value, found.sentence)


def _answer(file: PhoneFile, status: int) -> Response:
    return Response(msgspec.json.encode(file), status, media_type="application/json")

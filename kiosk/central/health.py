"""Whether this process answers, and whether it can do its work: for whoever balances or restarts.

No part of the contract with terminals; those ask ``/v1/health``.
"""

from __future__ import annotations

import logging
import os
from typing import Final

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from sqlalchemy import select

from kiosk.central.platform import Here, Platform
from kiosk.central.publishing import REGIONS
from kiosk.central.refusals import refusal
from kiosk.central.store import StoreUnusable

RETRY_SECONDS: Final = 5

log = logging.getLogger(__name__)
router: Final = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def alive() -> Response:
    """200 as long as the process answers; whoever gets nothing restarts it."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def ready(here: Here) -> Response:
    """200 if the database and the published files can be read, else 503."""
    try:
        _ask_database(here)
    except StoreUnusable as error:
        log.error("not ready: %s", error)
        return _not_ready("database_unusable", "The database does not answer.")
    try:
        _look_at_files(here)
    except OSError as error:
        log.error("not ready: %s", error)
        return _not_ready("catalogue_unreadable", "The published files cannot be read.")
    return JSONResponse({"status": "ready"})


def _ask_database(here: Platform) -> None:
    with here.terminals().reading() as connection:
        connection.execute(select(1))


def _look_at_files(here: Platform) -> None:
    os.scandir(here.home).close()
    try:
        os.scandir(here.home / REGIONS).close()
    except FileNotFoundError:
        return  # nothing was published yet


def _not_ready(code: str, sentence: str) -> Response:
    return refusal(503, code, sentence, {"Retry-After": str(RETRY_SECONDS)})

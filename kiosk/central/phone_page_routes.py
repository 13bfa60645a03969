"""``GET /p``: where the QR code on a terminal leads; the ticket stays in the fragment."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Response

from kiosk.central.phone_page import phone_page
from kiosk.contract.tickets import PHONE_PATH

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

router: Final = APIRouter()


@router.api_route(
    PHONE_PATH,
    methods=["GET", "HEAD"],
    operation_id="phone_page",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
    include_in_schema=False,
)
async def page() -> Response:
    """The page, the same for everybody."""
    found = phone_page()
    headers = {**_HEADERS, "Content-Security-Policy": found.policy}
    return Response(found.document, media_type="text/html; charset=utf-8", headers=headers)

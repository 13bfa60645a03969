"""Bodies of requests, never more of them in memory than a route asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request
from starlette.requests import ClientDisconnect

from kiosk.central.refusals import Refused


def body_within(largest: int) -> Callable[[Request], Awaitable[bytes]]:
    """Dependency that gives a route the body of at most ``largest`` bytes."""

    async def body(request: Request) -> bytes:
        refuse_declared(request, largest)
        return await bounded_body(request, largest)

    return body


def refuse_declared(request: Request, largest: int) -> None:
    """Refuse a body that says itself that it is too large, before any of it is read."""
    declared = request.headers.get("content-length", "0")
    if len(declared) > 15 or not declared.isascii() or not declared.isdigit():
        raise Refused(400, "malformed", "Content-Length is not a number.")
    if int(declared) > largest:
        raise _oversized(largest)


async def bounded_body(request: Request, largest: int) -> bytes:
    """The body; 413 as soon as it turns out larger than ``largest``."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > largest:
                raise _oversized(largest)
    except ClientDisconnect as error:  # ordinary on a canteen's network; nobody hears the answer
        raise Refused(400, "malformed", "The body was cut off.") from error
    return bytes(body)


def _oversized(largest: int) -> Refused:
    return Refused(413, "oversized", f"At most {largest} bytes are taken here.")
